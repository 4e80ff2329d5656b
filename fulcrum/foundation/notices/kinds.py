"""The kinds of notices, registered by the apps that send them.

A kind's sentences are gettext sentences with `%(name)s` facts, so that the catalogues carry them; they are filled in
the reader's language when they are read or sent. A longer mail text is a template `notices/<code>.txt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from fulcrum.kit.classification import Classification

LONGEST_CODE = 80


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    code            `<app>.<name>`; its mail text, if longer than `text`, is the template `notices/<code>.txt`
    group           heading under which people find it in their preferences
    label           what it is, in a word or two
    subject, text   subject of the mail and headline in the program; the short text below it
    why             why the reader gets it; ends the mail
    example         every fact that the sentences use, with a value for the preview
    is_duty         must reach its reader by mail: cannot be switched off
    is_urgent       never waits for a digest
    has_mail        False for what is told inside the program only
    classification  of a confidential kind the mail says only that there is something to read
    """

    code: str
    group: Promise
    label: Promise
    subject: Promise
    text: Promise
    why: Promise
    example: Mapping[str, Any] = field(default_factory=dict)
    is_duty: bool = False
    is_urgent: bool = False
    has_mail: bool = True
    classification: Classification = Classification.LIMITED

    @property
    def template(self) -> str:
        """The template of the mail's text."""
        return f"notices/{self.code}.txt"

    @property
    def is_confidential(self) -> bool:
        return self.classification == Classification.CONFIDENTIAL


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; called in an app's ready(). Raises ValueError if a code is taken or too long."""
    for kind in kinds:
        if len(kind.code) > LONGEST_CODE:
            raise ValueError(f"kind {kind.code!r}: at most {LONGEST_CODE} characters")
        if _kinds.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"a kind of notice {kind.code!r} exists already")


def kind(code: str) -> Kind:
    """The kind with this code. Raises ValueError for one that no app registered."""
    if code not in _kinds:
        raise ValueError(f"no app registers the kind of notice {code!r}")
    return _kinds[code]


def known(code: str) -> Kind | None:
    """The kind with this code; None for one that is no longer there, of an old row."""
    return _kinds.get(code)


def every() -> tuple[Kind, ...]:
    """All kinds, in the order in which the apps registered them."""
    return tuple(_kinds.values())
