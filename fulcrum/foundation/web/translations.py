"""The state of our translations: a draft until a person has reviewed it."""

from functools import cache

from babel.messages.pofile import read_po
from django.conf import settings

REVIEWED = "reviewed"


@cache
def is_draft(language: str) -> bool:
    """Whether any sentence of `language` is still a draft.

    A reviewed sentence carries the comment `reviewed by <name>, <date>` in its catalogue.
    """
    if language == "en":
        return False
    return any(not is_reviewed(message) for message in catalogue(language) if message.id)


def is_reviewed(message: object) -> bool:
    """Whether a person has put their name to this sentence."""
    return any(str(note).startswith(REVIEWED) for note in getattr(message, "user_comments", ()))


def catalogue(language: str):  # type: ignore[no-untyped-def]
    """Our catalogue of one language."""
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)
