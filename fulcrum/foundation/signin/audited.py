"""What this app's audit entries are called in words."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import wording

ACTIONS = {
    "signin.signed_in": _("signed in"),
    "signin.signed_out": _("signed out"),
    "signin.failed": _("entered a wrong password"),
    "signin.code_failed": _("entered a wrong code"),
    "signin.session_ended": _("signed out other browsers"),
    "signin.factor_added": _("set up a second factor"),
    "signin.factor_removed": _("removed a second factor"),
    "signin.codes_renewed": _("made new recovery codes"),
    "signin.reset_sent": _("was sent a link for a new password"),
    "signin.password_changed": _("changed the password"),
    "signin.profile_changed": _("changed name or preferences"),
    "signin.invited": _("invited somebody"),
    "signin.invitation_used": _("took up an invitation"),
    "signin.invitation_withdrawn": _("withdrew an invitation"),
    "signin.demonstration_account_opened": _("opened an account of the demonstration"),
    "signin.demonstration_account_closed": _("closed an account of the demonstration"),
}
KINDS = {
    "signin.attempts": _("Attempts without an account"),
    "signin.invitation": _("Invitation"),
}


def register() -> None:
    """Called once, in ready()."""
    wording.register(ACTIONS, KINDS)
