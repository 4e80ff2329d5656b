"""What this app's audit entries are called in words."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import wording

ACTIONS = {
    "api.token_made": _("made a token for a program"),
    "api.token_revoked": _("revoked the token of a program"),
}
KINDS = {"api.token": _("Token")}


def register() -> None:
    """Tell the audit log; called in ready()."""
    wording.register(ACTIONS, KINDS)
