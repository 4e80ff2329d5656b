"""What the people of the demonstration are for, told by the app that gives them something to do."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class TourStep:
    """One step of the tour after signing in: a sentence and the page where it happens."""

    title: Promise
    text: Promise
    url_name: str
    action: Promise


@dataclass(frozen=True)
class DemonstrationPerson:
    """Somebody a newcomer can sign in as by one click."""

    email: str
    name: str
    role: Promise
    task: Promise
    tour: tuple[TourStep, ...]
    order: int = 100


_people: dict[str, DemonstrationPerson] = {}


def register(*people: DemonstrationPerson) -> None:
    """Add people; called in an app's ready()."""
    _people.update({person.email: person for person in people})


def people() -> tuple[DemonstrationPerson, ...]:
    """Everybody registered, in order."""
    return tuple(sorted(_people.values(), key=lambda person: person.order))


def person(email: str) -> DemonstrationPerson | None:
    """The person with this address, if they belong to the demonstration."""
    return _people.get(email)
