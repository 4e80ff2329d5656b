"""What a person's appointments add up to on one day: grants, and the places that several of them cover together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from fulcrum.registry.domain.roles import Reach, Role


@dataclass(frozen=True)
class Grant:
    """One role at one place, and the rows that give it.

    organisation    key of the organisation; None for the nation and areas
    path            its path in the tree of organisations, for a portfolio
    region          code of the area, else empty
    until           the last day on which it holds; None if it has none yet
    """

    role: Role
    reach: Reach
    appointment: int
    organisation: int | None = None
    path: str = ""
    region: str = ""
    until: date | None = None
    delegation: int | None = None


@dataclass(frozen=True)
class Place:
    """Where an organisation stands: what decides whether a scope holds it."""

    key: int
    path: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """Places covered together: everywhere, or areas, parts of the tree and single organisations. Empty covers none."""

    everywhere: bool = False
    regions: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()

    @classmethod
    def of(cls, grants: Iterable[Grant]) -> Self:
        """The places that any of these grants reaches."""
        grants = tuple(grants)
        return cls(
            everywhere=any(grant.reach is Reach.NATION for grant in grants),
            regions=frozenset(grant.region for grant in grants if grant.reach is Reach.AREA),
            paths=frozenset(grant.path for grant in grants if grant.reach is Reach.PORTFOLIO),
            organisations=frozenset(
                grant.organisation
                for grant in grants
                if grant.reach is Reach.ORGANISATION and grant.organisation is not None
            ),
        )

    @property
    def is_empty(self) -> bool:
        """Whether it covers no place at all."""
        return not (self.everywhere or self.regions or self.paths or self.organisations)

    def holds(self, place: Place) -> bool:
        """Whether this organisation is covered."""
        return (
            self.everywhere
            or place.key in self.organisations
            or any(place.path.startswith(path) for path in self.paths)
            or any(code.startswith(region) for code in place.regions for region in self.regions)
        )


@dataclass(frozen=True)
class Rights:
    """Everything a person is granted on one day."""

    day: date
    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, wherever they reach."""
        return frozenset(grant.role for grant in self.grants)
