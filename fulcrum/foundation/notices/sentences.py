"""What a notice says, in the language that is active."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.foundation.notices import facts, kinds
from fulcrum.foundation.notices.models import Notice


@dataclass(frozen=True)
class Said:
    """A notice in one language."""

    subject: str
    text: str


def of(kind: kinds.Kind, kept: Mapping[str, Any]) -> Said:
    """The sentences of a kind filled with facts as they were kept."""
    values = facts.told(kept, get_language() or "en")
    return Said(one_line(str(kind.subject) % values), str(kind.text) % values)


def of_notice(notice: Notice) -> Said:
    """The sentences of a notice; of a kind that is no longer there, only that it was."""
    kind = kinds.known(notice.kind)
    if kind is None:
        return Said(
            _("A notice of an older version"), _("This version of the program no longer knows its words.")
        )
    return of(kind, notice.facts)


def one_line(text: str) -> str:
    """`text` without line breaks: the subject of a mail must not begin a header of its own."""
    return " ".join(text.split())
