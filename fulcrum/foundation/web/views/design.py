"""The design system: tokens and every component with its states, in the light and in the dark theme."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from fulcrum.foundation.web.design import samples, specimens, tokens

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Pane:
    """One specimen in one theme. is_live: it can be reached by keyboard; its twin is only looked at."""

    theme: str
    is_live: bool
    context: dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """One specimen as the page shows it."""

    specimen: specimens.Specimen
    template: str
    panes: list[Pane]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    parts = [(part, [_shown(each) for each in part.specimens]) for part in specimens.PARTS]
    context = {
        "colours": tokens.colours(),
        "pairs": tokens.pairs(),
        "spaces": tokens.spaces(),
        "headings": samples.in_scripts("Find an organisation"),
        "sentences": samples.in_scripts(
            "These texts have not yet been checked by a person who speaks the language. "
            "The English version is the one that was written first."
        ),
        "themes": THEMES,
        "parts": parts,
    }
    return render(request, "design/index.html", context)


def _shown(specimen: specimens.Specimen) -> Shown:
    panes = [
        Pane(theme, specimen.is_live and theme == THEMES[0], {**specimen.context(theme), "theme": theme})
        for theme in THEMES
    ]
    return Shown(specimen, f"design/specimens/{specimen.key}.html", panes)


@require_safe
@cache_control(public=True, max_age=3600)
def themes(request: HttpRequest) -> HttpResponse:
    """Both themes as classes, made from base.css itself."""
    return HttpResponse(tokens.sheet(), content_type="text/css; charset=utf-8")
