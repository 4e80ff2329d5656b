"""Days as a reader of each language writes them."""

from datetime import date

from babel.dates import format_date

CLDR = {"si": "si", "ta": "ta_LK", "en": "en_GB"}
"""Whose way of writing dates is used: English as in Sri Lanka, day before month."""


def day_in_words(value: date, language: str | None) -> str:
    """A day with the month as a word; a language that we do not know is written as English."""
    return format_date(value, format="long", locale=CLDR.get(language or "en", CLDR["en"]))
