"""Give a message to the mail server and tell what it answered in words of ours."""

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection

from fulcrum.foundation.notices.domain.states import Trouble

LONGEST_ANSWER = 400


@dataclass(frozen=True)
class Answer:
    """What became of one attempt.

    trouble       None when the server accepted the message
    is_final      trying again would change nothing
    is_of_address the server knows no such mailbox
    """

    trouble: Trouble | None = None
    said: str = ""
    is_final: bool = False
    is_of_address: bool = False


class Line:
    """One connection, for several messages. A server that could not be reached is not asked again on this line."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._outage: Answer | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_error: object) -> None:
        self._hang_up()

    def hand_over(self, message: EmailMessage) -> Answer:
        """Send one message; the answer of the server is an answer, never an exception."""
        if self._outage is not None:
            return self._outage
        try:
            self._backend.open()
        except OSError as error:
            self._outage = Answer(Trouble.UNREACHABLE, _told(error))
            return self._outage
        try:
            self._backend.send_messages([message])
        except OSError as error:
            self._hang_up()
            return answer_of(error)
        return Answer()

    def _hang_up(self) -> None:
        try:
            self._backend.close()
        except OSError:  # the line was cut already
            self._backend = get_connection()


def answer_of(error: OSError) -> Answer:
    """What an error of the connection means (smtplib's errors are OSErrors).

    5xx to the recipient or the message is final. 5xx to us, our name or our password is not: somebody can mend it.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _refusal(code, words, is_of_address=True)
    if isinstance(error, smtplib.SMTPDataError):
        return _refusal(error.smtp_code, error.smtp_error, is_of_address=False)
    return Answer(Trouble.UNREACHABLE, _told(error))


def _refusal(code: int, words: bytes | str, *, is_of_address: bool) -> Answer:
    said = f"{code} {_text(words)}"[:LONGEST_ANSWER]
    if 500 <= code < 600:
        return Answer(Trouble.REFUSED, said, is_final=True, is_of_address=is_of_address)
    return Answer(Trouble.UNREACHABLE, said)


def _told(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"[:LONGEST_ANSWER]
    return " ".join((str(error) or type(error).__name__).split())[:LONGEST_ANSWER]


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())
