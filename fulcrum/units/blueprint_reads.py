"""Reads of the versions of blueprints, for pages and for other apps."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q

from fulcrum.registry.models import Organisation
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import BlueprintVersion, Unit

DTU = "dtu"


def newest(code: str = DTU) -> BlueprintVersion | None:
    """The newest published version of a blueprint; None if there is none."""
    return BlueprintVersion.objects.published().filter(code=code).order_by("-version").first()


def newest_for(organisation: Organisation, code: str = DTU) -> BlueprintVersion | None:
    """The newest version that a unit of this organisation may follow; None if there is none."""
    rows = BlueprintVersion.objects.usable_for(organisation).select_related("published_by")
    return rows.filter(code=code).order_by("-version").first()


def versions(*, user: Any, with_drafts: bool) -> Sequence[BlueprintVersion]:
    """Every version with how many of the units that `user` sees follow it (`unit_count`), the newest of each first."""
    rows = BlueprintVersion.objects.select_related("published_by", "drafted_by")
    if not with_drafts:
        rows = rows.published()
    followers = Q(units__in=Unit.objects.visible_to(user)) & ~Q(units__standing=Standing.CLOSED)
    return list(rows.annotate(unit_count=Count("units", filter=followers)).order_by("code", "-version"))


def version(code: str, number: int, *, with_drafts: bool) -> BlueprintVersion | None:
    """One version; a draft only for those who may see drafts."""
    rows = BlueprintVersion.objects.filter(code=code, version=number).select_related("published_by")
    return (rows if with_drafts else rows.published()).first()
