"""Set a letter as PDF with typst, in our own fonts and without the network."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

import typst

from fulcrum.foundation.letters import content, fonts
from fulcrum.foundation.letters.letter import Letter

TEMPLATE = Path(__file__).with_name("template.typ")
ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1: tagged, titled, with languages; typst refuses what breaks it, a missing glyph among it."""


def render(letter: Letter) -> bytes:
    """The letter as tagged PDF (PDF/UA-1). The same letter gives the same bytes.

    Raises FontsMissingError if the set-up did not bring the fonts.
    """
    # A compiler of its own for each letter: one that two threads share raises "Already borrowed". The fonts are shared.
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=fonts.ours(),
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(content.of(letter))},
    )
    dated = datetime.combine(letter.day, time(), UTC)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=ACCESSIBLE, timestamp=dated)
    if warnings:
        raise RuntimeError(
            f"typst warns about {letter.reference}: {[warning.message for warning in warnings]}"
        )
    assert isinstance(pdf, bytes)
    return pdf
