"""The shipped country pack as domain facts, read straight from its files: no database in domain tests."""

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

from fulcrum.allocation.domain.facts import COUNTRY, Atlas, Facts, Figure, OrganisationFacts, RegionFacts
from fulcrum.allocation.domain.need import NeedModel
from fulcrum.allocation.domain.need_content import load_model

FULCRUM = Path(__file__).resolve().parents[3]
PACK = FULCRUM / "registry" / "packs" / "lk"
NEED_MODEL = FULCRUM / "allocation" / "content" / "need-v1.yaml"
SCENARIO = FULCRUM / "allocation" / "content" / "scenario-v1.yaml"
AUTHORITIES = {"municipal_council", "urban_council", "pradeshiya_sabha"}
Row = dict[str, str]


@cache
def model() -> NeedModel:
    return load_model(NEED_MODEL.read_text(encoding="utf-8"))


@cache
def facts() -> Facts:
    rows = _rows("organisations.csv")
    by_id = {row["id"]: row for row in rows}
    above = {row["id"]: _ancestors(row, by_id) for row in rows}
    below = Counter(parent for parents in above.values() for parent in parents)
    peers = Counter(_peer_class(row) for row in rows)
    organisations = tuple(
        _organisation(row, by_id, above[row["id"]], below[row["id"]], peers[_peer_class(row)]) for row in rows
    )
    return Facts(organisations, Atlas(_regions()))


@cache
def organisation(slug: str) -> OrganisationFacts:
    return next(each for each in facts().organisations if each.slug == slug)


def _organisation(
    row: Row, by_id: dict[str, Row], above: list[str], below: int, peers: int
) -> OrganisationFacts:
    return OrganisationFacts(
        slug=row["id"],
        name=row["name_en"],
        kind=row["kind"],
        subkind=row["subkind"],
        tier=row["tier"],
        sector=row["sector"],
        parent=row["parent_id"],
        parent_kind=by_id[above[0]]["kind"] if above else "",
        portfolio=above[-1] if above else row["id"],
        region=row["region_code"],
        district=row["district_code"],
        source=row["source"],
        source_year=int(row["source_year"]) if row["source_year"].isdigit() else None,
        supervised=below,
        peers=peers if row["district_code"] else 1,
    )


def _ancestors(row: Row, by_id: dict[str, Row]) -> list[str]:
    """The parent first, the topmost last."""
    found = []
    while row["parent_id"]:
        found.append(row["parent_id"])
        row = by_id[row["parent_id"]]
    return found


def _peer_class(row: Row) -> tuple[str, str, str]:
    kind = "authority" if row["kind"] in AUTHORITIES else row["kind"]
    return (kind, row["subkind"], row["district_code"])


def _regions() -> tuple[RegionFacts, ...]:
    figures: defaultdict[str, dict[tuple[str, int], Figure]] = defaultdict(dict)
    for row in _rows("indicators.csv"):
        key = (row["indicator"], int(row["year"]))
        kept = figures[row["region_code"] or COUNTRY]
        if key not in kept or row["period"] == row["year"]:
            kept[key] = Figure(
                Decimal(row["value"]), row["unit"], int(row["year"]), row["source"], row["statistic"]
            )
    country = RegionFacts(COUNTRY, "country", "", "Sri Lanka", figures[COUNTRY])
    regions = (
        RegionFacts(
            row["code"], row["level"], row["parent_code"] or COUNTRY, row["name_en"], figures[row["code"]]
        )
        for row in _rows("regions.csv")
    )
    return (country, *regions)


def _rows(name: str) -> list[Row]:
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
