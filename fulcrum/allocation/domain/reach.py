"""How many people an organisation serves: exactly where it serves whole regions, else between two bounds."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from fulcrum.allocation.domain.criteria import Basis, Fact, Finding, State, Subject, unknown
from fulcrum.allocation.domain.matching import Condition
from fulcrum.allocation.domain.value import ValueFunction


class Reach(StrEnum):
    REGION = "region"  # the whole region the register names
    DIVISIONS = "divisions"  # the divisions a local authority surely serves; skipped where none is sure
    SHARE = "share"  # its class divides the district among itself: the mean counts
    BETWEEN = "between"  # only bounds are known: the middle of their values counts


class Bound(StrEnum):
    SMALLEST_DIVISION = "smallest_division"
    LARGEST_DIVISION = "largest_division"
    DISTRICT = "district"
    DISTRICT_LESS_PEERS = "district_less_peers"  # the district without the smallest division for each peer
    PROVINCE = "province"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class ReachRule:
    """low, high: a bound by name or a fixed number of persons; only for share and between."""

    id: str
    match: Condition
    reach: Reach
    low: Bound | int
    high: Bound | int
    reason: str


@dataclass(frozen=True, slots=True)
class PopulationServed:
    indicator: str
    year: int
    function: ValueFunction
    rules: tuple[ReachRule, ...]

    def find(self, subject: Subject) -> Finding:
        organisation = subject.organisation
        for rule in self.rules:
            if not rule.match.holds_for(organisation):
                continue
            if rule.reach is Reach.DIVISIONS and organisation.slug not in subject.divisions:
                continue
            return self._by(rule, subject)
        return unknown("no_figure")

    def _by(self, rule: ReachRule, subject: Subject) -> Finding:
        organisation = subject.organisation
        if rule.reach is Reach.DIVISIONS:
            codes = subject.divisions[organisation.slug]
            return self._whole(subject, codes, "serves_named_divisions", Basis.INFERRED)
        if rule.reach is Reach.REGION:
            codes = (organisation.region,) if organisation.region else ()
            return self._whole(subject, codes, "serves_whole_region", Basis.SOURCE)
        if rule.reach is Reach.SHARE and organisation.peers == 1 and organisation.district:
            return self._whole(subject, (organisation.district,), "only_one_in_district", Basis.INFERRED)
        return self._open(rule, subject)

    def _whole(self, subject: Subject, codes: tuple[str, ...], note: str, basis: Basis) -> Finding:
        figures = [subject.atlas.figure(code, self.indicator, self.year) for code in codes]
        known = [figure for figure in figures if figure is not None]
        if not known or len(known) < len(codes):
            return unknown("no_figure")
        persons = sum((figure.value for figure in known), Decimal(0))
        micro = self.function.micro(persons)
        names = ", ".join(subject.atlas.region(code).name for code in codes)
        facts: dict[str, Fact] = {"codes": " ".join(codes), "regions": names}
        return Finding(
            State.MEASURED, basis, micro, micro, micro, note, facts, persons,
            year=self.year, source=known[0].source,
        )  # fmt: skip

    def _open(self, rule: ReachRule, subject: Subject) -> Finding:
        low, high = self._bound(rule.low, subject), self._bound(rule.high, subject)
        if low is None or high is None:
            return unknown("no_figure")
        high = max(low, high)
        least, most = self.function.micro(low), self.function.micro(high)
        found = Finding(
            State.RANGE, Basis.RANGE, (least + most) // 2, least, most, "serves_between", {"rule": rule.id},
            value_low=low, value_high=high, year=self.year, source=self._source(subject),
        )  # fmt: skip
        return self._shared(found, subject) if rule.reach is Reach.SHARE else found

    def _shared(self, found: Finding, subject: Subject) -> Finding:
        """The same range, with the mean of the class in the district counting."""
        district = self._around(subject, "district")
        whole = self._population(district, subject)
        if whole is None or found.value_low is None or found.value_high is None:
            return unknown("no_figure")
        peers = subject.organisation.peers
        mean = (whole / peers).to_integral_value(rounding=ROUND_HALF_EVEN)
        value = min(found.value_high, max(found.value_low, mean))
        facts: dict[str, Fact] = {
            "codes": district,
            "regions": subject.atlas.region(district).name,
            "peers": peers,
        }
        return replace(
            found, micro=self.function.micro(value), value=value, note="shares_district", facts=facts
        )

    def _bound(self, bound: Bound | int, subject: Subject) -> Decimal | None:
        """Persons, or None where the register names no region to take the bound from."""
        if not isinstance(bound, Bound):
            return Decimal(bound)
        if bound in (Bound.DISTRICT, Bound.PROVINCE, Bound.COUNTRY):
            return self._population(self._around(subject, bound.value), subject)
        district = self._around(subject, "district")
        sizes = self._division_sizes(district, subject) if district else []
        if not sizes:
            return None
        if bound is Bound.DISTRICT_LESS_PEERS:
            whole = self._population(district, subject)
            return None if whole is None else whole - (subject.organisation.peers - 1) * min(sizes)
        return min(sizes) if bound is Bound.SMALLEST_DIVISION else max(sizes)

    def _around(self, subject: Subject, level: str) -> str:
        if level == "country":
            return subject.atlas.country
        return subject.atlas.around(subject.organisation.region or subject.organisation.district, level)

    def _population(self, code: str, subject: Subject) -> Decimal | None:
        figure = subject.atlas.figure(code, self.indicator, self.year) if code else None
        return figure.value if figure else None

    def _division_sizes(self, district: str, subject: Subject) -> list[Decimal]:
        sizes = (self._population(region.code, subject) for region in subject.atlas.inside(district))
        return [size for size in sizes if size is not None]

    def _source(self, subject: Subject) -> str:
        figure = subject.atlas.figure(subject.atlas.country, self.indicator, self.year)
        return figure.source if figure else ""
