"""The name of a file, as it may be kept, shown and sent in a header."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from fulcrum.foundation.attachments.media_types import TAKEN
from fulcrum.kit.romanise import romanised

LONGEST = 120
MOST_BYTES = 240
"""File systems take 255 bytes; a Sinhala or Tamil letter is three."""

_NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]')
_JOINERS = "\u200c\u200d"
"""Zero-width joiners shape Sinhala conjuncts, so they stay; other invisible characters only disguise an ending."""
_PLAIN = re.compile(r"[^A-Za-z0-9 ._()+-]+")


def kept_name(given: str, media_type: str) -> str:
    """`given` composed (NFC), without its folder, without what is invisible or has a meaning to file systems.

    It ends as files of its type do: a PDF given as `report.exe` becomes `report.exe.pdf`. At most 120 characters.
    """
    composed = unicodedata.normalize("NFC", given).replace("\\", "/")
    visible = "".join(char if _is_visible(char) else " " for char in composed.rpartition("/")[2])
    name = " ".join(_NOT_IN_NAMES.sub("_", visible).split()).strip(". ")
    endings = TAKEN[media_type].endings
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem and ending.lower() in endings):
        stem, ending = name, endings[0]
    return f"{_shortened(stem or 'file', len(ending) + 1)}.{ending}"


def _is_visible(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char)[0] != "C"


def _shortened(stem: str, ending: int) -> str:
    stem = stem[: LONGEST - ending]
    while len(stem.encode()) > MOST_BYTES - ending:
        stem = stem[:-1]
    return stem.rstrip(". ") or "file"


def disposition(name: str, *, inline: bool) -> str:
    """A Content-Disposition header (RFC 6266): the name in its own script, and in Latin letters for old programs."""
    latin = _latin(name)
    header = f'{"inline" if inline else "attachment"}; filename="{latin}"'
    return header if latin == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"


def _latin(name: str) -> str:
    path = PurePosixPath(name)
    plain = (
        romanised(unicodedata.normalize("NFC", path.stem)).replace(_JOINERS[0], "").replace(_JOINERS[1], "")
    )
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return (" ".join(_PLAIN.sub(" ", plain).split()) or "file") + path.suffix
