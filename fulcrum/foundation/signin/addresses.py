"""Where a person may be sent after signing in: nowhere but to this site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether `address` lies on this site."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def onward(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is a page of this site; else empty."""
    address = request.POST.get("next", request.GET.get("next", ""))
    return address if is_ours(request, address) else ""
