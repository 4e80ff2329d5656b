"""What people are told of offers, and who: heads and those to whom they lent their right; officers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import offer_words, recipients
from fulcrum.allocation.domain.consent import OfferEventKind, OfferState
from fulcrum.allocation.models import Offer
from fulcrum.foundation.notices import kinds
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Delegation

_OFFERS = _("Offers of a unit")
_OF_THE_HOUSE = _("You get this mail because you may answer offers for this organisation.")
_OF_THE_PROGRAMME = _("You get this mail because you are a programme officer for this organisation.")

OFFERED = kinds.Kind(
    code="allocation.unit_offered",
    group=_OFFERS,
    label=_("A unit is offered to your organisation"),
    subject=_("A Digital Transformation Unit for %(organisation)s"),
    text=_(
        "%(organisation)s is offered a Digital Transformation Unit. Please answer by %(day)s: the page of the offer holds the letter, the reasons and every way to answer."
    ),
    why=_OF_THE_HOUSE,
    example={"organisation": "Alpha Hospital", "day": date(2026, 12, 14)},
    is_duty=True,
)
REMINDER = kinds.Kind(
    code="allocation.offer_reminder",
    group=_OFFERS,
    label=_("An offer waits for your answer"),
    subject=_("Please answer the offer to %(organisation)s by %(day)s"),
    text=_("The offer of a unit to %(organisation)s still waits. Without an answer by %(day)s it lapses."),
    why=_OF_THE_HOUSE,
    example={"organisation": "Alpha Hospital", "day": date(2026, 12, 14)},
    is_duty=True,
)
NEWS = kinds.Kind(
    code="allocation.offer_news",
    group=_OFFERS,
    label=_("News of your offer"),
    subject=_("Your offer for %(organisation)s: %(what)s"),
    text=_("The offer of a unit to %(organisation)s: %(what)s. What you are told: %(text)s"),
    why=_OF_THE_HOUSE,
    example={"organisation": "Alpha Hospital", "what": "question answered", "text": "Four people."},
)
ANSWERED = kinds.Kind(
    code="allocation.offer_answered",
    group=_OFFERS,
    label=_("An organisation answers its offer"),
    subject=_("%(organisation)s: %(what)s"),
    text=_("Offer %(number)s to %(organisation)s: %(what)s."),
    why=_OF_THE_PROGRAMME,
    example={"organisation": "Alpha Hospital", "what": offer_words.STATE[OfferState.ACCEPTED], "number": 12},
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(OFFERED, REMINDER, NEWS, ANSWERED)


def page(row: Offer) -> str:
    """The page of an offer."""
    return reverse("allocation:offer", args=[row.number])


def answerers(organisations: Collection[int], on: date) -> Mapping[int, list[User]]:
    """Who may answer for each organisation today: its heads and those whom they lent their right, in two statements."""
    found: dict[int, dict[int, User]] = defaultdict(dict)
    heads = Appointment.objects.in_force(on).filter(organisation__in=organisations, role=Role.HEAD)
    for held in heads.filter(person__user__is_active=True).select_related("person__user"):
        if held.organisation_id is not None and held.person.user is not None:
            found[held.organisation_id][held.person.user.pk] = held.person.user
    lent = Delegation.objects.in_force(on).filter(
        appointment__organisation__in=organisations,
        appointment__role=Role.HEAD,
        to__user__is_active=True,
    )
    for each in lent.select_related("to__user", "appointment"):
        if each.appointment.organisation_id is not None and each.to.user is not None:
            found[each.appointment.organisation_id][each.to.user.pk] = each.to.user
    return {key: list(people.values()) for key, people in found.items()}


def tell_offered(rows: Iterable[Offer], *, at: datetime) -> None:
    """Tell everybody who may answer one of these offers that it was made; told before, nobody is told again."""
    offers = list(rows)
    people = answerers([row.organisation_id for row in offers], timezone.localdate(at))
    for row in offers:
        notices.tell_all(
            OFFERED.code,
            people.get(row.organisation_id, []),
            at=at,
            about=row,
            once=str(row.number),
            url=page(row),
            organisation=row.organisation,
            day=row.answer_by,
        )


def tell_reminder(row: Offer, *, at: datetime, once: str) -> None:
    """Remind those who may answer."""
    notices.tell_all(
        REMINDER.code,
        _house(row, at),
        at=at,
        about=row,
        once=f"{row.number} {once}",
        url=page(row),
        organisation=row.organisation,
        day=row.answer_by,
    )


def tell_organisation(
    row: Offer, what: OfferEventKind, *, at: datetime, once: str, text: str = "", also: User | None = None
) -> None:
    """Tell those who may answer, and `also` who asked or handed a paper in, what became of it."""
    people = {user.pk: user for user in (*_house(row, at), *([also] if also else []))}
    notices.tell_all(
        NEWS.code,
        people.values(),
        at=at,
        about=row,
        once=f"{row.number} {what} {once}",
        url=page(row),
        organisation=row.organisation,
        what=offer_words.EVENT[what],
        text=text or "–",
    )


def tell_programme(
    row: Offer, what: OfferEventKind, *, at: datetime, once: str, leave_out: User | None = None
) -> None:
    """Tell the officers of the organisation, but for whom it is not."""
    officers = recipients.officers_of(row.organisation, timezone.localdate(at))
    notices.tell_all(
        ANSWERED.code,
        [user for user in officers if leave_out is None or user.pk != leave_out.pk],
        at=at,
        about=row,
        once=f"{row.number} {what} {once}",
        url=page(row),
        organisation=row.organisation,
        what=offer_words.EVENT[what],
        number=row.number,
    )


def _house(row: Offer, at: datetime) -> list[User]:
    return answerers([row.organisation_id], timezone.localdate(at)).get(row.organisation_id, [])
