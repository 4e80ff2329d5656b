"""The programme in the simulated country: a briefing, requests, a published plan, answers, and a plan that goes on from it.

It goes on after `allocation/simulation.py` made the plan; units that were accepted live in `units/simulation.py`.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import replan_reads
from fulcrum.allocation.domain.consent import Answer, OfferEventKind, OfferState
from fulcrum.allocation.domain.replan import LeftOut
from fulcrum.allocation.domain.requesting import BriefingManner, Priority, RequestState, Room
from fulcrum.allocation.models import Attendance, Briefing, Offer, Plan, Publication, UnitRequest
from fulcrum.allocation.services import offer_answers, offer_records, plans, publications, replanning
from fulcrum.allocation.services.offer_answers import Given
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import simulated_officials
from fulcrum.registry import simulation as register
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.simulated_officials import Officials
from fulcrum.units import simulation as units

MARK = "Simulated"
FIRST, SECOND = timedelta(days=230), timedelta(days=6)
"""So long ago the first plan was published, and the one that goes on from it."""
OLDER_RECORDED = timedelta(days=120)
SOME_MORE = 3
ANSWERS = (
    (Answer.ACCEPT, 0.76),
    (Answer.DECLINE, 0.08),
    (Answer.DEFER, 0.08),
    (Answer.SHARE, 0.04),
)
"""How heads answer; the rest let the last day pass."""
SEVERAL_STAFF = (18, 35, 48, 70, 120, 220, 400)


def run(*, seed: int, at: datetime) -> Iterator[str]:
    """Walk the whole way once: briefing, requests, plan, offers, answers, units, the next plan."""
    plan = Plan.objects.shown(SIMULATED).first()
    if plan is None or Publication.objects.filter(pack=SIMULATED).exists():
        yield "allocation: nothing to publish in the simulated country"
        return
    officials = simulated_officials.at_work(at)
    chance = Random(f"{seed} programme")  # noqa: S311 - a world that can be made again, no secret
    try:
        yield _first(plan, chance, officials, at)
    except Refusal as refusal:
        yield f"allocation: the simulated plan cannot be published at this time ({refusal.code})"
        return
    yield units.record_older(seed=seed, leave=_concerned(), officials=officials, at=at - OLDER_RECORDED)
    yield units.live(seed=seed, officials=officials, at=at)
    yield _second(officials, at)


@transaction.atomic
def _first(plan: Plan, chance: Random, officials: Officials, at: datetime) -> str:
    then = at - FIRST
    Plan.objects.filter(pk=plan.pk).update(
        asked_at=then - timedelta(days=2),
        started_at=then - timedelta(days=2),
        finished_at=then - timedelta(days=2),
    )
    chosen = list(Organisation.objects.filter(places__plan=plan, places__is_chosen=True).order_by("key"))
    _brief(chosen, chance, officials, then - timedelta(days=30))
    _request(chosen, chance, officials, then - timedelta(days=20))
    publication = publications.publish(plan, by=officials.officer, at=then)
    _answer_all(publication, chance, officials, at)
    return f"allocation: {publication.offers.count()} simulated offers of one publication answered"


def _brief(bodies: list[Organisation], chance: Random, officials: Officials, at: datetime) -> None:
    """One session a province, to which most organisations sent somebody."""
    by_province: dict[str, list[Organisation]] = {}
    for body in bodies:
        by_province.setdefault(body.province_id or "", []).append(body)
    for number, (province, guests) in enumerate(sorted(by_province.items())):
        held = timezone.localdate(at) + timedelta(days=number)
        session = Briefing.objects.create(
            held_on=held,
            manner=BriefingManner.IN_PERSON,
            place=f"{MARK} {province}".strip(),
            led_by=officials.officer.name,
            note=MARK,
            recorded_by=officials.officer,
            recorded_at=at + timedelta(days=number),
            operation=UUID(int=chance.getrandbits(128), version=4),
        )
        Attendance.objects.bulk_create(
            Attendance(
                briefing=session,
                organisation=body,
                who_came=MARK,
                head_was_there=chance.random() < 0.7,
                recorded_by=officials.officer,
                recorded_at=at + timedelta(days=number),
            )
            for body in guests
            if chance.random() < 0.9
        )


def _request(bodies: list[Organisation], chance: Random, officials: Officials, at: datetime) -> None:
    """Most of them asked for a unit; what an offer answered is closed."""
    UnitRequest.objects.bulk_create(
        UnitRequest(
            organisation=body,
            asked_by=officials.head,
            asked_at=at,
            need=MARK,
            priority=chance.choice(list(Priority)),
            priority_reason=MARK,
            lead_name=MARK,
            room=chance.choice(list(Room)),
            ict_staff=chance.randrange(0, 6),
            state=RequestState.CLOSED,
            operation=UUID(int=chance.getrandbits(128), version=4),
            taken_up_by=officials.officer,
            taken_up_at=at + timedelta(days=3),
            ended_by=officials.officer,
            ended_at=at + timedelta(days=20),
            why_ended=MARK,
        )
        for body in bodies
        if chance.random() < 0.8 and body != register.demonstration_body()
    )


def _answer_all(publication: Publication, chance: Random, officials: Officials, at: datetime) -> None:
    """Every head answers within the window; the organisation of the demonstration's head had none at that time."""
    left = register.demonstration_body()
    offers = publication.offers.select_related("organisation", "publication").order_by("number")
    for offer in offers:
        answer = None if offer.organisation == left else _drawn(chance)
        if answer is None:
            _lapse(offer)
            continue
        day = offer.sent_at + timedelta(days=chance.randrange(1, 15))
        given = Given(
            answer,
            reason=MARK,
            year=timezone.localdate(at).year + 1 if answer is Answer.DEFER else None,
            share_with=_neighbour(offer) if answer is Answer.SHARE else None,
            staff=chance.choice(SEVERAL_STAFF) if answer is Answer.ACCEPT else None,
        )
        offer_answers.apply(offer, given, answered_by=officials.head, by=officials.head, at=day)


def _drawn(chance: Random) -> Answer | None:
    drawn, below = chance.random(), 0.0
    for answer, share in ANSWERS:
        below += share
        if drawn < below:
            return answer
    return None


def _neighbour(offer: Offer) -> Organisation:
    """Another organisation of the same district, or of the country."""
    others = Organisation.objects.filter(pack=SIMULATED).exclude(pk=offer.organisation_id).order_by("key")
    near = others.filter(district=offer.organisation.district_id).first()
    found = near or others.first()
    if found is None:
        raise ValueError("the simulated country has one organisation only")
    return found


def _lapse(offer: Offer) -> None:
    """Let the window pass without an answer."""
    ended = offer.answer_by + timedelta(days=1)
    offer_records.end(offer, OfferState.LAPSED, ended)
    offer.save(update_fields=offer_records.ENDING)
    then = timezone.make_aware(datetime.combine(ended, time(3)))
    offer_records.note(OfferEventKind.LAPSED, offer, by=None, at=then)


def _concerned() -> set[int]:
    """Organisations with an offer, and the one that is left to the demonstration's head."""
    left = register.demonstration_body()
    offered = Offer.objects.filter(publication__pack=SIMULATED).values_list("organisation_id", flat=True)
    return {*offered, *([left.pk] if left else [])}


def _enough(first: Publication, at: datetime) -> int:
    """How many units the next plan has: those that are kept, and so many that the demonstration's head gets an offer."""
    on, left = timezone.localdate(at), register.demonstration_body()
    basis = replan_reads.basis(SIMULATED, year=on.year, on=on, again=(LeftOut.LAPSED,))
    places = first.plan.places.exclude(organisation__in={*basis.kept, *basis.left_out})
    own = places.filter(organisation=left).first()
    needier = places.filter(points__gte=own.points).count() if own else 0
    return len(basis.kept) + needier + SOME_MORE


def _second(officials: Officials, at: datetime) -> str:
    """Plan on from the answers, and publish it: its offers are open now."""
    first = Publication.objects.newest(SIMULATED)
    if first is None:
        return "allocation: nothing to plan on from"
    then, scenario = at - SECOND, first.plan.scenario
    try:
        with transaction.atomic():
            plan = replanning.ask(
                "Ilmara, going on",
                pack=SIMULATED,
                follows=first,
                units=_enough(first, then),
                quotas=[],
                tie_seed=scenario.tie_seed,
                need_model=scenario.need_model,
                year=timezone.localdate(at).year,
                again=(LeftOut.LAPSED,),
                by=officials.officer,
                at=then,
            )
            plans.run(plan, at=then)
            plan.refresh_from_db()
            publication = publications.publish(plan, by=officials.officer, at=then)
    except Refusal as refusal:
        return f"allocation: the next simulated plan cannot be published at this time ({refusal.code})"
    return f"allocation: {publication.offers.count()} simulated offers wait for an answer"
