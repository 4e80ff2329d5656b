"""Rules that join the rows of a pack: nothing doubled, nothing that points nowhere, no circle in the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row

PARENT_LEVEL = {
    RegionLevel.PROVINCE: "",
    RegionLevel.DISTRICT: RegionLevel.PROVINCE,
    RegionLevel.DIVISION: RegionLevel.DISTRICT,
}


Life = tuple[date | None, date | None]
"""The day a body opened and the day from which it is closed; None: not known, or not closed."""
FigureKey = tuple[str, str, str, str]
"""Region, indicator, period and source of a figure."""


@dataclass(frozen=True)
class Stored:
    """Rows of the register that a file must not take over.

    keys    key of every stored organisation by its id, whatever its pack
    lives   days of those organisations of which at least one is known
    regions_of_others, organisations_of_others, figures_of_others
            rows of other packs: the pack by the row's code, id or key
    """

    keys: Mapping[str, int] = field(default_factory=dict)
    lives: Mapping[str, Life] = field(default_factory=dict)
    regions_of_others: Mapping[str, str] = field(default_factory=dict)
    organisations_of_others: Mapping[str, str] = field(default_factory=dict)
    figures_of_others: Mapping[FigureKey, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What rows may point to, in the pack's own files, or stored already when one file comes alone."""

    sources: set[str]
    region_levels: Mapping[str, str]
    region_parents: Mapping[str, str]
    organisation_parents: Mapping[str, str] = field(default_factory=dict)
    stored: Stored = field(default_factory=Stored)


def check_sources(file: str, rows: list[Row], errors: ErrorList) -> None:
    _check_unique(file, rows, ("code",), "duplicate_code", errors)


def check_regions(file: str, rows: list[Row], known: Known, errors: ErrorList) -> None:
    _check_unique(file, rows, ("code",), "duplicate_code", errors)
    for row in rows:
        _check_own(file, row, "code", known.stored.regions_of_others, errors)
        _check_source(file, row, known, errors, "source")
        _check_source(file, row, known, errors, "outline_source")
        _check_name_bases(file, row, errors)
        _check_region_parent(file, row, known, errors)


def _check_region_parent(file: str, row: Row, known: Known, errors: ErrorList) -> None:
    level, parent = row.text("level"), row.text("parent_code")
    if not level:
        return
    wanted = PARENT_LEVEL[RegionLevel(level)]
    if parent and parent not in known.region_levels:
        errors.add(file, row.number, "parent_code", parent, "region_unknown")
    elif known.region_levels.get(parent, "") != wanted:
        errors.add(file, row.number, "parent_code", parent, "region_level_wrong", wanted=str(wanted) or "-")


def check_organisations(file: str, rows: list[Row], known: Known, errors: ErrorList) -> None:
    _check_unique(file, rows, ("id",), "duplicate_id", errors)
    _check_unique(file, rows, ("key",), "duplicate_key", errors)
    parents = {**known.organisation_parents, **{row.text("id"): row.text("parent_id") for row in rows}}
    taken = {key: slug for slug, key in known.stored.keys.items()}
    given = [key for row in rows if isinstance(key := row.values.get("key"), int)]
    free = max((*taken, *given), default=0) + 1
    for row in rows:
        if _check_own(file, row, "id", known.stored.organisations_of_others, errors):
            _check_key(file, row, known.stored.keys, taken, free, errors)
        _check_life(file, row, known.stored.lives, errors)
        _check_source(file, row, known, errors, "source")
        _check_name_bases(file, row, errors)
        _check_seat(file, row, known, errors)
        _check_basis(file, row, "parent_id", "parent_basis", errors)
        _check_basis(file, row, "district_code", "district_basis", errors)
        parent = row.text("parent_id")
        is_ours = _check_own(file, row, "parent_id", known.stored.organisations_of_others, errors)
        if parent and is_ours and parent not in parents:
            errors.add(file, row.number, "parent_id", parent, "parent_unknown")
    _check_circles(file, rows, parents, errors)


def _check_own(file: str, row: Row, column: str, others: Mapping[str, str], errors: ErrorList) -> bool:
    """Whether the row of the register that this cell names is not another pack's."""
    value = row.text(column)
    if value in others:
        errors.add(file, row.number, column, value, "of_other_pack", pack=others[value])
    return value not in others


def _check_key(
    file: str, row: Row, keys: Mapping[str, int], taken: Mapping[int, str], free: int, errors: ErrorList
) -> None:
    """A key and an id are given to each other once, for good: plans refer to one, addresses to the other."""
    key, slug = row.values.get("key"), row.text("id")
    if not isinstance(key, int) or not slug:
        return
    stored_key = keys.get(slug)
    if stored_key is not None and stored_key != key:
        errors.add(file, row.number, "key", str(key), "key_changed", id=slug, stored=stored_key)
    elif stored_key is None and key in taken:
        errors.add(file, row.number, "key", str(key), "key_taken", id=taken[key], free=free)


def _check_life(file: str, row: Row, lives: Mapping[str, Life], errors: ErrorList) -> None:
    """A body closes after it opened; of a day that the file leaves out the stored one counts."""
    stored_opened, stored_closed = lives.get(row.text("id"), (None, None))
    opened = row.values.get("opened_on", stored_opened)
    closed = row.values.get("closed_on", stored_closed)
    if isinstance(opened, date) and isinstance(closed, date) and closed <= opened:
        errors.add(
            file, row.number, "closed_on", closed.isoformat(), "closes_too_early", opened=opened.isoformat()
        )


@dataclass(frozen=True)
class SeatFault:
    """Why seat and area cannot stand together: the column that is wrong, its value, code and facts."""

    column: str
    value: str
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


def seat_fault(
    district: str, region: str, levels: Mapping[str, str], parents: Mapping[str, str]
) -> SeatFault | None:
    """What is wrong with a seat and an area (codes; "" is none), given level and parent of each known region."""
    if district and levels.get(district) != RegionLevel.DISTRICT:
        return SeatFault("district_code", district, "district_unknown")
    if not region:
        return None
    level = levels.get(region)
    if level is None:
        return SeatFault("region_code", region, "region_unknown")
    served = region if level == RegionLevel.DISTRICT else parents.get(region, "")
    if district and level != RegionLevel.PROVINCE and served != district:
        return SeatFault("region_code", region, "region_elsewhere", {"district": district})
    return None


def _check_seat(file: str, row: Row, known: Known, errors: ErrorList) -> None:
    fault = seat_fault(
        row.text("district_code"), row.text("region_code"), known.region_levels, known.region_parents
    )
    if fault:
        errors.add(file, row.number, fault.column, fault.value, fault.code, **fault.facts)


def _check_circles(file: str, rows: list[Row], parents: Mapping[str, str], errors: ErrorList) -> None:
    """Tell each row from which the way up comes back to the row itself."""
    for row in rows:
        start = row.text("id")
        seen = {start}
        at = parents.get(start, "")
        while at and at not in seen:
            seen.add(at)
            at = parents.get(at, "")
        if at and at == start:
            errors.add(file, row.number, "parent_id", row.text("parent_id"), "circular_parent", id=start)


def check_indicators(file: str, rows: list[Row], known: Known, errors: ErrorList) -> None:
    _check_unique(file, rows, ("region_code", "indicator", "period", "source"), "duplicate_figure", errors)
    for row in rows:
        _check_source(file, row, known, errors, "source")
        region = row.text("region_code")
        if region and region not in known.region_levels:
            errors.add(file, row.number, "region_code", region, "region_unknown")
        figure = (region, row.text("indicator"), row.text("period"), row.text("source"))
        pack = known.stored.figures_of_others.get(figure)
        if pack:
            errors.add(file, row.number, "indicator", row.text("indicator"), "of_other_pack", pack=pack)


def _check_unique(
    file: str, rows: Iterable[Row], columns: tuple[str, ...], code: str, errors: ErrorList
) -> None:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row.text(column) for column in columns)
        if any(column not in row.values for column in columns):
            continue
        if value in first:
            errors.add(file, row.number, columns[0], " ".join(value), code, first=first[value])
        else:
            first[value] = row.number


def _check_source(file: str, row: Row, known: Known, errors: ErrorList, column: str) -> None:
    source = row.text(column)
    if source and source not in known.sources:
        errors.add(file, row.number, column, source, "source_unknown")


def _check_basis(file: str, row: Row, column: str, basis_column: str, errors: ErrorList) -> None:
    """A fact and the word for where it comes from are given together or not at all."""
    if column not in row.values or basis_column not in row.values:
        return
    fact, basis = row.text(column), row.text(basis_column)
    if fact and not basis:
        errors.add(file, row.number, basis_column, "", "basis_missing", other=column)
    elif basis and not fact:
        errors.add(file, row.number, basis_column, basis, "basis_without_fact", other=column)


def _check_name_bases(file: str, row: Row, errors: ErrorList) -> None:
    _check_basis(file, row, "name_si", "si_basis", errors)
    _check_basis(file, row, "name_ta", "ta_basis", errors)
