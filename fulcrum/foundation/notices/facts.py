"""Facts of a notice: kept as JSON that no language has touched, told in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import own_name

DAY, MOMENT, NAMES = "day", "moment", "names"


def packed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` as JSON. Things with names and translated words are kept in every language, days without any.

    Raises ValueError for a value of which no sentence can be made.
    """
    return {name: _packed(name, value) for name, value in facts.items()}


def _packed(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Promise):
        return {NAMES: {language: _worded(value, language) for language, _label in settings.LANGUAGES}}
    if hasattr(value, "name_en"):
        return {NAMES: {language: own_name(value, language) for language, _label in settings.LANGUAGES}}
    if isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"fact {name!r}: no sentence can hold a {type(value).__name__}")


def _worded(words: Promise, language: str) -> str:
    with translation.override(language):
        return str(words)


def told(kept: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The facts as `language` writes them."""
    return {name: _told(value, language) for name, value in kept.items()}


def _told(value: Any, language: str) -> Any:
    if not isinstance(value, dict):
        return value
    if NAMES in value:
        return value[NAMES].get(language) or value[NAMES].get("en", "")
    if DAY in value:
        return day_in_words(date.fromisoformat(value[DAY]), language)
    moment = timezone.localtime(datetime.fromisoformat(value[MOMENT]))
    return f"{day_in_words(moment, language)}, {moment:%H:%M}"
