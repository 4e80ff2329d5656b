"""Try whether mail works."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User


@transaction.atomic
def send_test(*, by: User, at: datetime) -> Notice | None:
    """Send a test mail to the one who asks, by the way that every mail goes.

    Raises PermissionDenied.
    """
    rights.require(by, "notices.tend_outbox")
    url = reverse("notices:outbox")
    return notices.tell("notices.test", by, at=at, url=url, address=by.email, sent_at=at)
