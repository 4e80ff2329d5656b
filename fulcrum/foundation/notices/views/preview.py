"""Every kind of notice as its readers get it, in three languages, with example facts."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from fulcrum.foundation.notices import facts, kinds, letters, sentences
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User

ACTION = "notices.preview"
EXAMPLE_URL = "/notices/"


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All kinds, by group."""
    rights.require(request.user, ACTION)
    listed = sorted(kinds.every(), key=lambda kind: str(kind.group))
    return render(request, "notices/previews.html", {"kinds": listed})


@login_required
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: headline, short text and mail in each language."""
    rights.require(request.user, ACTION)
    kind = kinds.known(code)
    if kind is None:
        raise Http404
    user: User = request.user  # type: ignore[assignment]
    shown = [(language, name, *_in(language, kind, user)) for language, name in settings.LANGUAGES]
    return render(request, "notices/preview.html", {"kind": kind, "shown": shown})


def _in(language: str, kind: kinds.Kind, reader: User) -> tuple[sentences.Said, letters.Letter | None]:
    kept = facts.packed(kind.example)
    with translation.override(language):
        letter = letters.single(kind, kept, EXAMPLE_URL, reader, language) if kind.has_mail else None
        return sentences.of(kind, kept), letter
