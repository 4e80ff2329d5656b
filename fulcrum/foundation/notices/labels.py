"""Words for the states of a mail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds
from fulcrum.foundation.notices.domain.states import MailState, Trouble
from fulcrum.foundation.notices.models.mail import DIGEST

STATE: dict[str, Promise] = {
    MailState.WAITING: _("waiting"),
    MailState.SENDING: _("being sent"),
    MailState.SENT: _("sent"),
    MailState.FAILED: _("failed"),
    MailState.BOUNCED: _("came back"),
    MailState.DROPPED: _("not sent"),
}
TONE = {
    MailState.WAITING: "warm",
    MailState.SENDING: "warm",
    MailState.SENT: "good",
    MailState.FAILED: "danger",
    MailState.BOUNCED: "danger",
    MailState.DROPPED: "quiet",
}
TROUBLE: dict[str, Promise] = {
    Trouble.REFUSED: _("The mail server refused the address or the message."),
    Trouble.UNREACHABLE: _("The mail server could not be reached or could not take it."),
    Trouble.UNWRITTEN: _("The text could not be written; the log of the worker says why."),
    Trouble.CUT_SHORT: _("The worker was stopped while sending; whether the server took it is not known."),
    Trouble.UNDELIVERED: _("A delivery report said that it did not arrive."),
    Trouble.ADDRESS_FAILS: _("Mail to this address does not arrive."),
    Trouble.PERSON_LEFT: _("The account was closed before."),
    Trouble.DEMONSTRATION: _("A person of the demonstration has no mailbox."),
}


def kind(code: str) -> Promise | str:
    """What a mail or notice is about; a kind that is no longer there is told by its code."""
    if code == DIGEST:
        return _("Collected notices")
    known = kinds.known(code)
    return known.label if known else code
