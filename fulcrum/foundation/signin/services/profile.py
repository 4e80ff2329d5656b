"""What a person says of themself and how they wish to be told."""

from datetime import datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.domain.preferences import NoticeFrequency
from fulcrum.foundation.users.models import User

FIELDS = ("name", "language", "notice_frequency", "digest_hour")


@transaction.atomic
def keep(
    user: User,
    *,
    name: str,
    language: str,
    notice_frequency: NoticeFrequency,
    digest_hour: int,
    at: datetime,
) -> None:
    """Keep what `user` says of themself; of an account of the demonstration, which many share, nothing.

    Raises IntegrityError for a language or an hour that does not exist.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_demonstration:
        return
    before = {field: getattr(user, field) for field in FIELDS}
    user.name = name
    user.language, user.notice_frequency, user.digest_hour = language, notice_frequency.value, digest_hour
    changes = audit.changes(before, {field: getattr(user, field) for field in FIELDS})
    if changes.after:
        user.save(update_fields=list(FIELDS))
        audit.record("signin.profile_changed", user, by=user, at=at, **changes._asdict())
