"""Months in addresses and in words."""

from datetime import date

from babel.dates import format_skeleton
from django.utils.translation import get_language

from fulcrum.kit.day_in_words import CLDR


class MonthConverter:
    """`2026-10` in an address as the first day of the month."""

    regex = r"20\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


def month_in_words(month: date) -> str:
    """A month and its year in the reader's language."""
    locale = CLDR.get(get_language() or "en", CLDR["en"])
    return str(format_skeleton("yMMMM", month, locale=locale))
