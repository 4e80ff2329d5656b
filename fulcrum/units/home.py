"""The home of one unit: how far it is, how it does, what is asked now, in a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Person
from fulcrum.units import gate_reads, labels, member_reads, plan_reads
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.codes import PASSING, EventKind, ReportState, Verdict
from fulcrum.units.gate_reads import GatePage
from fulcrum.units.member_reads import PostLine
from fulcrum.units.models import MonthlyReport, StagePassage, Unit, UnitEvent
from fulcrum.units.months import month_in_words
from fulcrum.units.plan_reads import Plan
from fulcrum.units.services import own_model

MOST_EVENTS = 12
MOST_ASKED = 6


@dataclass(frozen=True)
class Stop:
    """One stage on the rail (components/rail.html)."""

    label: str
    state: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Asked:
    """One thing that the unit is asked for now. tone: as in status.html; due: its last day, if it has one."""

    title: str
    text: str
    href: str
    action: str
    due: date | None = None
    tone: str = ""


@dataclass(frozen=True)
class Told:
    """One line of the history, as components/timeline.html shows it."""

    at: date
    title: str
    text: str
    by: str
    tone: str
    href: str = ""


@dataclass(frozen=True)
class Home:
    """Everything that the page of a unit shows."""

    unit: Unit
    model: Blueprint
    stops: Sequence[Stop]
    asked: Sequence[Asked]
    gate: GatePage | None
    plan: Plan
    posts: Sequence[PostLine]
    history: Sequence[Told]
    has_more_history: bool

    @property
    def vacant(self) -> int:
        return sum(line.vacant_days is not None for line in self.posts)


def of(unit: Unit, user: Any, on: date) -> Home:
    """The home of a unit that `user` may see."""
    model = own_model.of(unit)
    following = model.after(unit.stage)
    gate = gate_reads.of(unit, following.code, user, on) if following and not unit.is_closed else None
    plan = plan_reads.of(unit, on)
    posts = member_reads.posts_of(unit, on)
    events = list(UnitEvent.objects.filter(unit=unit).select_related("by")[: MOST_EVENTS + 1])
    return Home(
        unit=unit,
        model=model,
        stops=rail(unit, model, unit.passages.all()),
        asked=[] if unit.is_closed else list(_asked(unit, gate, plan, posts, on)),
        gate=gate,
        plan=plan,
        posts=posts,
        history=_history(events[:MOST_EVENTS], model),
        has_more_history=len(events) > MOST_EVENTS,
    )


def rail(unit: Unit, model: Blueprint, passages: Iterable[StagePassage]) -> list[Stop]:
    """Every stage of the unit's model with what is known of it."""
    language = get_language()
    known = list(passages)
    passed = {each.stage: each for each in known if each.verdict in PASSING}
    waiting = {each.stage for each in known if each.verdict == Verdict.WAITING}
    here = model.position(unit.stage)
    stops = []
    for place, stage in enumerate(model.stages):
        note = _("waits for a decision") if stage.code in waiting else ""
        row = passed.get(stage.code)
        if row and row.passed_on:
            note = day_in_words(row.passed_on, language)
        if row and row.verdict == Verdict.AMBER and row.met_on is None and row.deadline:
            note = _("something is to be shown by %(day)s") % {"day": day_in_words(row.deadline, language)}
        state = (
            "passed"
            if place < here
            else "here"
            if place == here
            else "next"
            if place == here + 1
            else "ahead"
        )
        href = reverse("units:gate", args=[unit.number, stage.code]) if place <= here + 1 else ""
        stops.append(Stop(own_name(stage.names, language), state, note, href))
    return stops


def _asked(
    unit: Unit, gate: GatePage | None, plan: Plan, posts: Sequence[PostLine], on: date
) -> Iterable[Asked]:
    """What waits, the gate first, then steps that are late or can be done, empty posts, reports."""
    if gate is not None and (gate.waiting or (gate.may_ask and all(line.is_there for line in gate.lines))):
        yield _of_gate(unit, gate)
    yield from _of_steps(unit, plan)
    vacant = [line for line in posts if line.vacant_days is not None]
    if vacant:
        names = ", ".join(own_name(line.names, get_language()) for line in vacant)
        text = ngettext(
            "%(number)s post is empty: %(names)s", "%(number)s posts are empty: %(names)s", len(vacant)
        ) % {"number": len(vacant), "names": names}
        yield Asked(
            _("Fill the posts"), text, reverse("units:members", args=[unit.number]), _("See the posts")
        )
    for report in unsigned_reports(unit, on):
        yield Asked(
            _("Sign the report of %(month)s") % {"month": month_in_words(report.month)},
            _("It is drafted from what happened; three short answers are missing."),
            reverse("units:report", args=[unit.number, report.month]),
            _("Read and sign"),
            tone="warm",
        )


def _of_gate(unit: Unit, gate: GatePage) -> Asked:
    name = own_name(gate.stage.names, get_language())
    href = reverse("units:gate", args=[unit.number, gate.stage.code])
    if gate.waiting:
        said = _("The unit asked to pass it. Somebody else of the programme decides.")
        return Asked(
            _("Gate “%(stage)s” waits for a decision") % {"stage": name}, said, href, _("Look at the gate")
        )
    said = _("Everything that it asks for is there.")
    return Asked(
        _("Ask to pass the gate “%(stage)s”") % {"stage": name}, said, href, _("Go to the gate"), tone="good"
    )


def _of_steps(unit: Unit, plan: Plan) -> Iterable[Asked]:
    href = reverse("units:plan", args=[unit.number])
    ready = [line for line in plan.lines if line.can_be_done]
    ready.sort(key=lambda line: (-line.days_late, line.step.due_on if line.step else date.max))
    for line in ready[:MOST_ASKED]:
        step = line.step
        owner = labels.of("owner", step.owner) if step else ""
        late = ""
        if line.days_late:
            late = ngettext("%(days)s working day late.", "%(days)s working days late.", line.days_late) % {
                "days": line.days_late
            }
        yield Asked(
            own_name(line.planned.names, get_language()),
            " ".join(each for each in (owner + ".", late) if each != "."),
            href,
            _("Go to the plan"),
            due=step.due_on if step else None,
            tone="danger" if line.days_late else "",
        )


def unsigned_reports(unit: Unit, on: date) -> list[MonthlyReport]:
    """Drafts of months that are over, the oldest first."""
    rows = MonthlyReport.objects.filter(unit=unit, state=ReportState.DRAFT, month__lt=on.replace(day=1))
    return list(rows.defer("figures").order_by("month"))


def _history(events: Sequence[UnitEvent], model: Blueprint) -> list[Told]:
    """The lines of the history, with the names of the people whom they are about in one query."""
    keys = {event.facts["person"] for event in events if event.facts.get("person")}
    people = {key: own_name(person, get_language()) for key, person in Person.objects.in_bulk(keys).items()}
    return [_told(event, model, people.get(event.facts.get("person"), "")) for event in events]


def _told(event: UnitEvent, model: Blueprint, person: str) -> Told:
    tone = {EventKind.STAGE_PASSED: "good", EventKind.CLOSED: "danger", EventKind.STANDING_CHANGED: "warm"}
    language = get_language()
    names = {stage.code: own_name(stage.names, language) for stage in model.stages}
    posts = {post.code: own_name(post.names, language) for post in model.posts}
    held = [event.facts["post"]] if "post" in event.facts else event.facts.get("posts", [])
    said = [
        names.get(str(event.facts.get("stage", "")), ""),
        person,
        *(posts.get(code, code) for code in held),
        event.reason,
    ]
    return Told(
        at=event.on,
        title=labels.of("event", event.kind),
        text=" · ".join(each for each in said if each),
        by=event.by.name if event.by else "",
        tone=tone.get(EventKind(event.kind), ""),
    )
