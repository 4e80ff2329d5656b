"""The words of an offer's letter as JSON, so that they can be kept as they were sent, and back again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from fulcrum.foundation.letters.letter import Letter, LetterPart, Line


def kept(letter: Letter) -> dict[str, Any]:
    """Every word of the letter as JSON."""
    told: dict[str, Any] = json.loads(json.dumps({**asdict(letter), "day": letter.day.isoformat()}))
    return told


def fingerprint(words: Mapping[str, Any]) -> str:
    """SHA-256 of the kept words, the same however the database orders them."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def letter(words: Mapping[str, Any]) -> Letter:
    """The letter that was kept."""
    return Letter(
        reference=words["reference"],
        day=date.fromisoformat(words["day"]),
        parts=tuple(_part(part) for part in words["parts"]),
        is_simulated=words["is_simulated"],
    )


def _part(words: Mapping[str, Any]) -> LetterPart:
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in words.items()
    }
    told["lines"] = tuple(Line(**line) for line in words["lines"])
    return LetterPart(**told)
