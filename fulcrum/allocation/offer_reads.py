"""Reads for the pages of offers and publications, each in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from fulcrum.allocation.domain.consent import Appeal, OfferState, PaperState
from fulcrum.allocation.models import Offer, OfferEvent, PaperAnswer, Publication
from fulcrum.allocation.services.offer_records import ANSWER, RUN
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.search import holds_words

OVERDUE, SOON = "overdue", "soon"
A_WEEK = timedelta(days=7)
WAITS = "waits"


@dataclass(frozen=True)
class StateCount:
    """How many offers stand in one state."""

    state: str
    number: int


def _papers() -> QuerySet[PaperAnswer]:
    return PaperAnswer.objects.filter(offer=OuterRef("pk"), state=PaperState.WAITING)


def _for_programme() -> Q:
    """What of an offer waits for the programme."""
    return Q(
        Q(question_waits=True)
        | Q(appeal=Appeal.WAITING)
        | Q(state=OfferState.SHARING_PROPOSED, sharing_agreed__isnull=True)
        | Exists(_papers())
    )


def offers(filters: Mapping[str, str], *, user: Any, on: date) -> QuerySet[Offer]:
    """Offers that this person may see and the filters leave: open ones first, what is due first among them."""
    rows = Offer.objects.visible_to(user).filter(publication__pack=filters["pack"])
    if "state" in filters:
        rows = rows.filter(state=filters["state"])
    if "district" in filters:
        rows = rows.filter(organisation__district=filters["district"])
    if "kind" in filters:
        rows = rows.filter(organisation__kind=filters["kind"])
    if "publication" in filters:
        rows = rows.filter(publication__number=filters["publication"])
    if filters.get("due") == OVERDUE:
        rows = rows.open().filter(answer_by__lt=on)
    elif filters.get("due") == SOON:
        rows = rows.open().filter(answer_by__gte=on, answer_by__lte=on + A_WEEK)
    elif filters.get("due") == WAITS:
        rows = rows.filter(_for_programme())
    if "search" in filters:
        rows = rows.filter(holds_words(filters["search"], "organisation__search_text"))
    with_all = rows.select_related("organisation__district", "publication", "unit", "share_with")
    owed = Case(When(_for_programme(), then=Value(True)), default=Value(False), output_field=BooleanField())
    open_first = Case(When(state=OfferState.OPEN, then=0), default=1)
    return with_all.defer("letter").annotate(owes=owed).order_by(open_first, "answer_by", "number")


def counts(pack: str, *, user: Any) -> list[StateCount]:
    """Offers by state, in the order of the states; states without offers are left out."""
    rows = Offer.objects.visible_to(user).filter(publication__pack=pack).order_by()
    found = {row["state"]: row["number"] for row in rows.values("state").annotate(number=Count("pk"))}
    return [StateCount(state.value, found[state.value]) for state in OfferState if state.value in found]


def packs(*, user: Any) -> list[str]:
    """The registers of which this person may see offers."""
    rows = Offer.objects.visible_to(user).order_by("publication__pack")
    return list(rows.values_list("publication__pack", flat=True).distinct())


def offer(number: int, *, user: Any) -> Offer | None:
    """One offer with everything its page tells; None for whom it is not."""
    rows = Offer.objects.visible_to(user).select_related(
        "organisation__district",
        "organisation__province",
        "publication__plan__scenario",
        "publication__plan__score_run__need_model",
        "share_with",
        "unit",
        "sent_by",
    )
    return rows.defer("publication__plan__problem").filter(number=number).first()


def history(row: Offer) -> list[OfferEvent]:
    """What happened to an offer, in its order."""
    rows = row.events.select_related("by", "behalf__person", "document")
    return list(rows.order_by("at", "pk"))


def waiting_paper(row: Offer) -> PaperAnswer | None:
    """The signed paper that waits for a second person."""
    papers = row.papers.select_related("document", "uploaded_by", "share_with", "offer__organisation")
    return papers.filter(state=PaperState.WAITING).first()


def of_organisation(body: Organisation, *, user: Any) -> list[Offer]:
    """Every offer that was made to one organisation, the newest first, as far as this person may see."""
    rows = Offer.objects.visible_to(user).filter(organisation=body)
    with_all = rows.select_related("publication", "share_with", "unit", "sent_by", "answered_by")
    return list(with_all.defer("letter").order_by("-number"))


def events_of(body: Organisation, *, user: Any) -> list[OfferEvent]:
    """What happened to all offers of one organisation, the newest first."""
    mine = Offer.objects.visible_to(user).filter(organisation=body)
    rows = OfferEvent.objects.filter(offer__in=mine)
    return list(
        rows.select_related("offer__publication", "by", "behalf__person", "document")
        .defer("offer__letter")
        .order_by("-at", "-pk")
    )


def to_answer(user: Any) -> QuerySet[Offer]:
    """Open offers that this person may answer; a paper that waits is for somebody else."""
    mine = Offer.objects.open().filter(access.organisations_in(access.scope(user, ANSWER), "organisation__"))
    return mine.exclude(Exists(_papers()))


def for_programme(user: Any) -> QuerySet[Offer]:
    """Offers about which the programme owes something that this person may give."""
    reach = access.organisations_in(access.scope(user, RUN), "organisation__")
    rows = Offer.objects.filter(reach, organisation__pack=SIMULATED) if user.is_demonstration else (
        Offer.objects.filter(reach).exclude(organisation__pack=SIMULATED)
    )  # fmt: skip
    not_mine = ~(Q(sent_by=user) | Q(answered_by=user) | Q(asked_by=user))
    return rows.filter(
        Q(question_waits=True)
        | (Q(appeal=Appeal.WAITING) & not_mine)
        | Q(state=OfferState.SHARING_PROPOSED, sharing_agreed__isnull=True)
        | Exists(_papers().exclude(uploaded_by=user))
    )


def publications(pack: str) -> QuerySet[Publication]:
    """Published plans of one register, the newest first, with how many offers each made."""
    rows = Publication.objects.with_names().filter(pack=pack)
    return (
        rows.defer("plan__problem", "plan__rows", "plan__conflicts")
        .annotate(made=Count("offers"))
        .order_by("-number")
    )


def publication(number: int) -> Publication | None:
    """One publication with its plan."""
    rows = Publication.objects.select_related(
        "plan__scenario__need_model", "plan__score_run__need_model", "published_by", "follows"
    )
    return rows.defer("plan__problem").filter(number=number).first()


def counts_of(row: Publication) -> list[StateCount]:
    """The offers of one publication by state, in the order of the states."""
    grouped = row.offers.order_by().values("state").annotate(number=Count("pk"))
    found = {each["state"]: each["number"] for each in grouped}
    return [StateCount(state.value, found[state.value]) for state in OfferState if state.value in found]
