"""Codes of briefings and requests in words, for templates."""

from collections.abc import Callable, Mapping
from typing import Any

from django import template

from fulcrum.allocation import request_words
from fulcrum.allocation.domain.requesting import BriefingManner, Priority, RequestState, Room

register = template.Library()

_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "priority": lambda code: request_words.PRIORITY[Priority(code)],
    "room": lambda code: request_words.ROOM[Room(code)],
    "state": lambda code: request_words.STATE[RequestState(code)],
    "manner": lambda code: request_words.MANNER[BriefingManner(code)],
}


@register.filter
def said(code: Any, of: str) -> str:
    """A code in the reader's language: `row.room|said:"room"`."""
    return str(_WORDS[of](code))


@register.filter
def of(found: Mapping[int, Any], key: int) -> Any:
    """What a mapping holds for this key; nothing if it holds nothing."""
    return found.get(key)
