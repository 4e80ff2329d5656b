"""Readers of single cells: text in, value out, `CellError` when the text cannot be used."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from fulcrum.kit.cells import FORMULA_STARTS
from fulcrum.registry.domain.row_errors import CellError

Read = Callable[[str], object]

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
EARLIEST_DAY = date(1500, 1, 1)
"""The oldest public bodies are older than the oldest publications."""
LARGEST_KEY = 2**53 - 1
ZWJ = "\u200d"
AL_LAKUNA = "\u0dca"

SCRIPTS = {"si": ("Sinhala", 0x0D80, 0x0DFF), "ta": ("Tamil", 0x0B80, 0x0BFF), "en": ("Latin", 0x41, 0x24F)}
_PUNCTUATION = set(" -(),./'&’‘–:0123456789")
_CAPITALS = re.compile(r"\b[A-Z]{2,10}\b")
_SOUP = re.compile(r"[;<>{}\[\]|\\^~_=+*@#$%`\u00a1-\u00ff]|[a-z][A-Z]|[A-Za-z][!:/][A-Za-z]")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIOD = re.compile(r"\d{4}(-H[12]|-\d{2}|/\d{2})?")


def plain_text(value: str) -> str:
    """Text that is safe to store, to show, and to open in a spreadsheet as it is. An empty cell stays empty."""
    if value.startswith(FORMULA_STARTS):
        raise CellError("formula")
    return shown_text(value)


def shown_text(value: str) -> str:
    """Text that is safe to store and to show, and is made harmless when it leaves for a spreadsheet."""
    if not (value.isascii() and value.isprintable()):
        _check_characters(value)
    if value != " ".join(value.split()) or "\u00a0" in value:
        raise CellError("spaces")
    return value


def _check_characters(value: str) -> None:
    if unicodedata.normalize("NFC", value) != value:
        raise CellError("not_nfc")
    for at, char in enumerate(value):
        if char == ZWJ and AL_LAKUNA in (value[at - 1 : at], value[at + 1 : at + 2]):
            continue  # a Sinhala conjunct needs its joiner
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Cs"):
            raise CellError("invisible", character=f"U+{ord(char):04X}")


def text(longest: int, check: Callable[[str], str] = plain_text) -> Read:
    def read(value: str) -> str:
        check(value)
        if len(value) > longest:
            raise CellError("too_long", length=len(value), longest=longest)
        return value

    return read


def name(language: str, longest: int, check: Callable[[str], str] = plain_text) -> Read:
    """A name that must be written in the script of `language`."""
    read_text = text(longest, check)

    def read(value: str) -> str:
        if value:
            if language != "en" and _looks_like_legacy_font(value, language):
                raise CellError("legacy_font", language=language)
            read_text(value)
            _check_script(value, language)
        return value

    return read


def _looks_like_legacy_font(value: str, language: str) -> bool:
    """FM Abhaya, Bamini and their like put Latin letters and symbols where Sinhala or Tamil letters are meant."""
    _, first, last = SCRIPTS[language]
    letters = [char for char in value if char.isalpha()]
    own = sum(first <= ord(char) <= last for char in letters)
    return bool(_SOUP.search(value)) and own < len(letters)


def _check_script(value: str, language: str) -> None:
    script, first, last = SCRIPTS[language]
    rest = value if language == "en" else _CAPITALS.sub("", value)
    foreign = [
        char for char in rest if char not in _PUNCTUATION and char != ZWJ and not first <= ord(char) <= last
    ]
    if foreign:
        raise CellError("wrong_script", script=script, character=foreign[0])
    if not any(first <= ord(char) <= last for char in value):
        raise CellError("wrong_script", script=script, character=value[0])


def one_of(codes: type[StrEnum]) -> Read:
    def read(value: str) -> str:
        if value and value not in set(codes):
            raise CellError("unknown_code", allowed=", ".join(codes))
        return value

    return read


def slug(value: str) -> str:
    if value and not _SLUG.fullmatch(value):
        raise CellError("bad_id")
    return text(120)(value)  # type: ignore[return-value]


def code(longest: int) -> Read:
    def read(value: str) -> str:
        if value and (len(value) > longest or not _CODE.fullmatch(value)):
            raise CellError("bad_code", longest=longest)
        return value

    return read


def whole(least: int, most: int) -> Read:
    def read(value: str) -> int | None:
        if not value:
            return None
        if not (value.isascii() and value.isdigit()):
            raise CellError("not_a_whole_number")
        if len(value) > 18 or not least <= int(value) <= most:
            raise CellError("out_of_range", least=least, most=most)
        return int(value)

    return read


def year(value: str) -> int | None:
    if value and not (value.isascii() and value.isdigit()):
        raise CellError("not_a_whole_number")
    if value and not EARLIEST_YEAR <= int(value[:6]) <= LATEST_YEAR:
        raise CellError("year_out_of_range", least=EARLIEST_YEAR, most=LATEST_YEAR)
    return int(value) if value else None


def day(value: str) -> date | None:
    """A date as ISO 8601 writes it."""
    if not value:
        return None
    if not _DAY.fullmatch(value):
        raise CellError("not_a_date")
    try:
        found = date.fromisoformat(value)
    except ValueError:  # such as 30 February
        raise CellError("not_a_date") from None
    if not EARLIEST_DAY <= found <= date(LATEST_YEAR, 12, 31):
        raise CellError("year_out_of_range", least=EARLIEST_DAY.year, most=LATEST_YEAR)
    return found


def number(least: float, most: float, *, decimals: int) -> Read:
    """A decimal number with a point, at most `decimals` digits after it."""

    def read(value: str) -> Decimal | None:
        if not value:
            return None
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", value) or not math.isfinite(float(value)):
            raise CellError("not_a_number")
        found = Decimal(value)
        if found != round(found, decimals):
            raise CellError("too_many_decimals", decimals=decimals)
        if not least <= found <= most:
            raise CellError("out_of_range", least=f"{least:g}", most=f"{most:g}")
        return found

    return read


def coordinate(least: float, most: float) -> Read:
    """Degrees inside the country's own bounds, with at most five decimals (about one metre)."""
    read_number = number(-180, 180, decimals=5)

    def read(value: str) -> object:
        found = read_number(value)
        if isinstance(found, Decimal) and not least <= found <= most:
            raise CellError("outside_country", least=f"{least:g}", most=f"{most:g}")
        return found

    return read


def website(value: str) -> str:
    if not value:
        return value
    plain_text(value)
    try:
        parts = urlsplit(value)
    except ValueError:
        raise CellError("bad_website") from None
    if (
        parts.scheme not in ("http", "https")
        or "." not in parts.netloc
        or " " in value
        or "@" in parts.netloc
    ):
        raise CellError("bad_website")
    return text(200)(value)  # type: ignore[return-value]


def period(value: str) -> str:
    if value and not _PERIOD.fullmatch(value):
        raise CellError("bad_period")
    return value
