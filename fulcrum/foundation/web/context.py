"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from fulcrum.foundation.web import menu, translations

_DRAWN = {"en": "en", "si": "si", "ta": "ta"}


def page(request: HttpRequest) -> dict[str, object]:
    """The frame's languages, menu and marks."""
    language = _DRAWN.get(get_language() or "en", "en")
    return {
        "language": language,
        "languages": settings.LANGUAGES,
        "is_draft_translation": translations.is_draft(language),
        "is_demonstration": settings.DEMONSTRATION,
        "menu": menu.entries_for(request),
        "request_id": getattr(request, "request_id", ""),
    }
