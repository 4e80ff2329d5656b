"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from fulcrum.foundation.web import menu, translations, work

_DRAWN = {"en": "en", "si": "si", "ta": "ta"}


def page(request: HttpRequest) -> dict[str, object]:
    """The frame's languages, menu and marks."""
    language = _DRAWN.get(get_language() or "en", "en")
    return {
        "language": language,
        "languages": settings.LANGUAGES,
        "is_draft_translation": translations.is_draft(language),
        "is_demonstration": settings.DEMONSTRATION,
        "menu": menu.shown_to(request),
        "work_count": _work_count(request),
        "request_id": getattr(request, "request_id", ""),
    }


def _work_count(request: HttpRequest) -> int | None:
    """How much waits for the reader, counted once however many parts the page is made of."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "work_count"):
        request.work_count = work.count(request.user, timezone.now())  # type: ignore[attr-defined]
    count: int | None = request.work_count  # type: ignore[attr-defined]
    return count
