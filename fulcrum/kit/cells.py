"""Cells for files that a spreadsheet program will open, and for those that come back from one."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def harmless(value: Any) -> Any:
    """`value`, with an apostrophe before a text that a spreadsheet would take for a formula."""
    return MARK + value if isinstance(value, str) and _is_marked_or_formula(value) else value


def as_meant(text: str) -> str:
    """What `harmless` was given: the text without the apostrophe that it put before."""
    return text[1:] if text.startswith(MARK) and _is_marked_or_formula(text) else text


def _is_marked_or_formula(text: str) -> bool:
    """A text that had apostrophes of its own gets one more, so that nothing is lost on the way back."""
    return text.lstrip(MARK).startswith(FORMULA_STARTS)
