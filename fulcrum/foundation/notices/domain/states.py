"""The states of a mail in the outbox."""

from enum import StrEnum


class MailState(StrEnum):
    """Where a mail is on its way."""

    WAITING = "waiting"
    """Will be sent when its next attempt is due."""
    SENDING = "sending"
    """A worker has it in hand, or died with it in hand."""
    SENT = "sent"
    """A mail server has accepted it; whether it arrives, SMTP cannot say."""
    FAILED = "failed"
    """Refused for good, or refused too often."""
    BOUNCED = "bounced"
    """Accepted, and reported later as not delivered."""
    DROPPED = "dropped"
    """Not sent on purpose; the reason stands beside it."""


class Trouble(StrEnum):
    """What kept a mail from being sent or delivered, beside what the mail server said."""

    REFUSED = "refused"
    """The mail server refused this address or this message for good."""
    UNREACHABLE = "unreachable"
    """The mail server could not be reached, or could not take the message now."""
    UNWRITTEN = "unwritten"
    """The text could not be written: a fault of the program."""
    CUT_SHORT = "cut_short"
    """The worker died while sending; whether the server took the message is not known."""
    UNDELIVERED = "undelivered"
    """A delivery report said that it did not arrive."""
    ADDRESS_FAILS = "address_fails"
    """Mail to this address does not arrive; not tried again until somebody says that it works."""
    PERSON_LEFT = "person_left"
    """The account was closed before the mail was sent."""
    DEMONSTRATION = "demonstration"
    """A person of the demonstration, who has no mailbox."""
