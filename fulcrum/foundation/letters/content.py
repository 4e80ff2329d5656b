"""A letter as the template reads it, with the few words that stand in every letter."""

from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.foundation.letters.letter import Letter, LetterPart
from fulcrum.foundation.letters.writing import Run, lines
from fulcrum.kit.day_in_words import day_in_words

Value = object
NUMBER, COUNT = "{1}", "{2}"
"""Where the template puts the page number and the number of pages."""


def of(letter: Letter) -> dict[str, Value]:
    """What `template.typ` reads from its input `letter`, as JSON."""
    return {
        "reference": lines(letter.reference, "en"),
        "day": [letter.day.year, letter.day.month, letter.day.day],
        "is_simulated": letter.is_simulated,
        "parts": [_part(part, letter) for part in letter.parts],
    }


def _part(part: LetterPart, letter: Letter) -> dict[str, Value]:
    def several(texts: tuple[str, ...]) -> list[list[list[Run]]]:
        return [lines(text, part.language) for text in texts]

    return {
        "language": part.language,
        "words": _words(part, letter),
        "from": several(part.from_),
        "to": several(part.to_),
        "subject": lines(part.subject, part.language),
        "salutation": lines(part.salutation, part.language),
        "paragraphs": several(part.paragraphs),
        "lines": [several((line.label, line.value)) for line in part.lines],
        "further": several(part.further_paragraphs),
        "closing": lines(part.closing, part.language),
        "signature": several(part.signature_lines),
        "is_draft": part.is_draft_translation,
    }


def _words(part: LetterPart, letter: Letter) -> dict[str, list[list[Run]]]:
    """What the letter itself says. A sentence that has no translation yet stays a run in English."""
    with translation.override(part.language):
        words = {
            "reference": _("Our reference"),
            "date": _("Date"),
            "day": day_in_words(letter.day, part.language),
            "lines": _("In brief"),
            "page": _("Page %(number)s of %(count)s") % {"number": NUMBER, "count": COUNT},
            "draft": _("Draft translation: no translator has reviewed these sentences yet."),
            "simulated": _("Simulated: the organisations and people in this letter do not exist."),
        }
    return {name: lines(text, part.language) for name, text in words.items()}
