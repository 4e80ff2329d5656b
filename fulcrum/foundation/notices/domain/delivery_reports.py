"""Reading of delivery reports (RFC 3464): what became of mails that a server had accepted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

REPORT, STATUS = "multipart/report", "message/delivery-status"
LONGEST_REASON = 400
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,190}>")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Undelivered:
    """A mail that did not arrive.

    message_id  of the mail that the report is about, with its angle brackets
    is_hard     the address rejected it for good (5.x.x), rather than that somebody gave up waiting (4.x.x)
    """

    message_id: str
    recipient: str
    is_hard: bool
    reason: str


def undelivered(report: bytes) -> list[Undelivered]:
    """Every failed delivery that `report` tells of; empty for any other mail, and for a delay or a success.

    What cannot be tied to a mail by its Message-ID is left out: anybody can write to the sender's address, and nobody
    but the receiving side can know the Message-ID.
    """
    message = message_from_bytes(report, policy=compat32)
    if message.get_content_type() != REPORT:
        return []
    message_id = _original_message_id(message)
    if not message_id:
        return []
    return [
        Undelivered(message_id, _recipient(block), _is_hard(block), _reason(block))
        for block in _recipients(message)
        if _value(block, "Action").lower() == "failed"
    ]


def _recipients(message: Message) -> Iterator[Message]:
    """The blocks of fields, one for each recipient; the first block is about the message."""
    for part in message.walk():
        if part.get_content_type() == STATUS:
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (
                    block for block in blocks if isinstance(block, Message) and block["Final-Recipient"]
                )


def _original_message_id(message: Message) -> str:
    """The Message-ID of the mail that came back: of its copy or of its headers, whichever the report carries."""
    for part in message.walk():
        if part is message:
            continue
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            found = _value(first, "Message-ID") if isinstance(first, Message) else ""
        elif kind == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            found = _value(message_from_bytes(headers), "Message-ID") if isinstance(headers, bytes) else ""
        else:
            continue
        if match := _MESSAGE_ID.search(found):
            return match.group()
    return ""


def _recipient(block: Message) -> str:
    named = _value(block, "Original-Recipient") or _value(block, "Final-Recipient")
    return _after_its_type(named)


def _is_hard(block: Message) -> bool:
    match = _STATUS.search(_value(block, "Status")) or _STATUS.search(_value(block, "Diagnostic-Code"))
    return match is not None and match.group(1) == "5"


def _reason(block: Message) -> str:
    told = _value(block, "Diagnostic-Code") or _value(block, "Status")
    return " ".join(_after_its_type(told).split())[:LONGEST_REASON]


def _after_its_type(value: str) -> str:
    """`smtp; 550 no such user` without the word that says what kind of value it is."""
    kind, mark, rest = value.partition(";")
    return (rest if mark else kind).strip()


def _value(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()
