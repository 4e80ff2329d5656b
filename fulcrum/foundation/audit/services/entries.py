"""Write audit entries, inside the transaction of the change they tell of."""

import json
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.audit.models.entry import READ
from fulcrum.foundation.users.models import User
from fulcrum.kit import origin
from fulcrum.kit.classification import Classification

Through = Literal["page", "api", "export", "search"]


class Changes(NamedTuple):
    """The fields that differ, as they were and as they became; None and None if nothing differs."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None


def record(
    action: str,
    obj: models.Model,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    organisation: models.Model | int | None = None,
    classification: Classification | None = None,
    **facts: Any,
) -> Entry:
    """Add one entry; `by` is None when the program itself acted.

    before, after    only the fields that changed, see `changes`
    organisation     the organisation (or its key) under which the entry is found
    classification   how closely the entry is kept; left out, as closely as the object
    facts            whatever else is needed to understand the entry; dates and numbers are written as JSON
    """
    return Entry.objects.create(
        at=at,
        by=by,
        action=action,
        object_kind=obj._meta.label_lower,
        object_id=str(obj.pk),
        organisation_key=_key(organisation),
        classification=classification or _classification_of(obj),
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        request=origin.current(),
        facts=_plain(facts),
    )


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """What differs between two states of one thing: `record(..., **changes(old, new)._asdict())`.

    A field that only one of them has is None in the other.
    """
    fields = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not fields:
        return Changes(None, None)
    return Changes({name: old.get(name) for name in fields}, {name: new.get(name) for name in fields})


def record_reading(
    obj: models.Model,
    *,
    by: User | None,
    at: datetime,
    through: Through = "page",
    why: str = "",
    organisation: models.Model | int | None = None,
) -> None:
    """Note that somebody was shown something confidential, once per object, person and request."""
    record_readings([obj], by=by, at=at, through=through, why=why, organisation=organisation)


def record_readings(
    objects: Iterable[models.Model],
    *,
    by: User | None,
    at: datetime,
    through: Through = "page",
    why: str = "",
    organisation: models.Model | int | None = None,
) -> None:
    """The same for everything confidential on a list, a file or an answer, in two statements per kind."""
    by_kind: dict[str, set[str]] = {}
    for obj in objects:
        by_kind.setdefault(obj._meta.label_lower, set()).add(str(obj.pk))
    for kind, ids in by_kind.items():
        record_readings_of(
            kind, ids, by=by, at=at, through=through, why=why, organisation_key=_key(organisation)
        )


def record_readings_of(
    kind: str,
    ids: Set[str],
    *,
    by: User | None,
    at: datetime,
    through: Through = "page",
    why: str = "",
    organisation_key: int | None = None,
) -> None:
    """The same for objects of one kind that are known by their ids only, such as those of entries."""
    Entry.objects.bulk_create(
        Entry(
            at=at,
            by=by,
            action=READ,
            object_kind=kind,
            object_id=object_id,
            organisation_key=organisation_key,
            classification=Classification.CONFIDENTIAL,
            reason=why,
            request=origin.current(),
            facts={"through": through},
        )
        for object_id in sorted(ids - _noted_for_this_request(kind, ids, by))
    )


def _noted_for_this_request(kind: str, ids: Set[str], by: User | None) -> set[str]:
    """Of these objects, those whose reading by this person within this request is noted already."""
    if not origin.current():
        return set()
    noted = Entry.objects.filter(
        action=READ, object_kind=kind, object_id__in=ids, by=by, request=origin.current()
    )
    return set(noted.values_list("object_id", flat=True))


def _key(organisation: models.Model | int | None) -> int | None:
    if isinstance(organisation, models.Model):
        return int(organisation.pk)
    return organisation


def _classification_of(obj: models.Model) -> Classification:
    """That of the object, and limited for one that is public or says nothing."""
    told = getattr(obj, "classification", None)
    if told in list(Classification):
        return max(Classification(told), Classification.LIMITED, key=lambda each: each.rank)
    return Classification.LIMITED


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The same as JSON holds it: dates as ISO text, decimals as text, words of the reader's language as text."""
    if values is None:
        return None
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return plain
