"""The count beside the bell in the frame of every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fulcrum.foundation.notices import queries

MOST_SHOWN = 99


def bell(request: HttpRequest) -> dict[str, object]:
    """`unread_notices`: how many, up to one more than is shown. Asked only by pages that show it: one small query."""
    return {"unread_notices": SimpleLazyObject(lambda: _unread(request)), "most_unread_shown": MOST_SHOWN}


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return queries.count_unread(user, most=MOST_SHOWN + 1)
