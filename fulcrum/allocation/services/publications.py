"""Publish a plan: freeze it with its certificate and offer a unit to everybody whom it newly places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.allocation import letter_words, offer_content, replan_reads
from fulcrum.allocation.domain.consent import OfferEventKind, OfferState
from fulcrum.allocation.domain.replan import ASKED_AGAIN, Basis, Line
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.models import NeedModel, Offer, OfferEvent, Place, Plan, Publication, ScoreRun
from fulcrum.allocation.services import checks, letters, locks
from fulcrum.allocation.services import offer_records as records
from fulcrum.allocation.services.replanning import published_meanwhile
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, calendars
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment
from fulcrum.registry.models.region import SIMULATED

PUBLISH = "allocation.publish_plan"


@dataclass(frozen=True)
class Outlook:
    """What publishing a plan would do: whom it offers a unit, whom it keeps, whom it leaves out."""

    offered: list[Place]
    basis: Basis


def outlook(plan: Plan, at: datetime) -> Outlook:
    """The offers that publishing would make now, most need first."""
    on = timezone.localdate(at)
    year = plan.scenario.for_year or on.year
    basis = replan_reads.basis(plan.scenario.pack, year=year, on=on)
    chosen = plan.places.filter(is_chosen=True).exclude(organisation__in=basis.kept)
    places = chosen.select_related("organisation__district", "organisation__province")
    return Outlook(list(places.order_by("-points", "organisation_id")), basis)


@transaction.atomic
def publish(plan: Plan, *, by: User, at: datetime) -> Publication:
    """Freeze the plan and make its offers; of two officers at once the second is told who was first.

    Raises PermissionDenied; Refusal `plan_of_other_country`, `plan_not_proven`, `published_already`,
    `published_meanwhile`, `plan_of_old_scores`, `plan_does_not_hold`, `plan_out_of_date`, `window_not_covered`,
    `no_calendar`.
    """
    access.require(by, PUBLISH)
    _one_at_a_time()
    row = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("scenario__follows", "scenario__need_model", "score_run")
        .get(pk=plan.pk)
    )
    _check(row, by)
    _check_answers(row, at)
    if not checks.recount(row).is_good:
        raise Refusal("plan_does_not_hold", name=row.scenario.name)
    publication = _freeze(row, by=by, at=at)
    offers = _offer(publication, row, by=by, at=at)
    audit.record(
        "allocation.plan_published",
        publication,
        by=by,
        at=at,
        plan=row.pk,
        number=publication.number,
        offers=len(offers),
        input_hash=publication.input_hash,
    )
    app.configure_task("allocation.tell_of_offers").defer(publication_id=publication.pk)
    return publication


def _one_at_a_time() -> None:
    """Whoever comes second waits here, and then finds the first one's publication."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [locks.PUBLISHING])


def _check(row: Plan, by: User) -> None:
    if by.is_demonstration != (row.scenario.pack == SIMULATED):
        raise Refusal("plan_of_other_country", name=row.scenario.name)
    is_proven = row.outcome == Status.OPTIMAL and row.objective is not None and row.objective == row.bound
    if not (row.has_places and is_proven and row.places.filter(is_chosen=True).exists()):
        raise Refusal("plan_not_proven", name=row.scenario.name)
    own = Publication.objects.with_names().filter(plan=row).first()
    if own is not None:
        raise Refusal("published_already", number=own.number, person=own.published_by.name)
    newest = Publication.objects.with_names().newest(row.scenario.pack)
    if newest is not None and newest.pk != row.scenario.follows_id:
        raise published_meanwhile(newest)
    model = NeedModel.objects.only("pk").first()
    scores = ScoreRun.objects.filter(pack=row.scenario.pack, need_model=model).first()
    if scores is None or scores.pk != row.score_run_id:
        raise Refusal("plan_of_old_scores", name=row.scenario.name)


def _check_answers(row: Plan, at: datetime) -> None:
    """Answers may have come in since the plan was asked for: it must still keep and leave out whom it should."""
    list(Offer.objects.select_for_update().filter(publication__pack=row.scenario.pack, state=OfferState.OPEN))
    now = outlook(row, at).basis
    chosen = set(row.places.filter(is_chosen=True).values_list("organisation_id", flat=True))
    lost = set(now.kept) - chosen
    no_longer_kept = {line["organisation"] for line in row.scenario.kept} - set(now.kept)
    left_out = {key for key, line in now.left_out.items() if key in chosen and not _is_set_aside(row, line)}
    if stale := lost | no_longer_kept | left_out:
        raise Refusal("plan_out_of_date", name=row.scenario.name, number=len(stale))


def _is_set_aside(row: Plan, line: Line) -> bool:
    """Whether the officer had this answer set aside: the plan was asked for after it, and leaves nobody out for it."""
    settled = {each["organisation"] for each in (*row.scenario.left_out, *row.scenario.kept)}
    return (
        row.scenario.follows_id is not None and line.why in ASKED_AGAIN and line.organisation not in settled
    )


def _freeze(row: Plan, *, by: User, at: datetime) -> Publication:
    if row.objective is None or row.bound is None:
        raise ValueError(f"{row} is not proven")
    highest: int = Publication.objects.aggregate(highest=Max("number"))["highest"] or 0
    return Publication.objects.create(
        number=highest + 1,
        plan=row,
        pack=row.scenario.pack,
        follows=row.scenario.follows,
        published_by=by,
        published_at=at,
        units=row.scenario.units,
        input_hash=row.input_hash,
        objective=row.objective,
        bound=row.bound,
        gap=row.gap or 0.0,
        checked={"at": at.isoformat(), "violations": [], "is_input_changed": False},
        versions={
            **row.versions,
            "need_model": row.scenario.need_model.version,
            "need_model_sha256": row.scenario.need_model.sha256,
            "rules_of_offers": offer_content.rules().version,
            "languages_of_areas": offer_content.languages().version,
        },
    )


def _offer(publication: Publication, row: Plan, *, by: User, at: datetime) -> list[Offer]:
    """Make the offers with their letters, a handful of statements however many they are."""
    places = outlook(row, at).offered
    heads = _heads([place.organisation_id for place in places], timezone.localdate(at))
    found = calendars.read()
    first: int = (Offer.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
    offers = Offer.objects.bulk_create(
        [
            _written(publication, place, number, heads.get(place.organisation_id, ""), found, by=by, at=at)
            for number, place in enumerate(places, first)
        ],
        batch_size=200,
    )
    on = timezone.localdate(at)
    OfferEvent.objects.bulk_create(
        [
            OfferEvent(
                offer=offer,
                kind=OfferEventKind.SENT,
                at=at,
                on=on,
                by=by,
                facts={"publication": publication.number, "answer_by": str(offer.answer_by)},
            )
            for offer in offers
        ],
        batch_size=500,
    )
    return offers


def _heads(organisations: list[int], on: date) -> Mapping[int, str]:
    """Who is the head of each, as the public register says."""
    held = Appointment.objects.in_force(on).filter(organisation__in=organisations, role=Role.HEAD)
    rows = held.order_by("begins_on", "pk").values_list("organisation_id", "person__name_en")
    return {key: name for key, name in rows if key is not None}


def _written(
    publication: Publication,
    place: Place,
    number: int,
    head: str,
    found: calendars.Calendars,
    *,
    by: User,
    at: datetime,
) -> Offer:
    on = timezone.localdate(at)
    days = offer_content.rules().window
    window = records.window(place.organisation, on, days, found)
    letter = letters.write(
        letters.Facts(
            number=number,
            publication=publication.number,
            organisation=place.organisation,
            head=head,
            officer=by.name,
            day=on,
            answer_by=window.answer_by,
            window_days=days,
            units=publication.units,
            points=place.points,
        )
    )
    words: dict[str, Any] = letter_words.kept(letter)
    return Offer(
        number=number,
        publication=publication,
        organisation=place.organisation,
        sent_by=by,
        sent_at=at,
        sent_on=on,
        window_days=days,
        letter=words,
        letter_sha256=letter_words.fingerprint(words),
        state=OfferState.OPEN,
        answer_by=window.answer_by,
        remind_on=list(window.remind_on),
    )
