"""What the tests of members share: people who are named, and the steps to a member."""

from fulcrum.registry.services import people
from fulcrum.units.models import Nomination
from fulcrum.units.services import nominations
from fulcrum.units.services.nominations import Naming
from tests.cast import NOW, TODAY


def newcomer(name="Kumari Invented", **more):
    """The names and contacts of somebody whom the register does not know."""
    email = more.pop("email", f"{name.split()[0].lower()}@tests.invalid")
    return {"name_en": name, "email": email, **more}


def person(name="Asoka Invented", *, pack="lk", **more):
    """Somebody of the register without an account."""
    return people.add(names=newcomer(name, **more), pack=pack, by=None, at=NOW)


def nominate(unit, who, *posts, by, at=NOW, **more) -> Nomination:
    """Name somebody from today on."""
    naming = Naming(posts=posts or ("SD",), begins_on=more.pop("begins_on", TODAY), **more)
    return nominations.nominate(unit, who, naming, by=by, at=at)


def member(unit, who, *posts, head, officer, at=NOW, **more):
    """Somebody named and accepted; returns their holdings."""
    row = nominate(unit, who, *posts, by=head, at=at, **more)
    return nominations.accept(row, by=officer, at=at).holdings
