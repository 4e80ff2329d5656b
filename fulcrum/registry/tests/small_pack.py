"""A pack of one province, one district, two divisions and three invented bodies, as rows that a test may spoil."""

import csv
import io
from pathlib import Path

from fulcrum.registry.domain.pack_rows import Bounds

BOUNDS = Bounds(south=5.5, north=10.2, west=79.3, east=82.2)
DESCRIPTION = """
pack: tiny
version: "1"
date: 2026-01-01
bounds: {south: 5.5, north: 10.2, west: 79.3, east: 82.2}
carried: []
not_carried: []
"""
DAYS = {"opened_on": "", "closed_on": ""}
"""The columns that a file of organisations may do without; the pack here does."""


def rows():
    """The files of the pack: rows by file, cells by column."""
    source = {
        "code": "S-ONE", "publisher": "Nobody", "title": "Invented", "read_at": "here", "year": "2024",
        "licence": "none needed", "licence_state": "verified",
    }  # fmt: skip
    region = {
        "code": "LK-1", "level": "province", "parent_code": "", "iso_3166_2": "", "cod_ab_pcode": "",
        "name_en": "Western", "name_si": "බස්නාහිර", "name_ta": "", "si_basis": "cod-ab", "ta_basis": "",
        "population": "100", "population_year": "2024", "area_km2": "10.5", "lat": "6.9", "lon": "80.0",
        "gn_divisions": "2", "source": "S-ONE", "outline_source": "S-ONE", "note": "",
    }  # fmt: skip
    body = {
        "key": "1", "id": "min-one", "name_en": "Ministry of One", "name_si": "", "name_ta": "", "si_basis": "",
        "ta_basis": "", "kind": "ministry", "subkind": "", "tier": "national", "parent_id": "", "parent_basis": "",
        "sector": "01", "district_code": "", "district_basis": "", "region_code": "", "official_code": "",
        "website": "", "source": "S-ONE", "source_year": "2024", "note": "",
    }  # fmt: skip
    below = {**body, "kind": "department", "parent_id": "min-one", "parent_basis": "source"}
    figure = {
        "region_code": "LK-11", "indicator": "population", "value": "100", "unit": "persons", "year": "2024",
        "period": "2024-12", "statistic": "published", "source": "S-ONE", "note": "",
    }  # fmt: skip
    district = {**region, "code": "LK-11", "level": "district", "parent_code": "LK-1"}
    division = {**region, "level": "division", "parent_code": "LK-11"}
    return {
        "sources.csv": [source],
        "regions.csv": [region, district, {**division, "code": "LK-1103"}, {**division, "code": "LK-1106"}],
        "organisations.csv": [
            body,
            {**below, "key": "2", "id": "dep-two", "name_en": "Department of Two"},
            {
                **below,
                "key": "3",
                "id": "dep-three",
                "name_en": "Department of Three",
                "parent_id": "dep-two",
            },
        ],
        "indicators.csv": [figure, {**figure, "region_code": ""}],
    }


def as_bytes(table):
    """Rows as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode()


def files(tables=None):
    """Every file of the pack as bytes."""
    return {name: as_bytes(table) for name, table in (tables or rows()).items()}


def folder(path: Path, tables=None) -> Path:
    """The pack written into a folder."""
    path.mkdir(exist_ok=True)
    (path / "pack.yaml").write_text(DESCRIPTION, encoding="utf-8")
    for name, data in files(tables).items():
        (path / name).write_bytes(data)
    return path
