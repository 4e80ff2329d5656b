"""Rules that join the rows of a file of people: who is the same person, and what an appointment may say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fulcrum.registry.domain.import_fields import APPOINTMENT_FIELDS, PERSON_FIELDS
from fulcrum.registry.domain.roles import RULES, Reach, Role
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row

OF_PERSON = tuple(each.name for each in PERSON_FIELDS if each.name != "person")
OF_APPOINTMENT = tuple(each.name for each in APPOINTMENT_FIELDS)
_WITH_BODY = (Reach.ORGANISATION, Reach.PORTFOLIO)
Identity = tuple[str, object]
"""By what a person is known, and the value of it."""


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement as an appointment under it must keep to it; `covers` is asked for an organisation or an area."""

    key: int
    begins_on: date
    until: date
    covers: Callable[[str, str], bool]


@dataclass(frozen=True)
class KnownPeople:
    """What a file of people may point to, all of one pack.

    numbers    numbers of its people
    emails     the person with each address; None if several share it
    names      the person with each English name; None if several have it and nothing tells them apart
    bodies     key of each organisation by its id
    """

    numbers: frozenset[int] = frozenset()
    emails: Mapping[str, int | None] = field(default_factory=dict)
    names: Mapping[str, int | None] = field(default_factory=dict)
    bodies: Mapping[str, int] = field(default_factory=dict)
    agreements: Mapping[str, AgreementFacts] = field(default_factory=dict)


@dataclass
class FoundPerson:
    """One person of the file: the first row that tells of them, their number in the register if they are known.

    by_name   whether nothing but the English name tells that it is the one of the register
    """

    row: int
    known: int | None
    by_name: bool
    values: dict[str, object]


@dataclass(frozen=True)
class FoundAppointment:
    """One appointment: its row, the first row of its person, and what it says."""

    row: int
    person: int
    values: dict[str, object]


@dataclass
class FoundPeople:
    people: list[FoundPerson] = field(default_factory=list)
    appointments: list[FoundAppointment] = field(default_factory=list)


def join(rows: list[Row], known: KnownPeople, given: frozenset[str], errors: ErrorList) -> FoundPeople:
    """Bring the rows of a file together; what is wrong goes to `errors`. `given` are the fields that the file tells of."""
    return _Joining(known, given, errors).found(rows)


@dataclass
class _Joining:
    """The work on one file."""

    known: KnownPeople
    given: frozenset[str]
    errors: ErrorList
    people: dict[Identity, FoundPerson] = field(default_factory=dict)
    first_rows: dict[tuple[object, ...], int] = field(default_factory=dict)

    def found(self, rows: list[Row]) -> FoundPeople:
        appointments = []
        for row in rows:
            who = self._who(row)
            if who is None:
                continue
            person = self._person(who, row)
            values = self._appointment(row)
            if values is not None and self._is_first(row, who, values):
                appointments.append(FoundAppointment(row.number, person.row, values))
        for person in self.people.values():
            if person.known is None and not person.values.get("name_en"):
                self._tell(person.row, "name_en", "", "required")
        return FoundPeople(list(self.people.values()), appointments)

    def _tell(self, row: int, column: str, value: str, code: str, **facts: str | int) -> None:
        self.errors.add("", row, column, value, code, **facts)

    def _is_wrong(self, row: Row, name: str) -> bool:
        """Whether the row's cell was told as wrong already."""
        return name in self.given and name not in row.values

    def _who(self, row: Row) -> Identity | None:
        """What all rows of one person share: their number in the register, else their address, else their name."""
        number = row.values.get("person")
        if isinstance(number, int):
            if number not in self.known.numbers:
                self._tell(row.number, "person", str(number), "person_unknown")
                return None
            return "person", number
        for name, stored, shared in (
            ("email", self.known.emails, "email_shared"),
            ("name_en", self.known.names, "name_shared"),
        ):
            value = _compared(name, row.text(name))
            if not value:
                continue
            if value in stored and stored[value] is None:
                self._tell(row.number, name, value, shared)
                return None
            found = stored.get(value)
            return ("person", found) if found is not None else (name, value)
        if not any(self._is_wrong(row, name) for name in ("person", "email", "name_en")):
            self._tell(row.number, "name_en", "", "nobody_named")
        return None

    def _person(self, who: Identity, row: Row) -> FoundPerson:
        """The person, with what this row adds: rows may leave out what another says, but not say otherwise."""
        person = self.people.get(who)
        if person is None:
            number = who[1] if isinstance(who[1], int) else None
            by_name = number is not None and not row.values.get("person") and not row.text("email")
            person = self.people[who] = FoundPerson(row.number, number, by_name, {})
        for name in OF_PERSON:
            if name not in row.values:
                continue
            value, before = row.values[name], person.values.get(name)
            if before and value and _compared(name, str(before)) != _compared(name, str(value)):
                self._tell(row.number, name, str(value), "person_contradicts", first=person.row)
            elif name not in person.values or (value and not before):
                person.values[name] = value
        return person

    def _appointment(self, row: Row) -> dict[str, object] | None:
        """What the row says of an appointment; None if it says nothing, or something wrong."""
        if not row.text("role"):
            if not self._is_wrong(row, "role") and any(
                map(row.text, ("organisation", "region", "agreement"))
            ):
                self._tell(row.number, "role", "", "role_missing")
            return None
        before, role = self.errors.total, Role(row.text("role"))
        begins_on = row.values.get("begins_on")
        if not isinstance(begins_on, date):
            if not self._is_wrong(row, "begins_on"):
                self._tell(row.number, "begins_on", "", "required")
            return None
        values: dict[str, object] = {"role": role.value, "begins_on": begins_on}
        values |= {name: row.values[name] for name in ("manner", "until", "basis") if name in row.values}
        values |= self._place(row, role)
        values |= self._agreement(row, role, begins_on)
        self._check_end(row, role, begins_on)
        return values if self.errors.total == before else None

    def _check_end(self, row: Row, role: Role, begins_on: date) -> None:
        until = row.values.get("until")
        if isinstance(until, date) and until < begins_on:
            day = begins_on.isoformat()
            self._tell(row.number, "until", until.isoformat(), "ends_before_it_begins", begins_on=day)
        if RULES[role].must_end and until is None and not self._is_wrong(row, "until"):
            self._tell(row.number, "until", "", "role_must_end")

    def _place(self, row: Row, role: Role) -> dict[str, object]:
        """Where it reaches; if the file does not say how far, what the role and the place allow."""
        body, region = row.text("organisation"), row.text("region")
        reach = Reach(row.text("reach")) if row.text("reach") else _reach_of(role, body, region)
        if reach not in RULES[role].reaches:
            allowed = ", ".join(RULES[role].reaches)
            self._tell(
                row.number, "reach", reach.value, "reach_not_allowed", role=role.value, allowed=allowed
            )
        needed = "organisation" if reach in _WITH_BODY else "region" if reach is Reach.AREA else ""
        for name, value in (("organisation", body), ("region", region)):
            if name == needed and not value and not self._is_wrong(row, name):
                self._tell(row.number, name, "", "place_missing", reach=reach.value)
            elif name != needed and value:
                self._tell(row.number, name, value, "place_too_many", reach=reach.value)
        return {
            "reach": reach.value,
            "organisation_id": self.known.bodies.get(body) if body else None,
            "region_id": region or None,
        }

    def _agreement(self, row: Row, role: Role, begins_on: date) -> dict[str, object]:
        reference = row.text("agreement")
        if RULES[role].needs_agreement != bool(reference):
            if not self._is_wrong(row, "agreement"):
                code = "role_without_agreement" if reference else "role_needs_agreement"
                self._tell(row.number, "agreement", reference, code)
            return {}
        if not reference:
            return {"agreement_id": None}
        facts = self.known.agreements.get(reference)
        if facts is None:
            self._tell(row.number, "agreement", reference, "agreement_unknown")
            return {}
        until = row.values.get("until")
        last = until if isinstance(until, date) else date.max
        within_days = facts.begins_on <= begins_on and last <= facts.until
        if not within_days or not facts.covers(row.text("organisation"), row.text("region")):
            end = facts.until.isoformat()
            self._tell(row.number, "agreement", reference, "beyond_agreement", until=end)
        return {"agreement_id": facts.key}

    def _is_first(self, row: Row, who: Identity, values: dict[str, object]) -> bool:
        """The same person in the same role at the same place from the same day stands in the file once."""
        names = ("role", "organisation_id", "region_id", "begins_on")
        place = tuple(values[name] for name in names)
        first = self.first_rows.setdefault((who, *place), row.number)
        if first != row.number:
            self._tell(row.number, "role", row.text("role"), "appointment_twice", first=first)
        return first == row.number


def _compared(name: str, value: str) -> str:
    """Addresses are the same however their letters are written."""
    return value.lower() if name == "email" else value


def _reach_of(role: Role, body: str, region: str) -> Reach:
    reaches = RULES[role].reaches
    if body:
        return next((each for each in _WITH_BODY if each in reaches), Reach.ORGANISATION)
    return Reach.AREA if region else next((each for each in reaches if each is Reach.NATION), reaches[0])
