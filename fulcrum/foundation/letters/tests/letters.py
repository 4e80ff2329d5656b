"""Letters of invented offices for the tests, and what can be read from their PDF."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pypdfium2

from fulcrum.foundation.letters.letter import Letter, LetterPart, Line

ENGLISH = LetterPart(
    language="en",
    from_=("Office of Examples", "1 Sample Road"),
    to_=("The Secretary", "Board of Specimens"),
    subject="Offer of a unit",
    salutation="Dear Madam or Sir,",
    paragraphs=("We offer you a unit.",),
    closing="Yours faithfully,",
    signature_lines=("A. Example", "Director"),
    lines=(Line("Answer by", "5 January 2027"),),
    further_paragraphs=("Please answer in time.",),
)
SINHALA = LetterPart(
    language="si",
    from_=("උදාහරණ කාර්‍යාලය",),
    to_=("ලේකම්", "නිදර්ශන මණ්ඩලය"),
    subject="ඒකකයක් පිරිනැමීම",
    salutation="මහත්මයාණෙනි,",
    paragraphs=("ශ්‍රී ලංකා ප්‍රජාතාන්ත්‍රික සමාජවාදී ජනරජය. ක්‍ෂේත්‍ර කාර්‍ය්‍යාලය.",),
    closing="මෙයට විශ්වාසී,",
    signature_lines=("ඒ. උදාහරණ",),
)
TAMIL = LetterPart(
    language="ta",
    from_=("எடுத்துக்காட்டு அலுவலகம்",),
    to_=("செயலாளர்", "மாதிரிச் சபை"),
    subject="அலகு ஒன்றை வழங்குதல்",
    salutation="அன்புடையீர்,",
    paragraphs=("ஸ்ரீ லங்கா, கொழும்பு, கோட்டை, சௌமியம், க்ஷேத்திரம், யாழ்ப்பாணம்.",),
    closing="இப்படிக்கு,",
    signature_lines=("ஏ. எடுத்துக்காட்டு",),
)


def letter(*parts: LetterPart, **others) -> Letter:
    facts = {"reference": "EX/2026/12", "day": date(2026, 11, 24), **others}
    return Letter(parts=parts or (ENGLISH,), **facts)


def saying(*paragraphs: str, language: str = "en", **others) -> Letter:
    """A letter with these paragraphs alone."""
    part = {"en": ENGLISH, "si": SINHALA, "ta": TAMIL}[language]
    return letter(replace(part, paragraphs=paragraphs, further_paragraphs=()), **others)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, as a browser copies it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def letters_of(text: str) -> str:
    """`text` without spaces and line ends: where these stand, a reader of PDF can only guess."""
    return "".join(text.split())


def structure(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def drawn(pdf: bytes, family: str) -> list[bytes]:
    """The glyphs that are drawn in the fonts of `family`, page by page, as the codes that this file gives them."""
    found: list[bytes] = []
    for page in structure(pdf).pages:
        fonts = page["/Resources"]["/Font"]
        in_use = ""
        for operands, operator in pypdf.generic.ContentStream(page.get_contents(), None).operations:
            if operator == b"Tf":
                in_use = fonts[operands[0]]["/BaseFont"]
            elif operator in (b"Tj", b"TJ") and in_use.partition("+")[2].startswith(f"{family}-"):
                strings = operands[0] if operator == b"TJ" else operands
                codes = b"".join(_raw(each) for each in strings if isinstance(each, str | bytes))
                found += [codes[at : at + 2] for at in range(0, len(codes), 2)]
    return found


def _raw(text: str | bytes) -> bytes:
    return text.original_bytes if isinstance(text, pypdf.generic.TextStringObject) else bytes(text)
