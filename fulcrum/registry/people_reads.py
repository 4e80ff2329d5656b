"""Reads about people and the offices they hold: lists, one person, one organisation, and what stands empty."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from fulcrum.registry import access
from fulcrum.registry.domain.offices import Office, OfficeState, Span, office_on
from fulcrum.registry.domain.roles import OFFICES, Manner, Reach, Role
from fulcrum.registry.domain.scope import Scope
from fulcrum.registry.models import Appointment, Delegation, Organisation, Person, Region
from fulcrum.registry.search import holds_words

PAGE_SIZE = 50
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeopleFilters:
    """What the list of people is narrowed by, and where its page begins; empty means not narrowed.

    role     holders of this role in force today
    place    slug of an organisation: those who hold something there today
    after    key of the last person of the page before
    """

    search: str = ""
    role: str = ""
    place: str = ""
    after: str = ""

    def from_start(self, **changes: str) -> "PeopleFilters":
        """The same list from its first page, with some filters changed."""
        return replace(self, **{"after": "", **changes})


@dataclass(frozen=True)
class PeoplePage:
    """One page of people with what each holds today (`person.held`), and the key where the next one begins."""

    rows: Sequence[Person]
    total: int
    after: str


def narrowed(filters: PeopleFilters, *, user: Any, on: date) -> QuerySet[Person]:
    """The people that `user` may know of and the filters leave."""
    found = Person.objects.visible_to(user, on).filter(holds_words(filters.search))
    held = Appointment.objects.visible_to(user, on).in_force(on)
    if filters.role:
        found = found.filter(pk__in=held.filter(role=filters.role).values("person"))
    if filters.place:
        found = found.filter(pk__in=held.filter(organisation__slug=filters.place).values("person"))
    return found


def people(filters: PeopleFilters, language: str, *, user: Any, on: date) -> PeoplePage:
    """One page of the people that `user` may know of, in five statements however many there are."""
    found = narrowed(filters, user=user, on=on)
    held = Appointment.objects.visible_to(user, on).in_force(on)
    total = found.count()
    sort = f"sort_{language}"
    last = (
        Person.objects.filter(pk=filters.after).values_list(sort, flat=True).first()
        if filters.after
        else None
    )
    if last is not None:
        found = found.filter(Q(**{f"{sort}__gt": last}) | Q(**{sort: last}, pk__gt=filters.after))
    shown = held.select_related("organisation", "region").order_by("role", "pk")
    rows = list(
        found.order_by(sort, "pk").prefetch_related(Prefetch("appointments", shown, to_attr="held"))[
            : PAGE_SIZE + 1
        ]
    )
    return PeoplePage(rows[:PAGE_SIZE], total, str(rows[PAGE_SIZE - 1].pk) if len(rows) > PAGE_SIZE else "")


def person(pk: int, *, user: Any, on: date) -> Person | None:
    """One person that `user` may know of."""
    return Person.objects.visible_to(user, on).select_related("user").filter(pk=pk).first()


def appointment(pk: int, *, user: Any, on: date) -> Appointment | None:
    """One appointment that `user` may know of."""
    rows = Appointment.objects.visible_to(user, on).select_related("person", "organisation")
    return rows.filter(pk=pk).first()


def delegation(pk: int) -> Delegation | None:
    """What was lent, with the appointment that it comes from."""
    rows = Delegation.objects.select_related("appointment__person", "appointment__organisation")
    return rows.filter(pk=pk).first()


def borrowers(held: Appointment, *, user: Any, on: date) -> QuerySet[Person]:
    """People to whom this appointment may be lent: of the same organisation, or anybody for one that reaches further."""
    near = Person.objects.visible_to(user, on).filter(pack=held.person.pack).exclude(pk=held.person_id)
    if held.organisation is not None:
        near = near.filter(appointments__organisation=held.organisation).distinct()
    return near.order_by("sort_en", "pk")


def only_organisation(scope: Scope) -> str:
    """The slug of the only organisation of a scope; empty if there are several or it reaches further."""
    found = list(Organisation.objects.filter(pk__in=scope.organisations).values_list("slug", flat=True)[:2])
    return found[0] if len(found) == 1 else ""


def region(code: str) -> Region:
    """One region. Raises Region.DoesNotExist."""
    return Region.objects.get(pk=code)


def appointments_of(one: Person, *, user: Any, on: date) -> QuerySet[Appointment]:
    """What this person holds and held, as far as `user` may know of it, the newest first."""
    return (
        Appointment.objects.visible_to(user, on)
        .filter(person=one)
        .select_related("organisation", "region", "agreement__partner", "made_by")
    )


def shows_contacts(one: Person, held: Iterable[Appointment], *, user: Any, on: date) -> bool:
    """Whether `user` is told how to reach this person: at a place in reach where they hold something, or themselves."""
    scope = access.cleared(user)
    today = (row for row in held if row.organisation is not None and row.is_in_force(on))
    return (
        scope.everywhere
        or one.user_id == user.pk
        or any(scope.holds(access.place_of(row.organisation)) for row in today)
    )


def delegations_of(held: Iterable[Appointment], one: Person, *, user: Any) -> QuerySet[Delegation]:
    """What was lent to this person, and what they lent of these appointments, as far as `user` may know of it.

    That is: where it reaches the own places, and what `user` lent or was lent themselves.
    """
    in_reach = Appointment.objects.filter(access.placed_in(access.cleared(user))).values("pk")
    own = Q(to__user_id=user.pk) | Q(appointment__person__user_id=user.pk)
    return (
        Delegation.objects.filter(Q(to=one) | Q(appointment__in=[each.pk for each in held]))
        .filter(own | Q(appointment__in=in_reach))
        .select_related("to", "appointment__person", "appointment__organisation", "appointment__region")
        .order_by("-until", "-pk")
    )


@dataclass(frozen=True)
class OfficeLine:
    """One office of an organisation: its state, and who holds it now."""

    role: Role
    office: Office
    holders: tuple[Appointment, ...]


def offices_of(organisation: Organisation, *, user: Any, on: date) -> list[OfficeLine]:
    """The offices of an organisation that `user` may know of, each with its state; one statement."""
    rows = (
        Appointment.objects.visible_to(user, on)
        .filter(organisation=organisation, role__in=OFFICES)
        .select_related("person")
        .order_by("begins_on", "pk")
    )
    by_role: dict[str, list[Appointment]] = defaultdict(list)
    for row in rows:
        by_role[row.role].append(row)
    offices = [role for role in OFFICES if role in by_role or role in (Role.HEAD, Role.CDIO)]
    return [
        OfficeLine(
            role,
            office_on(map(span_of, by_role[role]), on),
            tuple(row for row in by_role[role] if row.is_in_force(on)),
        )
        for role in offices
    ]


def members_of(organisation: Organisation, *, user: Any, on: date) -> QuerySet[Appointment]:
    """Everybody else appointed at this organisation today, as far as `user` may know of it."""
    return (
        Appointment.objects.visible_to(user, on)
        .in_force(on)
        .filter(organisation=organisation)
        .exclude(role__in=OFFICES)
        .select_related("person", "agreement")
        .order_by("role", "person__sort_en", "pk")
    )


def span_of(row: Appointment) -> Span:
    """The days of an appointment; one that was ended gave no right on the day of its end."""
    last = row.until - A_DAY if row.until is not None and row.ended_at is not None else row.until
    return Span(Manner(row.manner), row.begins_on, last)


@dataclass(frozen=True)
class Vacancy:
    """An office without a holder of its own."""

    organisation: Organisation
    role: Role
    office: Office


def vacancies(*, user: Any, on: date, role: str = "", pack: str = "") -> list[Vacancy]:
    """Offices that stand empty or are filled for the time being, the longest first, in two statements.

    Only within the reader's reach; organisations that are closed have no offices to fill.
    """
    scope = access.cleared(user)
    rows = Appointment.objects.filter(
        access.organisations_in(scope, "organisation__"), role__in=[role] if role in OFFICES else OFFICES
    ).only("organisation", "role", "manner", "begins_on", "until", "ended_at")
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in rows:
        if row.organisation_id is not None:
            spans[row.organisation_id, row.role].append(span_of(row))
    found = {key: office_on(days, on) for key, days in spans.items()}
    empty = {
        key: office
        for key, office in found.items()
        if office.state in (OfficeState.VACANT, OfficeState.FILLED_FOR_NOW)
    }
    bodies = Organisation.objects.open_on(on).select_related("district").in_bulk({key for key, _ in empty})
    lines = [
        Vacancy(bodies[key], Role(name), office)
        for (key, name), office in empty.items()
        if key in bodies and (not pack or bodies[key].pack == pack)
    ]
    return sorted(lines, key=lambda line: (-line.office.days, line.organisation.sort_en, line.role))


def reaching(organisation: Organisation, *, on: date) -> list[Appointment]:
    """Every appointment in force whose reach covers this organisation."""
    return list(
        Appointment.objects.in_force(on)
        .filter(_covers(organisation))
        .select_related("person", "organisation", "region", "agreement")
        .order_by("role", "person__sort_en", "pk")
    )


def lent_for(held: Sequence[Appointment], *, on: date) -> list[Delegation]:
    """What is lent of these appointments today."""
    return list(
        Delegation.objects.in_force(on)
        .filter(appointment__in=[each.pk for each in held])
        .select_related("to", "appointment__person", "appointment__organisation")
        .order_by("to__sort_en", "pk")
    )


def _covers(organisation: Organisation) -> Q:
    place = access.place_of(organisation)
    codes = {code[:length] for code in place.regions for length in range(1, len(code) + 1)}
    return (
        Q(reach=Reach.NATION)
        | Q(reach=Reach.ORGANISATION, organisation=organisation)
        | Q(reach=Reach.PORTFOLIO, organisation__in=[*organisation.ancestor_keys, organisation.pk])
        | Q(reach=Reach.AREA, region__in=codes)
    )


def known_to(user: Any, on: date) -> QuerySet[Person]:
    """People whom this reader may know of, for forms that name one of them."""
    return Person.objects.visible_to(user, on)
