"""What people choose to get by mail."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices import kinds
from fulcrum.foundation.notices.models import NoticePreference
from fulcrum.foundation.notices.models.preference import EVERY_OTHER
from fulcrum.foundation.users.models import User


def with_mail(kind: kinds.Kind, people: Iterable[int]) -> set[int]:
    """Whose of these people get this kind by mail: one query for all."""
    asked = set(people)
    if not kind.has_mail:
        return set()
    if kind.is_duty:
        return asked
    chosen: dict[int, bool] = {}
    rows = NoticePreference.objects.filter(user_id__in=asked, kind__in=[kind.code, EVERY_OTHER])
    for user_id, _own, by_mail in rows.values_list("user_id", "kind", "by_mail").order_by("kind"):
        chosen[user_id] = by_mail  # '' comes first, so that the choice for this kind has the last word
    return {pk for pk in asked if chosen.get(pk, True)}


def choices(user: User) -> dict[str, bool]:
    """For every kind with a mail: whether this person gets it by mail."""
    own = dict(NoticePreference.objects.filter(user=user).values_list("kind", "by_mail"))
    others = own.get(EVERY_OTHER, True)
    return {kind.code: kind.is_duty or own.get(kind.code, others) for kind in kinds.every() if kind.has_mail}


@transaction.atomic
def choose(user: User, by_mail: Mapping[str, bool], *, at: datetime) -> None:
    """Keep this person's choices, by code of kind. Duties and what has no mail are left as they are."""
    before = choices(user)
    changed = {
        code: wanted
        for code, wanted in by_mail.items()
        if code in before and not kinds.kind(code).is_duty and before[code] != wanted
    }
    _keep(user, changed)
    if changed:
        was = {code: before[code] for code in changed}
        audit.record("notices.preferences_changed", user, by=user, at=at, before=was, after=changed)


@transaction.atomic
def follow_link(user: User, kind: str, *, by_mail: bool, at: datetime) -> None:
    """Switch one kind, or every kind that is no duty (EVERY_OTHER), by a signed link that needs no sign-in."""
    if kind == EVERY_OTHER:
        NoticePreference.objects.filter(user=user).exclude(kind=EVERY_OTHER).delete()
    _keep(user, {kind: by_mail})
    after = {kind or "every other": by_mail}
    audit.record("notices.preferences_changed", user, by=None, at=at, after=after, way="link in a mail")


def _keep(user: User, changed: Mapping[str, bool]) -> None:
    for code, wanted in changed.items():
        NoticePreference.objects.update_or_create(user=user, kind=code, defaults={"by_mail": wanted})
