"""This app's part of the simulated world: units that existed before, and how those that were accepted have come on.

Everything lies in the pack `demo`. The same seed and day give the same world.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Appointment, Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.simulated_officials import Officials
from fulcrum.units import simulated_lives as lives
from fulcrum.units.domain.codes import (
    EventKind,
    NominationState,
    ReportState,
    Size,
    Standing,
    StepState,
    Verdict,
)
from fulcrum.units.domain.report import Month
from fulcrum.units.models import (
    BlueprintVersion,
    Holding,
    Nomination,
    Post,
    StagePassage,
    Unit,
    UnitEvent,
)
from fulcrum.units.services import blueprints, planning, posts, recording, reports, standing
from fulcrum.units.services.recording import Passed, Told

MODEL = "dtu"
RECORDED = 14
BEGAN = date(2024, 2, 1)
PLANNED_ANEW = timedelta(days=12)
"""So long ago the plans of units that fell behind were made anew."""
SLOW = (6, 7)
"""Places of the units that have named their members only just now."""
LEAD_GONE, ACTING_SINCE = 45, 20
"""So many days ago one lead left for good, and another one's acting lead began."""


@transaction.atomic
def record_older(*, seed: int, leave: Collection[int], officials: Officials, at: datetime) -> str:
    """Record units that existed before the first plan, with their history; they are kept in the next plan.

    leave   keys of organisations that get none
    """
    blueprint = BlueprintVersion.objects.published().filter(code=MODEL).first()
    if blueprint is None or Unit.objects.filter(organisation__pack=SIMULATED, origin="recorded").exists():
        return "units: no older units to record"
    chance = Random(f"{seed} older units")  # noqa: S311 - a world that can be made again, no secret
    taken = Unit.objects.standing().values("organisation_id")
    bodies = list(
        Organisation.objects.filter(pack=SIMULATED)
        .open_on(timezone.localdate(at))
        .exclude(pk__in=taken)
        .exclude(pk__in=leave)
        .order_by("key")
    )
    for number, body in enumerate(chance.sample(bodies, min(RECORDED, len(bodies)))):
        _record(body, blueprint, number, chance, officials, at)
    return f"units: {min(RECORDED, len(bodies))} older simulated units recorded"


def _record(
    body: Organisation,
    blueprint: BlueprintVersion,
    number: int,
    chance: Random,
    officials: Officials,
    at: datetime,
) -> None:
    """One unit that exists; the first two are dormant and closed."""
    model, today = blueprints.read(blueprint), timezone.localdate(at)
    began = BEGAN + timedelta(days=chance.randrange(0, 500))
    day, stages = began, []
    for stage in model.stages[: chance.randrange(6, len(model.stages) + 1)]:
        day += timedelta(days=chance.randrange(5, 60))
        if day > today:
            break
        stages.append(Passed(stage.code, day))
    ending = {0: Standing.DORMANT, 1: Standing.CLOSED}.get(number, Standing.ACTIVE)
    told = Told(
        blueprint=blueprint,
        size=chance.choice(list(Size)),
        began_on=began,
        basis=lives.MARK,
        stages=tuple(stages),
        standing=ending,
        since=None if ending is Standing.ACTIVE else max(day, today - timedelta(days=90)),
        why="" if ending is Standing.ACTIVE else lives.MARK,
    )
    recording.record(body, told, by=officials.officer, at=at)


@transaction.atomic
def live(*, seed: int, officials: Officials, at: datetime) -> str:
    """Let every simulated unit that has no member yet live from its first day until now."""
    today = timezone.localdate(at)
    chance = Random(f"{seed} lives")  # noqa: S311 - as above
    units = list(
        Unit.objects.standing()
        .filter(organisation__pack=SIMULATED, posts__holdings__isnull=True)
        .select_related("organisation", "blueprint")
        .distinct()
        .order_by("number")
    )
    joined: list[tuple[Unit, date]] = []
    for place, unit in enumerate(units):
        model, pace = blueprints.read(unit.blueprint), chance.choice(lives.PACES)
        if place in SLOW:
            pace = lives.HARDLY_MOVING
        steps = list(unit.steps.order_by("pk"))
        reached = lives.course(unit, model, steps, pace, today)
        lives.do_steps(unit, steps, reached, pace, today)
        lives.pass_gates(unit, reached, chance, officials)
        if any(step.state == StepState.OPEN and step.due_on < today for step in steps):
            planning.realign(unit, on=today - PLANNED_ANEW)
        if model.position(unit.stage) >= model.position(lives.MEMBERS_FROM):
            passage = unit.passages.filter(stage=lives.MEMBERS_FROM).first()
            joined.append((unit, passage.passed_on if passage and passage.passed_on else unit.began_on))
    lives.fill(joined, chance, officials, at)
    _reports(units, officials, today)
    _stories([unit for unit, _ in joined], officials, at)
    _nominate(units, officials, at)
    posts.wind_all(today)
    standing.sweep(at=at)
    return f"units: {len(units)} simulated units live, {len(joined)} of them with members"


def _reports(units: Sequence[Unit], officials: Officials, today: date) -> None:
    """Three signed months of every operational unit."""
    for unit in units:
        month = Month(today.replace(day=1))
        for _ in range(3):
            month = month.before
            if unit.operational_on is None or month.last < unit.operational_on:
                break
            at = lives.noon(month.next.first + timedelta(days=5))
            row = reports.draft(unit, month, by=None, at=min(at, timezone.now()))
            row.done = row.next_steps = lives.MARK
            row.state, row.signed_by, row.signed_at = ReportState.SIGNED, officials.head, at
            row.sha256 = reports.digest(row)
            row.save()


def _stories(units: Sequence[Unit], officials: Officials, at: datetime) -> None:
    """What a newcomer should find: a lead who left, an acting lead, a gate that waits, one that was refused."""
    today = timezone.localdate(at)
    leads = list(
        Holding.objects.filter(
            post__unit__in=units,
            post__unit__formed_on__isnull=False,
            post__leads=True,
            begins_on__lt=today - timedelta(days=90),
        )
        .select_related("post__unit", "appointment")
        .order_by("pk")[:2]
    )
    for holding, acted in zip(leads, (False, True), strict=False):
        last = today - timedelta(days=LEAD_GONE)
        ends = {"until": last, "end_reason": lives.MARK}
        Holding.objects.filter(pk=holding.pk).update(**ends)
        Appointment.objects.filter(holdings=holding).update(**ends)
        UnitEvent.objects.create(
            unit=holding.post.unit,
            kind=EventKind.MEMBER_LEFT,
            on=last,
            at=lives.noon(last),
            by=officials.head,
            reason=lives.MARK,
            facts={"post": holding.post.code, "person": holding.person_id, "manner": str(holding.manner)},
        )
        if acted:
            _act(holding.post, today - timedelta(days=ACTING_SINCE))
    for unit, verdict in zip(units[4:6], (Verdict.WAITING, Verdict.RED), strict=False):
        _ask(unit, verdict, officials, at)


def _act(post: Post, since: date) -> None:
    """Let another member act as the lead."""
    deputy = Holding.objects.filter(post__unit=post.unit_id, post__leads=False).order_by("pk").first()
    if deputy is not None:
        Holding.objects.create(post=post, person=deputy.person, manner=Manner.ACTING, begins_on=since)


def _ask(unit: Unit, verdict: Verdict, officials: Officials, at: datetime) -> None:
    """Ask for the next gate, and refuse it where the story wants it."""
    following = blueprints.read(unit.blueprint).after(unit.stage)
    if following is None:
        return
    refused = verdict is Verdict.RED
    StagePassage.objects.create(
        unit=unit,
        stage=following.code,
        verdict=verdict,
        asked_by=officials.head,
        asked_at=at - timedelta(days=4),
        note=lives.MARK,
        decided_by=officials.second if refused else None,
        decided_at=at - timedelta(days=1) if refused else None,
        reason=lives.MARK if refused else "",
    )


def _nominate(units: Sequence[Unit], officials: Officials, at: datetime) -> None:
    """Members named for two units whose posts are still empty, for an officer to accept."""
    today = timezone.localdate(at)
    waiting = [unit for unit in units if not Holding.objects.filter(post__unit=unit).exists()][:2]
    for unit in waiting:
        held = unit.organisation.appointments.in_force(today).filter(role="public_officer")
        lead = unit.posts.filter(leads=True).first()
        someone = held.select_related("person").order_by("pk").first()
        if lead is not None and someone is not None:
            Nomination.objects.create(
                unit=unit,
                person=someone.person,
                posts=[lead.code],
                manner=Manner.SUBSTANTIVE,
                begins_on=today + timedelta(days=7),
                state=NominationState.NOMINATED,
                nominated_by=officials.head,
                nominated_at=at - timedelta(days=3),
            )


def take_the_lead(appointment: Appointment, *, at: datetime) -> None:
    """Give the post of the lead to the person of the demonstration who was appointed to the unit's organisation."""
    today = timezone.localdate(at)
    post = Post.objects.filter(
        unit__organisation=appointment.organisation, leads=True, closed_on=None
    ).first()
    if post is None or post.holdings.in_force(today).filter(person=appointment.person).exists():
        return
    before = post.holdings.not_over(today)
    ends = {"until": today, "ended_at": at, "end_reason": lives.MARK}
    Appointment.objects.filter(holdings__in=before).update(**ends)
    before.update(**ends)
    Holding.objects.create(
        post=post,
        person=appointment.person,
        appointment=appointment,
        manner=Manner.SUBSTANTIVE,
        begins_on=today,
    )
    posts.wind([post], today)
