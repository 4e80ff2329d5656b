"""Find organisations whose names look like one, and keep that two of them are two."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Lookalike

ACTION = "registry.edit_organisations"
ALIKE = 0.8
"""Least share of trigrams that two English names have in common (pg_trgm). On the shipped pack ten pairs."""

_FIND = """
    SELECT one.key, other.key, similarity(one.name_en, other.name_en)
    FROM registry_organisation one
    JOIN registry_organisation other ON one.name_en %% other.name_en AND one.key <> other.key
    WHERE {which}
      AND one.pack = other.pack
      AND one.closed_on IS NULL AND other.closed_on IS NULL
      AND (one.province_code = other.province_code) IS NOT FALSE
      AND (one.district_code = other.district_code) IS NOT FALSE
      AND (one.region_code = other.region_code) IS NOT FALSE
"""
"""Alike by name, and not said by the register to be in two places."""


@transaction.atomic
def renew(*, at: datetime) -> int:
    """Look through the whole register; returns how many pairs look alike. What was told apart stays so."""
    found = _pairs("one.key < other.key", [])
    Lookalike.objects.filter(apart_at__isnull=True).exclude(pk__in=_stored(found, at=at)).delete()
    return len(found)


@transaction.atomic
def renew_for(keys: Iterable[int], *, at: datetime) -> None:
    """The same for these organisations alone."""
    keys = list(keys)
    if keys:
        _stored(_pairs("one.key = ANY(%s)", [keys]), at=at)


@transaction.atomic
def tell_apart(pair: Lookalike, *, reason: str, by: User, at: datetime) -> None:
    """Keep that two organisations with names alike are two. Raises PermissionDenied, Refusal `reason_missing`."""
    access.require(by, ACTION)
    if not reason.strip():
        raise Refusal("reason_missing")
    pair = Lookalike.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    pair.apart_by, pair.apart_at, pair.apart_reason = by, at, reason.strip()
    pair.save(update_fields=["apart_by", "apart_at", "apart_reason"])
    audit.record(
        "registry.told_apart",
        pair,
        by=by,
        at=at,
        reason=reason,
        organisation=pair.first_id,
        other=pair.second_id,
    )


def _pairs(which: str, values: list[Any]) -> dict[tuple[int, int], float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(_FIND.format(which=which), values)
        return {(min(pair), max(pair)): likeness for *pair, likeness in cursor.fetchall()}


def _stored(found: dict[tuple[int, int], float], *, at: datetime) -> list[int]:
    """Keep the pairs that are new; returns the rows of all."""
    Lookalike.objects.bulk_create(
        (
            Lookalike(first_id=first, second_id=second, likeness=likeness, found_at=at)
            for (first, second), likeness in found.items()
        ),
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["likeness"],
    )
    rows = Lookalike.objects.filter(first__in=[first for first, _ in found])
    return [row.pk for row in rows if (row.first_id, row.second_id) in found]
