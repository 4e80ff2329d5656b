"""Look at the members of a workbook: who is new, who is in their post already, and what stands against it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from fulcrum.foundation.users.models import User
from fulcrum.registry.domain.offices import A_DAY
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row
from fulcrum.registry.models import Appointment, Person
from fulcrum.units.domain.conflicts import (
    Conflict,
    Days,
    Facts,
    Finding,
    InPost,
    InRole,
    Named,
    found,
    role_for,
)
from fulcrum.units.domain.importing import Part
from fulcrum.units.models import Holding
from fulcrum.units.services import import_known
from fulcrum.units.services.import_known import Known
from fulcrum.units.services.import_units import Place, Places, check_day, day, find, plain

NAMES = ("name_en", "name_si", "name_ta", "initials_en", "email", "languages")


@dataclass(frozen=True)
class Who:
    """Somebody of the file. key: the same for the same person; person: None for somebody new, made of `names`."""

    key: str
    person: Person | None
    names: dict[str, str]


@dataclass
class Seat:
    """Somebody to be put into a post."""

    row: int
    place: Place
    post: str
    who: Who
    manner: Manner
    days: Days

    @property
    def role(self) -> Role:
        return role_for(self.place.posts[self.post])


@dataclass
class Term:
    """An appointment that seats of one person rest on: one of the register that covers them, or a new one."""

    who: Who
    place: Place
    role: Role
    days: Days
    seats: list[Seat]
    standing: Appointment | None = None

    @property
    def manner(self) -> Manner:
        manners = [seat.manner for seat in self.seats]
        return Manner.SUBSTANTIVE if Manner.SUBSTANTIVE in manners else manners[0]


@dataclass
class Members:
    """What was found. unchanged: rows that the register holds as they are."""

    terms: list[Term] = field(default_factory=list)
    unchanged: int = 0

    @property
    def seats(self) -> list[Seat]:
        return [seat for term in self.terms for seat in term.seats]


def look(
    rows: Iterable[Row], places: Places, known: Known, *, by: User, today: date, errors: ErrorList
) -> Members:
    """Every member of the file, checked by the hard rules of `domain/conflicts.py` in the days that the row tells."""
    members, seats, names = Members(), [], dict[str, tuple[int, str]]()
    for row in rows:
        body = find(Part.MEMBERS, row, known, errors)
        if body is None or body.pk in places.failed:
            continue
        place = places.of(body, known)
        if place is None:
            errors.add(Part.MEMBERS, row.number, "organisation", row.text("organisation"), "unit_missing")
            continue
        who = _who(row, place, known, errors)
        seat = _seat(row, place, who, today, errors) if who else None
        if who is None or seat is None or not _is_one(seat, names, errors):
            continue
        standing = _standing(seat)
        if standing is None:
            if _may_sit(seat, known, by, errors):
                seats.append(seat)
        elif _is_as_told(seat, standing, errors):
            members.unchanged += 1
    members.terms = _terms(seats, known, errors)
    return members


def _who(row: Row, place: Place, known: Known, errors: ErrorList) -> Who | None:
    """The person of a row: by the address in the same world; without one, by the name in the unit."""
    names = {name: row.text(name) for name in NAMES if row.text(name)}
    email, name = row.text("email").lower(), row.text("name_en")
    if not name or ("email" not in row.values and _has_fault(row, "email", errors)):
        return None
    if not email:
        same = (each.person for each in _held(place) if each.person.name_en == name and not each.person.email)
        person = next(same, None)
        return Who(f"p{person.pk}" if person else f"n{place.body.pk} {name}", person, names)
    everybody = known.people.get(email, [])
    own = [person for person in everybody if person.pack == known.pack]
    if len(own) > 1:
        errors.add(Part.MEMBERS, row.number, "email", email, "address_shared")
        return None
    if everybody and not own:
        facts = {"person": name, "organisation": place.body.name_en}
        errors.add(Part.MEMBERS, row.number, "email", email, Conflict.ANOTHER_PACK, **facts)
        return None
    if own and own[0].name_en.casefold() != name.casefold():
        errors.add(Part.MEMBERS, row.number, "name_en", name, "named_otherwise", known=own[0].name_en)
        return None
    return Who(f"p{own[0].pk}", own[0], names) if own else Who(f"e{email}", None, names)


def _held(place: Place) -> list[Holding]:
    if place.unit is None:
        return []
    return [holding for post in place.unit.posts.all() for holding in post.holdings.all()]


def _has_fault(row: Row, column: str, errors: ErrorList) -> bool:
    return any(
        error.file == Part.MEMBERS and error.row == row.number and error.column == column for error in errors
    )


def _is_one(seat: Seat, names: dict[str, tuple[int, str]], errors: ErrorList) -> bool:
    """Whether an address names the same person in every row."""
    first, name = names.setdefault(seat.who.key, (seat.row, seat.who.names["name_en"]))
    if name.casefold() == seat.who.names["name_en"].casefold():
        return True
    value = seat.who.names["name_en"]
    errors.add(Part.MEMBERS, seat.row, "name_en", value, "named_otherwise_above", first=first, name=name)
    return False


def _seat(row: Row, place: Place, who: Who, today: date, errors: ErrorList) -> Seat | None:
    """The post and the days of a row, or None where they cannot be."""
    before = errors.total
    post, begins_on, until = row.text("post"), day(row, "begins_on"), day(row, "until")
    if post and post not in place.posts:
        allowed = ", ".join(place.posts)
        errors.add(Part.MEMBERS, row.number, "post", post, "post_unknown", allowed=allowed)
    if begins_on is None or not post or _has_fault(row, "until", errors) or _has_fault(row, "manner", errors):
        return None
    told = str(begins_on)
    if check_day(Part.MEMBERS, row, "begins_on", begins_on, today, errors) and begins_on < place.began_on:
        facts = {"begins_on": told, "began_on": str(place.began_on)}
        errors.add(Part.MEMBERS, row.number, "begins_on", told, "begins_before_the_unit", **facts)
    if until is not None and until < begins_on:
        errors.add(Part.MEMBERS, row.number, "until", str(until), "ends_before_it_begins", begins_on=told)
    elif place.closed_on is not None and (until is None or until > place.closed_on):
        value = str(until or "")
        errors.add(
            Part.MEMBERS, row.number, "until", value, "member_beyond_unit", closed_on=str(place.closed_on)
        )
    if errors.total > before:
        return None
    manner = Manner(row.text("manner") or Manner.SUBSTANTIVE)
    return Seat(row.number, place, post, who, manner, Days(begins_on, until))


def _standing(seat: Seat) -> Holding | None:
    """What the register holds of this person in this post since the same day."""
    if seat.who.person is None:
        return None
    for holding in _held(seat.place):
        held = (holding.post.code, holding.person_id, holding.begins_on)
        if held == (seat.post, seat.who.person.pk, seat.days.begins_on):
            return holding
    return None


def _is_as_told(seat: Seat, holding: Holding, errors: ErrorList) -> bool:
    last = _last(holding)
    if (holding.manner, last) == (seat.manner, seat.days.until):
        return True
    unit = seat.place.unit
    facts: dict[str, str | int] = {
        "number": unit.number if unit else 0,
        "person": holding.person.name_en,
        "post": seat.post,
        "manner": str(holding.manner),
        "until": str(last or "–"),
    }
    errors.add(Part.MEMBERS, seat.row, "until", str(seat.days.until or ""), "member_differs", **facts)
    return False


def _last(holding: Holding) -> date | None:
    if holding.until is not None and holding.ended_at is not None:
        return holding.until - A_DAY
    return holding.until


def _may_sit(seat: Seat, known: Known, by: User, errors: ErrorList) -> bool:
    """Whether no hard finding stands against it; noted among those who are in posts, so that later rows meet it."""
    person, place = seat.who.person, seat.place
    if place.unit is not None and not place.held:
        place.held.extend((f"p{each.person_id}", _in_post(each, place)) for each in _held(place))
    named = Named((seat.post,), seat.manner, seat.days, frozenset({seat.role}))
    facts = Facts(
        unit=place.unit.number if place.unit else 0,
        person=seat.who.names["name_en"],
        organisation=place.body.name_en,
        is_who_names=person is not None and person.user_id == by.pk,
        was_pseudonymised=person is not None and person.pseudonymised_at is not None,
        own=tuple(held for key, held in place.held if key == seat.who.key),
        others=tuple(held for key, held in place.held if key != seat.who.key),
        roles=tuple(_roles(person, seat, known)) if person else (),
        combinable=place.model.combinable,
    )
    hard = [finding for finding in found(named, facts) if finding.is_hard]
    for finding in hard:
        _tell(seat, finding, errors)
    if not hard:
        own = (
            seat.who.key,
            InPost(facts.unit, facts.organisation, seat.post, facts.person, seat.manner, seat.days),
        )
        place.held.append(own)
    return not hard


def _tell(seat: Seat, finding: Finding, errors: ErrorList) -> None:
    of_post = (Conflict.HOLDS_IT_ALREADY, Conflict.POST_IS_HELD, Conflict.NOT_COMBINABLE)
    column = "post" if finding.conflict in of_post else "name_en"
    value = seat.post if column == "post" else seat.who.names["name_en"]
    errors.add(Part.MEMBERS, seat.row, column, value, finding.conflict.value, **plain(finding.facts))


def _in_post(holding: Holding, place: Place) -> InPost:
    last = _last(holding)
    days = Days(holding.begins_on, last)
    if last is not None and last < holding.begins_on:
        days = import_known.NEVER
    number = place.unit.number if place.unit else 0
    name = holding.person.name_en
    return InPost(number, place.body.name_en, holding.post.code, name, Manner(holding.manner), days)


def _roles(person: Person, seat: Seat, known: Known) -> Iterable[InRole]:
    """Appointments of the person; one that was over before these days counts as ended."""
    for each in known.appointments.get(person.pk, []):
        days = import_known.days_of(each)
        yield InRole(
            role=Role(each.role),
            place=str(each.place or ""),
            days=days,
            is_here=each.organisation_id == seat.place.body.pk,
            has_ended=days == import_known.NEVER,
        )


def _terms(seats: Sequence[Seat], known: Known, errors: ErrorList) -> list[Term]:
    """One appointment for all seats of a person in one role here whose days overlap."""
    groups: dict[tuple[str, int, Role], list[Seat]] = defaultdict(list)
    for seat in seats:
        groups[seat.who.key, seat.place.body.pk, seat.role].append(seat)
    terms: list[Term] = []
    for group in groups.values():
        mine: list[Term] = []
        for seat in sorted(group, key=lambda each: each.days.begins_on):
            if mine and mine[-1].days.overlap(seat.days):
                mine[-1].seats.append(seat)
                mine[-1].days = _joined(mine[-1].days, seat.days)
            else:
                mine.append(Term(seat.who, seat.place, seat.role, seat.days, [seat]))
        terms.extend(mine)
    for term in terms:
        _find_standing(term, known, errors)
    return terms


def _joined(one: Days, other: Days) -> Days:
    last = None if one.until is None or other.until is None else max(one.until, other.until)
    return Days(min(one.begins_on, other.begins_on), last)


def _find_standing(term: Term, known: Known, errors: ErrorList) -> None:
    """The appointment of the register that covers the term; one that only touches it is told."""
    if term.who.person is None:
        return
    for each in known.appointments.get(term.who.person.pk, []):
        days = import_known.days_of(each)
        if (each.role, each.organisation_id) != (term.role, term.place.body.pk) or not days.overlap(
            term.days
        ):
            continue
        if days.cover(term.days):
            term.standing = each
        else:
            facts: dict[str, object] = {
                "person": term.who.person.name_en, "role": term.role, "until": days.until or "–"
            }  # fmt: skip
            _tell(term.seats[0], Finding(Conflict.SHORTER_APPOINTMENT, facts), errors)
