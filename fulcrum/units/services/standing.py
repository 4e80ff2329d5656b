"""Set how units do, by the rules of their blueprints: asked every night, in the same number of questions for all."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.units import labels, recipients, standing_words
from fulcrum.units.domain import standing
from fulcrum.units.domain.codes import EventKind, ReportState, Standing, Verdict
from fulcrum.units.domain.standing import Facts, Finding
from fulcrum.units.models import MonthlyReport, Post, StagePassage, Unit
from fulcrum.units.services import blueprints, guards, happenings, units


def sweep(*, at: datetime) -> int:
    """Look at every unit that lives; returns how many do otherwise than before. Run twice, the second finds none."""
    today = timezone.localdate(at)
    rows = list(
        Unit.objects.standing()
        .exclude(standing=Standing.DORMANT)
        .select_related("organisation", "blueprint")
        .order_by("pk")
    )
    known = facts_of(rows)
    changed = 0
    for unit in rows:
        finding = standing.judge(known[unit.pk], blueprints.read(unit.blueprint).rules, today)
        if finding.standing != unit.standing:
            changed += _change(unit, finding, at=at)
    return changed


def facts_of(units: Iterable[Unit]) -> dict[int, Facts]:
    """What the rules look at, of all these units in three questions."""
    listed = list(units)
    keys = [unit.pk for unit in listed]
    posts = _by_unit(
        Post.objects.filter(unit__in=keys, closed_on__isnull=True),
        posts=Count("pk"),
        filled=Count("pk", filter=Q(vacant_since__isnull=True)),
        vacant=Max("vacant_since", filter=Q(leads=True)),
    )
    reports = _by_unit(
        MonthlyReport.objects.filter(unit__in=keys, state=ReportState.SIGNED), last=Max("month")
    )
    ambers = _by_unit(
        StagePassage.objects.filter(unit__in=keys, verdict=Verdict.AMBER, met_on__isnull=True),
        deadline=Min("deadline"),
    )
    return {
        unit.pk: Facts(
            standing=Standing(unit.standing),
            since=unit.standing_since,
            formed_on=unit.formed_on,
            operational_on=unit.operational_on,
            lead_vacant_since=posts.get(unit.pk, {}).get("vacant"),
            posts=posts.get(unit.pk, {}).get("posts", 0),
            filled=posts.get(unit.pk, {}).get("filled", 0),
            last_report=reports.get(unit.pk, {}).get("last"),
            amber_deadline=ambers.get(unit.pk, {}).get("deadline"),
        )
        for unit in listed
    }


def _by_unit(rows: Any, **figures: Any) -> Mapping[int, dict[str, Any]]:
    counted = rows.order_by().values("unit").annotate(**figures)
    return {each["unit"]: each for each in counted}


@transaction.atomic
def _change(unit: Unit, finding: Finding, *, at: datetime) -> bool:
    """Store a new standing unless somebody changed the unit since it was looked at."""
    row = guards.locked_even_closed(unit)
    if row.standing != unit.standing or row.standing_since != unit.standing_since:
        return False
    today = timezone.localdate(at)
    cause = str(finding.rule.cause) if finding.rule else ""
    units.set_standing(row, finding.standing, since=finding.since, reason=reason_of(finding))
    happenings.note(
        EventKind.STANDING_CHANGED, row, on=today, by=None, at=at, standing=finding.standing,
        before=unit.standing, cause=cause, limit=finding.rule.limit if finding.rule else 0, number=finding.number,
    )  # fmt: skip
    audit.record(
        "units.standing_changed", row, by=None, at=at, reason=row.standing_reason,
        organisation=row.organisation_id, before={"standing": unit.standing},
        after={"standing": finding.standing}, cause=cause, number=finding.number,
    )  # fmt: skip
    _tell(row, finding, today, at=at)
    return True


def reason_of(finding: Finding) -> str:
    """The rule, its number and its limit as they are kept; pages word it (`standing_words.in_words`)."""
    if finding.rule is None:
        return ""
    return f"{finding.rule.cause} {finding.number} {finding.rule.limit}"


def _tell(unit: Unit, finding: Finding, today: date, *, at: datetime) -> None:
    notices.tell_all(
        "units.standing_changed",
        recipients.who_may("units.run", unit.organisation, today),
        at=at,
        about=unit,
        url=reverse("units:unit", args=[unit.number]),
        number=unit.number,
        organisation=unit.organisation,
        standing=labels.STANDING[finding.standing],
        why=standing_words.CAUSE[finding.rule.cause] if finding.rule else standing_words.NO_CAUSE,
    )
