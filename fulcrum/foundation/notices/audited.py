"""What this app's audit entries are called in words."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import wording

ACTIONS = {
    "notices.address_fails": _("noticed that mail to an address does not arrive"),
    "notices.address_trusted_again": _("had mail sent to a failing address again"),
    "notices.mail_bounced": _("noticed that a mail came back"),
    "notices.mail_sent_again": _("had a mail sent again"),
    "notices.preferences_changed": _("chose what comes by mail"),
}
KINDS = {"notices.mail": _("Mail")}


def register() -> None:
    """Tell the audit log; called in ready()."""
    wording.register(ACTIONS, KINDS)
