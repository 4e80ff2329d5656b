"""Give people their roles, and end them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, events, labels
from fulcrum.registry.domain.roles import RULES, Manner, Reach, Role
from fulcrum.registry.models import Agreement, Appointment, Delegation, Organisation, Person, Region
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED
from fulcrum.registry.services import accounts, delegations, people

APPOINT, APPOINT_CDIOS = "registry.appoint", "registry.appoint_cdios"
DEMONSTRATION_PACK = SIMULATED
A_YEAR = timedelta(days=365)
LONGEST_END_REASON = 300
SENT_BACK = {
    "office_has_one_holder_at_a_time": "office_is_held",
    "person_holds_a_role_once_at_a_time": "role_is_held_already",
}
"""What the database finds when two officers appoint at once, and what the later one is told."""


@dataclass(frozen=True)
class Terms:
    """What an appointment says: the role, where, from when until when (both days included), and on what it rests."""

    role: Role
    begins_on: date
    reach: Reach = Reach.ORGANISATION
    organisation: Organisation | None = None
    region: Region | None = None
    manner: Manner = Manner.SUBSTANTIVE
    until: date | None = None
    agreement: Agreement | None = None
    basis: str = ""


@transaction.atomic
def appoint(person: Person, terms: Terms, *, by: User | None, at: datetime) -> Appointment:
    """Appoint a person. `by` None: the program itself or a simulation.

    Raises PermissionDenied; Refusal `reach_not_of_role`, `end_before_begin`, `is_closed`, `end_missing`, `agreement_missing`,
    `agreement_not_of_role`, `outside_agreement`, `not_to_oneself`, `simulated_and_real`, `office_is_held`,
    `role_is_held_already`.
    """
    if by is not None:
        require_for(by, terms.role, terms.organisation)
        if person.user_id == by.pk:
            raise Refusal("not_to_oneself", person=person.name_en)
    _check(person, terms)
    appointment = Appointment(person=person, made_by=by, made_at=at, **vars(terms))
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:
        raise _told(error, person, terms) from error
    audit.record(
        "registry.appointed",
        appointment,
        by=by,
        at=at,
        reason=terms.basis,
        person=person.pk,
        role=terms.role,
        place=str(appointment.place or ""),
        until=str(terms.until or ""),
    )
    return appointment


def pack_of(user: User) -> str:
    """Where what this person adds belongs: a person of the demonstration adds to the simulated country only."""
    return DEMONSTRATION_PACK if user.is_demonstration else COUNTRY_PACK


def may_fill(user: User, role: Role, organisation: Organisation | None) -> bool:
    """Whether `user` may fill or end this role here: an officer any, a head only posts of the own house.

    The CDIO of a ministry fills the office of CDIO in its portfolio.
    """
    scope = access.scope(user, APPOINT)
    if scope.everywhere:
        return True
    if organisation is None:
        return False
    place = access.place_of(organisation)
    if role is Role.CDIO and access.scope(user, APPOINT_CDIOS).holds(place):
        return True
    return RULES[role].filled_by_head and scope.holds(place)


def require_for(by: User, role: Role, organisation: Organisation | None) -> None:
    """Raise PermissionDenied unless `by` may fill or end this role here."""
    if not may_fill(by, role, organisation):
        raise PermissionDenied(APPOINT)


@transaction.atomic
def end(appointment: Appointment, *, reason: str, by: User, at: datetime, on: date | None = None) -> None:
    """End an appointment: at once, or with the last day `on` if that lies ahead. Rights end with it.

    Raises PermissionDenied; Refusal `reason_missing`, `ended_already`, `end_before_begin`.
    """
    require_for(by, Role(appointment.role), appointment.organisation)
    if not reason.strip():
        raise Refusal("reason_missing")
    row = Appointment.objects.select_for_update(of=("self",)).select_related("person").get(pk=appointment.pk)
    today = timezone.localdate(at)
    last = max(on or today, today)
    if row.ended_at is not None or (row.until is not None and row.until < last):
        raise Refusal("ended_already", until=row.until)
    _end(row, last, at_once=on is None or on <= today, reason=reason, by=by, at=at)


@transaction.atomic
def end_all_at(organisation: Organisation, *, reason: str, by: User | None, at: datetime) -> int:
    """End at once every appointment at an organisation that closes; who may close it ends them too.

    Returns how many ended.
    """
    held = Appointment.objects.filter(organisation=organisation)
    return _end_all(held, reason=reason[:LONGEST_END_REASON], by=by, at=at)


@transaction.atomic
def end_these(held: QuerySet[Appointment], *, reason: str, by: User | None, at: datetime) -> int:
    """End at once appointments that a service of a higher floor has decided to end; that service asks who may.

    Returns how many ended.
    """
    return _end_all(held, reason=reason[:LONGEST_END_REASON], by=by, at=at)


def _end_all(held: QuerySet[Appointment], *, reason: str, by: User | None, at: datetime) -> int:
    """End at once those that have not ended, those that were to begin later too; how many."""
    today = timezone.localdate(at)
    rows = held.filter(Q(until__isnull=True) | Q(until__gte=today), ended_at__isnull=True).order_by("pk")
    ending = list(rows.select_for_update(of=("self",)).select_related("person"))
    for row in ending:
        _end(row, today, at_once=True, reason=reason, by=by, at=at)
    return len(ending)


def _end(row: Appointment, last: date, *, at_once: bool, reason: str, by: User | None, at: datetime) -> None:
    """Set the last day of an appointment, never before its first, and tell of it."""
    before = row.until
    row.until, row.end_reason = max(last, row.begins_on), reason.strip()
    row.ended_at = at if at_once else None
    row.save(update_fields=["until", "ended_at", "end_reason"])
    audit.record(
        "registry.appointment_ended",
        row,
        by=by,
        at=at,
        reason=reason,
        before={"until": str(before or "")},
        after={"until": str(row.until)},
    )
    events.appointment_ended.send(sender=Appointment, appointment=row, at=at, by=by)


@transaction.atomic
def leave(person: Person, *, reason: str, by: User, at: datetime) -> int:
    """End everything this person holds, is to hold and was lent, and close their account; authorship stays.

    Returns how many appointments ended. Raises PermissionDenied, Refusal `reason_missing`.
    """
    access.require(by, people.MANAGE)
    if not reason.strip():
        raise Refusal("reason_missing")
    ended = _end_all(Appointment.objects.filter(person=person), reason=reason, by=by, at=at)
    delegations.withdraw_all(person.delegations.all(), reason=reason, by=by, at=at)
    accounts.close(person, by=by, at=at, reason=reason)
    return ended


@transaction.atomic
def appoint_for_demonstration(
    user: User, role: Role, *, at: datetime, organisation: Organisation | None = None
) -> Appointment:
    """Give a person of the demonstration a role, here or in the whole country; one still in force stays as it is.

    The program itself appoints, so nobody's permission is asked. Raises ValueError for anybody else.
    """
    if not user.is_demonstration:
        raise ValueError(f"{user.email} is not of the demonstration; a person must appoint them")
    today = timezone.localdate(at)
    person = Person.objects.filter(user=user).first() or people.add(
        names={"name_en": user.name}, pack=DEMONSTRATION_PACK, by=None, at=at, user=user
    )
    held = Appointment.objects.in_force(today).filter(person=person, role=role).first()
    terms = Terms(role, today, organisation=organisation) if organisation else _national(role, today)
    return held or appoint(person, terms, by=None, at=at)


@transaction.atomic
def end_those_of_demonstration(*, at: datetime) -> None:
    """End what people of the demonstration gave or lent to others: whoever came by could be them."""
    reason = "the demonstration ended"
    _end_all(Appointment.objects.filter(made_by__is_demonstration=True), reason=reason, by=None, at=at)
    lent = Delegation.objects.filter(made_by__is_demonstration=True)
    delegations.withdraw_all(lent, reason=reason, by=None, at=at)


@transaction.atomic
def add_person(
    email: str, *, name: str, password: str, role: Role, until: date | None, at: datetime
) -> Appointment:
    """Make an account and give it a role from today on: how the operator of a machine lets the first people in.

    Whoever may run commands on the machine is the one who appoints. Raises ValueError if the address is taken,
    ValidationError for an address or a password that cannot be used, Refusal as `appoint` does.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise ValueError(f"{email} has an account already")
    user = User(email=email, name=name, joined_at=at)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    person = people.add(names={"name_en": name, "email": email}, pack=COUNTRY_PACK, by=None, at=at, user=user)
    return appoint(person, _national(role, timezone.localdate(at), until), by=None, at=at)


def _national(role: Role, begins_on: date, until: date | None = None) -> Terms:
    """Terms for the whole country; a role whose time must end gets a year if nothing else is said."""
    last = until or (begins_on + A_YEAR if RULES[role].must_end else None)
    return Terms(role, begins_on, reach=Reach.NATION, until=last)


def _check(person: Person, terms: Terms) -> None:
    """What can be told before the database is asked."""
    rule = RULES[terms.role]
    if terms.reach not in rule.reaches:
        raise Refusal("reach_not_of_role", role=labels.ROLE[terms.role], reach=labels.REACH[terms.reach])
    if terms.until is not None and terms.until < terms.begins_on:
        raise Refusal("end_before_begin", begins_on=terms.begins_on, until=terms.until)
    body = terms.organisation
    if body is not None and body.is_closed_on(terms.begins_on):
        raise Refusal("is_closed", organisation=body.name_en, closed_on=body.closed_on)
    if rule.must_end and terms.until is None:
        raise Refusal("end_missing", role=labels.ROLE[terms.role])
    if rule.needs_agreement != (terms.agreement is not None):
        code = "agreement_missing" if rule.needs_agreement else "agreement_not_of_role"
        raise Refusal(code, role=labels.ROLE[terms.role])
    if terms.agreement is not None:
        _check_agreement(terms, terms.agreement)
    if terms.organisation is not None and (terms.organisation.pack == DEMONSTRATION_PACK) != (
        person.pack == DEMONSTRATION_PACK
    ):
        raise Refusal("simulated_and_real", person=person.name_en, organisation=terms.organisation.name_en)


def _check_agreement(terms: Terms, agreement: Agreement) -> None:
    """An appointment under an agreement stays within its days and its places."""
    within_days = agreement.begins_on <= terms.begins_on and (terms.until or date.max) <= agreement.until
    covered = access.scope_of_placed(agreement)
    within_places = covered.everywhere or (
        terms.organisation is not None and covered.holds(access.place_of(terms.organisation))
    )
    if terms.region is not None:
        within_places = within_places or any(terms.region.pk.startswith(code) for code in covered.regions)
    if not (within_days and within_places):
        raise Refusal("outside_agreement", reference=agreement.reference, until=agreement.until)


def _told(error: IntegrityError, person: Person, terms: Terms) -> Refusal:
    """What the loser of two appointments at once is told. Raises the error itself if it is another one."""
    for constraint, code in SENT_BACK.items():
        if constraint in str(error):
            place = str(terms.organisation or "")
            return Refusal(code, person=person.name_en, role=labels.ROLE[terms.role], place=place)
    raise error
