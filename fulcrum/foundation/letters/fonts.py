"""Our own fonts, never those of the machine: a letter looks the same wherever it is made."""

from functools import cache
from struct import unpack_from

import typst

from fulcrum.runtime import letter_fonts


class FontsMissingError(RuntimeError):
    """The set-up did not bring the fonts of letters, so none can be made."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"no letter can be made without {', '.join(names)} in {letter_fonts.FOLDER}: {letter_fonts.REMEDY}"
        )


@cache
def ours() -> typst.Fonts:
    """Three families in two weights, read once in a process. Raises FontsMissingError."""
    if missing := letter_fonts.missing():
        raise FontsMissingError(missing)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[letter_fonts.FOLDER]
    )


@cache
def characters() -> frozenset[int]:
    """The code points that one of the families holds in both weights. Raises FontsMissingError."""
    ours()
    held: set[int] = set()
    for family in letter_fonts.FAMILIES:
        weights = [letter_fonts.FOLDER / f"{family}_{weight}.ttf" for weight in letter_fonts.WEIGHTS]
        held |= frozenset.intersection(*(_code_points(path.read_bytes()) for path in weights))
    return frozenset(held)


def _code_points(font: bytes) -> frozenset[int]:
    """Those of the `cmap` table, format 12 or else 4 (OpenType specification, "cmap")."""
    start = _table(font, b"cmap")
    count = unpack_from(">H", font, start + 2)[0]
    parts = [start + unpack_from(">HHI", font, start + 4 + 8 * index)[2] for index in range(count)]
    by_format = {unpack_from(">H", font, part)[0]: part for part in parts}
    if 12 in by_format:
        return _of_format_12(font, by_format[12])
    return _of_format_4(font, by_format[4])


def _table(font: bytes, name: bytes) -> int:
    count = unpack_from(">H", font, 4)[0]
    records = (unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return next(int(offset) for tag, _checksum, offset, _length in records if tag == name)


def _of_format_12(font: bytes, part: int) -> frozenset[int]:
    groups = unpack_from(">I", font, part + 12)[0]
    found: set[int] = set()
    for index in range(groups):
        first, last, _glyph = unpack_from(">III", font, part + 16 + 12 * index)
        found.update(range(first, last + 1))
    return frozenset(found)


def _of_format_4(font: bytes, part: int) -> frozenset[int]:
    """Segments from a first to a last code point; the closing one, 0xFFFF, is no character."""
    doubled = unpack_from(">H", font, part + 6)[0]
    lasts = unpack_from(f">{doubled // 2}H", font, part + 14)
    firsts = unpack_from(f">{doubled // 2}H", font, part + 16 + doubled)
    pairs = zip(firsts, lasts, strict=True)
    return frozenset(code for first, last in pairs for code in range(first, last + 1) if code != 0xFFFF)
