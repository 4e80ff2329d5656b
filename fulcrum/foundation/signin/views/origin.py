"""What a view knows of who tries."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from fulcrum.foundation.signin import browsers
from fulcrum.foundation.signin.services import credentials
from fulcrum.foundation.signin.services.limits import Source


def source_of(request: HttpRequest, account: str = "") -> Source:
    """Who tries, for counting attempts."""
    user = credentials.find(account) if account else None
    return Source(
        account=account,
        address=get_adapter().get_client_ip(request),
        browser=browsers.mark_of(request, user),
    )
