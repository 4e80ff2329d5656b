"""What waits because of offers: for a head the offer to answer, for the programme what it owes an organisation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.allocation import offer_reads
from fulcrum.allocation.domain.consent import Appeal, OfferState
from fulcrum.allocation.models import Offer
from fulcrum.allocation.services.offer_records import ANSWER, RUN
from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access

AREA = gettext_lazy("Offers")


def register() -> None:
    """Called once, in ready()."""
    work.register(
        work.Source("allocation.offers_to_answer", "offers", AREA, _to_answer, _answer_lines),
        work.Source("allocation.offer_cases", "offers", AREA, _cases, _case_lines),
    )
    work.register_lesson(
        work.Lesson(
            17,
            gettext_lazy("An offer of a unit to your organisation stands here until it is answered."),
            "allocation:offers",
            gettext_lazy("Open the offers"),
            lambda user: access.may(user, ANSWER),
        )
    )


def _to_answer(user: Any, at: datetime) -> "QuerySet[Offer] | None":
    return offer_reads.to_answer(user) if access.may(user, ANSWER) else None


def _answer_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _to_answer(user, at)
    if rows is None:
        return
    shown = rows.select_related("organisation").defer("letter").order_by("answer_by", "number")
    for row in shown[: work.MOST]:
        yield work.Line(
            title=own_name(row.organisation, get_language()),
            href=reverse("allocation:offer", args=[row.number]),
            action=_("Answer the offer"),
            reason=_("Your organisation is offered a unit; without an answer the offer lapses."),
            due=row.answer_by,
        )


def _cases(user: Any, at: datetime) -> "QuerySet[Offer] | None":
    return offer_reads.for_programme(user) if access.may(user, RUN) else None


def _case_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _cases(user, at)
    if rows is None:
        return
    shown = rows.select_related("organisation").defer("letter").order_by("answer_by", "number")
    for row in shown[: work.MOST]:
        action, reason = _case(row)
        yield work.Line(
            title=own_name(row.organisation, get_language()),
            href=reverse("allocation:offer", args=[row.number]),
            action=action,
            reason=reason,
            due=row.answer_by if row.is_open else None,
        )


def _case(row: Offer) -> tuple[str, str]:
    if row.appeal == Appeal.WAITING:
        return _("Decide the appeal"), _("An organisation appeals about its offer.")
    if row.question_waits:
        return _("Answer the question"), _(
            "An organisation asks about its offer, which cannot lapse meanwhile."
        )
    if row.state == OfferState.SHARING_PROPOSED:
        return _("Decide on sharing"), _("An organisation proposes to share a unit with another.")
    return _("Compare the paper"), _("A signed answer was handed in and waits for a second person.")
