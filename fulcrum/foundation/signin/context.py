"""What every page's frame shows of the account."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fulcrum.foundation.signin import second_factor
from fulcrum.foundation.signin.second_factor import Standing


def account(request: HttpRequest) -> dict[str, object]:
    """Whether the page warns that a second factor is missing; asked only by pages with the frame."""
    return {"lacks_second_factor": SimpleLazyObject(lambda: _lacks(request))}


def _lacks(request: HttpRequest) -> bool:
    return hasattr(request, "user") and second_factor.standing(request) is Standing.TOLERATED
