"""Answer a request with a letter, for the views of the apps."""

import re

from django.http import HttpResponse

from fulcrum.foundation.letters.letter import Letter
from fulcrum.foundation.letters.rendering import render

PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*")


def as_pdf(letter: Letter, name: str) -> HttpResponse:
    """The letter as PDF, shown in the browser and saved as `name`.pdf; `name` is like "offer-12".

    The view has asked before whether this person may read it. No cache on the way keeps it.
    """
    if not PLAIN.fullmatch(name):
        raise ValueError(f"a file name of a letter is plain, like offer-12, not {name!r}")
    response = HttpResponse(render(letter), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-cache"  # rights may end before a cache does
    response["X-Content-Type-Options"] = "nosniff"
    return response
