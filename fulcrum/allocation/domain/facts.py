"""What is published about organisations and regions, as frozen facts for the need model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

COUNTRY = "LK"
"""Code of the real country."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number about one region, with where it was read.

    statistic   "published" (as printed) or "derived" (plain arithmetic on printed counts)
    """

    value: Decimal
    unit: str
    year: int
    source: str
    statistic: str = "published"


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region with its figures, keyed by (indicator, year).

    level    country, province, district or division
    parent   code of the region around it; empty for the country
    """

    code: str
    level: str
    parent: str
    name: str
    figures: Mapping[tuple[str, int], Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What the registry states about one organisation; an empty string or None means not known.

    portfolio        slug at the top of the tree above it (a ministry or a provincial council), itself if none
    region           code of the region it serves, as the register gives it
    district         code of the district of its seat
    supervised       number of open organisations below it in the tree, all levels
    peers            number of open organisations of its kind and subkind in the same district, itself included;
                     local authorities of all three kinds count as one class
    """

    slug: str
    name: str
    kind: str
    subkind: str = ""
    tier: str = ""
    sector: str = ""
    parent: str = ""
    parent_kind: str = ""
    portfolio: str = ""
    region: str = ""
    district: str = ""
    source: str = ""
    source_year: int | None = None
    is_closed: bool = False
    supervised: int = 0
    peers: int = 1


class Atlas:
    """The regions of one country, and which lie in which. Immutable after construction.

    country   code of the whole country; empty where no region is one
    """

    def __init__(self, regions: tuple[RegionFacts, ...]) -> None:
        self.country = next((region.code for region in regions if region.level == "country"), "")
        self._regions = {region.code: region for region in regions}
        self._children: dict[str, tuple[RegionFacts, ...]] = {}
        for code in self._regions:
            inside = (region for region in regions if region.parent == code)
            self._children[code] = tuple(sorted(inside, key=lambda region: region.code))

    def __contains__(self, code: str) -> bool:
        return code in self._regions

    def regions(self) -> tuple[RegionFacts, ...]:
        """Every region in the order given."""
        return tuple(self._regions.values())

    def region(self, code: str) -> RegionFacts:
        """Raises ValueError when the code is not a known region."""
        try:
            return self._regions[code]
        except KeyError:
            raise ValueError(f"unknown region {code!r}") from None

    def figure(self, code: str, indicator: str, year: int) -> Figure | None:
        return self.region(code).figures.get((indicator, year))

    def inside(self, code: str) -> tuple[RegionFacts, ...]:
        """The regions one level below, in order of code."""
        return self._children[code]

    def around(self, code: str, level: str) -> str:
        """The code of the region of `level` that contains `code` (or is it); empty if there is none."""
        while code:
            region = self.region(code)
            if region.level == level:
                return code
            code = region.parent
        return ""


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """What the head of an organisation and the programme agreed on for one criterion: a figure or a table row."""

    value: Decimal | str
    on: date


Agreed = Mapping[str, AgreedValue]  # by criterion


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a need model may look at.

    agreed   by organisation; empty for a model that takes no agreed values
    """

    organisations: tuple[OrganisationFacts, ...]
    atlas: Atlas
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
