"""Look at a whole workbook: what would be made of it, and everything that is wrong with it. Changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fulcrum.foundation.users.models import User
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.units.domain import import_book
from fulcrum.units.domain.import_book import Words
from fulcrum.units.domain.importing import MOST_FAULTS
from fulcrum.units.services import import_known, import_members, import_units
from fulcrum.units.services.import_members import Members
from fulcrum.units.services.import_units import Places

Tell = Callable[[str, int, int], None]
STEPS = 4


@dataclass(frozen=True)
class Found:
    """What a workbook comes to."""

    places: Places
    members: Members
    errors: ErrorList

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """By what would be made: how many are new, how many stand already."""
        new, terms = self.places.new, self.members.terms
        told = [place for place in self.places.by_body.values() if place.row]
        people = {term.who.key: term.who.person for term in terms}
        return {
            "units": {"new": len(new), "unchanged": len(told) - len(new)},
            "stages": {"new": sum(len(place.told.stages) for place in new if place.told)},
            "members": {"new": len(self.members.seats), "unchanged": self.members.unchanged},
            "people": {
                "new": sum(person is None for person in people.values()),
                "unchanged": sum(person is not None for person in people.values()),
            },
            "appointments": {
                "new": sum(term.standing is None for term in terms),
                "unchanged": sum(term.standing is not None for term in terms),
            },
        }

    @property
    def faults(self) -> list[dict[str, Any]]:
        """What is wrong, as the run keeps it, in the order of the file."""
        names = ("sheet", "row", "column", "value", "code", "facts")
        return [
            dict(zip(names, (str(e.file), e.row, e.column, e.value, str(e.code), e.facts), strict=True))
            for e in self.errors
        ]


def look(data: bytes, words: Words, *, pack: str, by: User, today: date, tell: Tell) -> Found:
    """Read, find and check everything."""
    errors = ErrorList(most=MOST_FAULTS)
    tell("reading", 0, STEPS)
    book = import_book.read(data, words, errors)
    if not errors and not (book.units or book.members):
        errors.add("", 0, "", "", "no_rows")
    tell("comparing", 1, STEPS)
    known = import_known.of(book, pack)
    places = import_units.look(book, known, today=today, errors=errors)
    tell("comparing", 2, STEPS)
    members = import_members.look(book.members, places, known, by=by, today=today, errors=errors)
    tell("comparing", 3, STEPS)
    return Found(places, members, errors)
