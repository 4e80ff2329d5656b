"""The monthly report of a unit: drafted from what happened, written and signed by who runs the unit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import access, calendars
from fulcrum.units.domain import report
from fulcrum.units.domain.codes import EventKind, ReportState, Standing, StepState
from fulcrum.units.domain.report import Month
from fulcrum.units.domain.working_days import WorkingDays
from fulcrum.units.models import Holding, MonthlyReport, Unit, UnitEvent
from fulcrum.units.services import guards, happenings

RUN = "units.run"
DUE_ON_WORKING_DAY = 7
LONGEST_ANSWER = 2000


@dataclass(frozen=True)
class Answers:
    """The lead's own three sentences: what was done, what comes next, what the unit needs."""

    done: str
    next_steps: str
    needs: str = ""


@transaction.atomic
def draft(unit: Unit, month: Month, *, by: User | None, at: datetime) -> MonthlyReport:
    """Draft the report of a month that is over, or count a draft anew; its answers stay.

    by   None: the monthly job
    Raises PermissionDenied; Refusal `simulated_and_real`, `month_is_not_over`, `month_before_unit`, `month_after_unit`,
    `report_is_signed`.
    """
    if by is not None:
        access.require(by, RUN, unit.organisation)
        guards.check_world(by, unit.organisation)
    row = guards.locked_even_closed(unit)
    if month.last >= timezone.localdate(at):
        raise Refusal("month_is_not_over", last=month.last)
    if month.last < row.began_on:
        raise Refusal("month_before_unit", began_on=row.began_on)
    if row.closed_on is not None and row.closed_on < month.first:
        raise Refusal("month_after_unit", closed_on=row.closed_on)
    counted = report.figures(_facts(row), month).written()
    known = MonthlyReport.objects.filter(unit=row, month=month.first).first()
    if known is None:
        made = MonthlyReport.objects.create(
            unit=row, month=month.first, figures=counted, state=ReportState.DRAFT, drafted_at=at
        )
        _record("units.report_drafted", made, row, by=by, at=at)
        return made
    if known.state == ReportState.SIGNED:
        raise _is_signed(known)
    if known.figures != counted:
        known.figures, known.drafted_at = counted, at
        known.save(update_fields=["figures", "drafted_at"])
        _record("units.report_drafted", known, row, by=by, at=at)
    return known


@transaction.atomic
def write(row: MonthlyReport, answers: Answers, *, by: User, at: datetime) -> None:
    """Keep the answers of a draft. Raises PermissionDenied; Refusal `simulated_and_real`, `report_is_signed`."""
    kept = _opened(row, by)
    _keep(kept, answers)
    _record("units.report_written", kept, kept.unit, by=by, at=at)


@transaction.atomic
def sign(row: MonthlyReport, answers: Answers, *, seen: str, by: User, at: datetime) -> None:
    """Sign a report with its answers; from then on it never changes.

    seen   `seal` of the figures that `by` read: nobody signs what was counted anew behind their back
    Raises PermissionDenied; Refusal `simulated_and_real`, `report_is_signed`, `report_answers_missing`, `report_changed`.
    """
    kept = _opened(row, by)
    if not answers.done.strip() or not answers.next_steps.strip():
        raise Refusal("report_answers_missing")
    if seal(kept) != seen:
        raise Refusal("report_changed")
    _keep(kept, answers)
    kept.state, kept.signed_by, kept.signed_at = ReportState.SIGNED, by, at
    kept.sha256 = digest(kept)
    kept.save(update_fields=["state", "signed_by", "signed_at", "sha256"])
    happenings.note(
        EventKind.REPORT_SIGNED,
        kept.unit,
        on=timezone.localdate(at),
        by=by,
        at=at,
        month=kept.month.isoformat(),
    )
    _record("units.report_signed", kept, kept.unit, by=by, at=at, sha256=kept.sha256)


def draft_due(*, at: datetime) -> int:
    """Draft the last month of every operational unit whose organisation works today; returns how many were new.

    So it happens on the first working day of a month; a worker that was down makes up for it on the next.
    """
    today = timezone.localdate(at)
    month = Month(today.replace(day=1)).before
    units = Unit.objects.standing().filter(operational_on__lte=month.last).exclude(reports__month=month.first)
    drafted = 0
    for unit in units.select_related("organisation", "blueprint"):
        if _works(unit, today):
            draft(unit, month, by=None, at=at)
            drafted += 1
    return drafted


def due_on(row: MonthlyReport, known: calendars.Calendars | None = None) -> date | None:
    """The seventh working day after the month; None where the calendar does not say.

    known   the calendars, where the caller has read them already
    """
    first = Month(row.month).next.first
    try:
        calendar = (known or calendars.read()).facts_for(row.unit.organisation, first).working
        return WorkingDays(calendar, first).date_of(DUE_ON_WORKING_DAY - 1)
    except (Refusal, NotCovered):
        return None


def seal(row: MonthlyReport) -> str:
    """The hash of the counted part."""
    return report.sha256({"figures": row.figures})


def digest(row: MonthlyReport) -> str:
    """The hash of all that was signed, and by whom and when."""
    return report.sha256(
        {
            "unit": row.unit.number,
            "month": row.month.isoformat(),
            "figures": row.figures,
            "done": row.done,
            "next_steps": row.next_steps,
            "needs": row.needs,
            "signed_by": row.signed_by_id,
            "signed_at": row.signed_at.isoformat() if row.signed_at else "",
        }
    )


def _opened(row: MonthlyReport, by: User) -> MonthlyReport:
    """The draft, locked, for who may write it."""
    access.require(by, RUN, row.unit.organisation)
    guards.check_world(by, row.unit.organisation)
    rows = MonthlyReport.objects.select_for_update(of=("self",)).select_related(
        "unit__organisation", "signed_by"
    )
    kept = rows.get(pk=row.pk)
    if kept.state == ReportState.SIGNED:
        raise _is_signed(kept)
    return kept


def _keep(row: MonthlyReport, answers: Answers) -> None:
    for name, answer in vars(answers).items():
        setattr(row, name, answer.strip()[:LONGEST_ANSWER])
    row.save(update_fields=["done", "next_steps", "needs"])


def _is_signed(row: MonthlyReport) -> Refusal:
    who = row.signed_by.name if row.signed_by else ""
    return Refusal(
        "report_is_signed", person=who, on=timezone.localdate(row.signed_at) if row.signed_at else ""
    )


def _record(
    action: str, row: MonthlyReport, unit: Unit, *, by: User | None, at: datetime, **facts: Any
) -> None:
    audit.record(
        action, row, by=by, at=at, organisation=unit.organisation_id, unit=unit.number, month=row.month.isoformat(),
        **facts,
    )  # fmt: skip


def _works(unit: Unit, today: date) -> bool:
    """Whether the organisation works today; where no calendar says, a draft hurts nobody."""
    try:
        return not calendars.for_organisation(unit.organisation, today).day(today).is_shut
    except (Refusal, NotCovered):
        return True


def _facts(unit: Unit) -> report.Facts:
    """What is known of the unit, in five statements."""
    steps = unit.steps.values_list("code", "due_on", "done_on", "state").order_by("pk")
    passages = unit.passages.exclude(verdict="withdrawn").order_by("pk")
    posts = unit.posts.values_list("code", "opened_on", "closed_on").order_by("pk")
    holdings = Holding.objects.filter(post__unit=unit).select_related("post").order_by("pk")
    return report.Facts(
        began_on=unit.began_on,
        steps=[
            report.StepFact(code, due, done, state == StepState.DROPPED) for code, due, done, state in steps
        ],
        gates=[
            report.GateFact(
                each.stage,
                each.verdict,
                timezone.localdate(each.asked_at),
                timezone.localdate(each.decided_at) if each.decided_at else None,
            )
            for each in passages
        ],
        posts=[report.PostFact(*each) for each in posts],
        holdings=[report.HoldingFact(each.post.code, each.begins_on, _last_day(each)) for each in holdings],
        standings=list(_standings(unit)),
    )


def _last_day(held: Holding) -> date | None:
    """The last whole day: one that was ended in the course of a day gave nothing on that day."""
    if held.until is not None and held.ended_at is not None:
        return held.until - timedelta(days=1)
    return held.until


def _standings(unit: Unit) -> list[report.StandingFact]:
    """How the unit stood since when, from its history."""
    told = {EventKind.RECONSTITUTED: Standing.ACTIVE, EventKind.CLOSED: Standing.CLOSED}
    rows = UnitEvent.objects.filter(unit=unit, kind__in=[EventKind.STANDING_CHANGED, *told]).order_by(
        "on", "pk"
    )
    return [
        report.StandingFact(
            row.on, str(row.facts.get("standing") or told.get(EventKind(row.kind), Standing.ACTIVE))
        )
        for row in rows
    ]
