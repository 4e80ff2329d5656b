"""Every way in which a row of a pack can be wrong is told by file, row, column and code."""

from datetime import date

import pytest

from fulcrum.registry.domain.pack_rows import ORGANISATION_COLUMNS, check_pack
from fulcrum.registry.domain.references import Known, Stored, check_organisations
from fulcrum.registry.domain.row_errors import MOST_ERRORS, ErrorList
from fulcrum.registry.domain.tables import LARGEST_FILE, TableSpec, read_table
from fulcrum.registry.tests import small_pack

BODIES = "organisations.csv"


def errors_of(files):
    errors = ErrorList()
    check_pack(files, small_pack.BOUNDS, errors)
    return [(error.file, error.row, error.column, error.code) for error in errors]


def spoiled(file, row, column, value):
    tables = small_pack.rows()
    if column in small_pack.DAYS:
        tables[file] = [{**body, **small_pack.DAYS} for body in tables[file]]
    tables[file][row - 2][column] = value
    return small_pack.files(tables)


def test_a_good_pack_has_no_errors():
    assert errors_of(small_pack.files()) == []


CELLS = [
    (BODIES, 3, "name_en", "", "required"),
    (BODIES, 3, "kind", "minstry", "unknown_code"),
    (BODIES, 3, "tier", "regional", "unknown_code"),
    (BODIES, 3, "sector", "11", "unknown_code"),
    (BODIES, 3, "subkind", "palace", "unknown_code"),
    (BODIES, 3, "district_code", "LK-99", "district_unknown"),
    (BODIES, 3, "region_code", "LK-99", "region_unknown"),
    (BODIES, 3, "parent_id", "nobody", "parent_unknown"),
    (BODIES, 3, "parent_id", "dep-two", "circular_parent"),
    (BODIES, 3, "id", "min-one", "duplicate_id"),
    (BODIES, 3, "id", "Dep_Two", "bad_id"),
    (BODIES, 3, "key", "1", "duplicate_key"),
    (BODIES, 3, "key", "0", "out_of_range"),
    (BODIES, 3, "key", "two", "not_a_whole_number"),
    (BODIES, 3, "source", "S-NONE", "source_unknown"),
    (BODIES, 3, "source_year", "24", "year_out_of_range"),
    (BODIES, 3, "source_year", "soon", "not_a_whole_number"),
    (BODIES, 3, "website", "www.example.lk", "bad_website"),
    (BODIES, 3, "website", "javascript:alert(1)", "bad_website"),
    (BODIES, 3, "opened_on", "2026-02-30", "not_a_date"),
    (BODIES, 3, "opened_on", "31/05/2026", "not_a_date"),
    (BODIES, 3, "opened_on", "20260531", "not_a_date"),
    (BODIES, 3, "closed_on", "1066-10-14", "year_out_of_range"),
    (BODIES, 3, "closed_on", "2101-01-01", "year_out_of_range"),
    (BODIES, 3, "official_code", "A B", "bad_code"),
    (BODIES, 3, "name_en", "=SUM(A1)", "formula"),
    (BODIES, 3, "name_en", "@home", "formula"),
    (BODIES, 3, "name_en", "Cafe\u0301", "not_nfc"),
    (BODIES, 3, "name_en", "Two\u200b", "invisible"),
    (BODIES, 3, "name_en", "Two\nthree", "invisible"),
    (BODIES, 3, "name_en", "Two  words", "spaces"),
    (BODIES, 3, "name_en", "Two ", "spaces"),
    (BODIES, 3, "name_en", "Two\u00a0words", "spaces"),
    (BODIES, 3, "name_en", "x" * 301, "too_long"),
    (BODIES, 3, "name_en", "කොළඹ", "wrong_script"),
    (BODIES, 3, "name_si", "Colombo", "wrong_script"),
    (BODIES, 3, "name_si", "கொழும்பு", "wrong_script"),
    (BODIES, 3, "name_ta", "කොළඹ", "wrong_script"),
    (BODIES, 3, "name_si", "wOHdmk wud;HdxYh", "legacy_font"),
    (BODIES, 3, "name_ta", "fy;tp mikr;R", "legacy_font"),
    (BODIES, 3, "name_ta", "தொழில்\u200d", "invisible"),
    ("regions.csv", 3, "lat", "26.9", "outside_country"),
    ("regions.csv", 3, "lon", "6.9", "outside_country"),
    ("regions.csv", 3, "lat", "6,9", "not_a_number"),
    ("regions.csv", 3, "area_km2", "10.555", "too_many_decimals"),
    ("regions.csv", 3, "level", "zone", "unknown_code"),
    ("regions.csv", 3, "parent_code", "", "region_level_wrong"),
    ("regions.csv", 3, "parent_code", "LK-7", "region_unknown"),
    ("regions.csv", 5, "code", "LK-1103", "duplicate_code"),
    ("regions.csv", 5, "outline_source", "S-NONE", "source_unknown"),
    ("indicators.csv", 2, "value", "many", "not_a_number"),
    ("indicators.csv", 2, "value", "-1", "out_of_range"),
    ("indicators.csv", 2, "indicator", "happiness", "unknown_code"),
    ("indicators.csv", 2, "period", "last year", "bad_period"),
    ("indicators.csv", 2, "region_code", "LK-99", "region_unknown"),
    ("indicators.csv", 3, "region_code", "LK-11", "duplicate_figure"),
    ("sources.csv", 2, "licence_state", "maybe", "unknown_code"),
]


@pytest.mark.parametrize(("file", "row", "column", "value", "code"), CELLS, ids=lambda part: str(part)[:20])
def test_a_wrong_cell_is_told_by_its_place_and_reason(file, row, column, value, code):
    assert (file, row, column, code) in errors_of(spoiled(file, row, column, value))


def test_a_local_name_needs_its_basis_and_a_basis_its_name():
    assert (BODIES, 3, "si_basis", "basis_missing") in errors_of(spoiled(BODIES, 3, "name_si", "දෙක"))
    assert (BODIES, 3, "si_basis", "basis_without_fact") in errors_of(
        spoiled(BODIES, 3, "si_basis", "composed")
    )


def test_the_region_served_must_lie_in_the_district_of_the_seat():
    tables = small_pack.rows()
    tables["regions.csv"].append({**tables["regions.csv"][1], "code": "LK-12"})
    tables[BODIES][1] |= {"district_code": "LK-12", "district_basis": "source", "region_code": "LK-1103"}

    assert errors_of(small_pack.files(tables)) == [(BODIES, 3, "region_code", "region_elsewhere")]


@pytest.mark.parametrize("name", ["ශ්\u200dරී ලංකා (UNESCO)", "ක්\u200dෂේත්\u200dර 10"])
def test_a_sinhala_name_keeps_its_joiners_and_may_hold_an_acronym(name):
    tables = small_pack.rows()
    tables[BODIES][1] |= {"name_si": name, "si_basis": "composed"}

    assert errors_of(small_pack.files(tables)) == []


def file_with(data, file=BODIES):
    return {**small_pack.files(), file: data}


GOOD = small_pack.files()[BODIES]
WHOLE_FILES = [
    (b"", 0, "", "empty_file"),
    (b"\xef\xbb\xbf  \n", 0, "", "empty_file"),
    (GOOD.splitlines(keepends=True)[0], 0, "", "no_rows"),
    (GOOD.replace(b"Ministry of One", b"Ministry of \xff"), 2, "", "not_utf8"),
    ("Ministry".encode("utf-16"), 1, "", "not_utf8"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", 0, "", "not_csv"),
    (b"PK\x03\x04\x14\xff", 0, "", "not_csv"),
    (GOOD.replace(b"key,id", b"id"), 1, "key", "missing_column"),
    (GOOD.replace(b"key,id", b"key,slug,id", 1), 1, "slug", "unknown_column"),
    (GOOD.replace(b"key,id", b"key,id,id", 1), 1, "id", "doubled_column"),
    (GOOD + b"9,too,few\n", 5, "", "wrong_field_count"),
    (GOOD + b'"9\n', 5, "", "quote_not_closed"),
    (GOOD + b'"9"9,\n', 5, "", "quote_not_doubled"),
    (GOOD + b"9," + b"x" * 131_073, 5, "", "cell_too_large"),
    (b"x" * (LARGEST_FILE + 1), 0, "", "file_too_large"),
]


@pytest.mark.parametrize(
    ("data", "row", "column", "code"), WHOLE_FILES, ids=[case[3] for case in WHOLE_FILES]
)
def test_a_file_that_cannot_be_read_says_why(data, row, column, code):
    assert (BODIES, row, column, code) in errors_of(file_with(data))


def test_a_missing_file_is_named():
    files = small_pack.files()
    del files[BODIES]

    assert errors_of(files) == [(BODIES, 0, "", "file_missing")]


def test_a_mark_of_utf_8_at_the_beginning_does_no_harm():
    assert errors_of(file_with(b"\xef\xbb\xbf" + GOOD)) == []


def test_all_errors_are_told_at_once_up_to_a_limit():
    tables = small_pack.rows()
    tables[BODIES] = [{**tables[BODIES][0], "kind": "palace", "sector": "99"} for _ in range(MOST_ERRORS)]
    errors = ErrorList()

    check_pack(small_pack.files(tables), small_pack.BOUNDS, errors)

    assert len(list(errors)) == MOST_ERRORS
    assert errors.total > 2 * MOST_ERRORS


def known():
    return Known(
        sources={"S-ONE"},
        region_levels={},
        region_parents={},
        organisation_parents={"min-one": "", "dep-old": "min-one"},
        stored=Stored(
            keys={"min-one": 1, "dep-old": 7, "dep-abroad": 50},
            lives={"min-one": (date(2000, 1, 1), None)},
            organisations_of_others={"dep-abroad": "xx"},
        ),
    )


def errors_of_upload(*bodies):
    errors = ErrorList()
    rows = read_table(TableSpec(BODIES, ORGANISATION_COLUMNS), small_pack.as_bytes(list(bodies)), errors)
    check_organisations(BODIES, rows, known(), errors)
    return [(error.row, error.column, error.code, error.facts) for error in errors]


def test_a_file_that_comes_alone_may_point_to_what_is_stored():
    new = small_pack.rows()[BODIES][1] | {"key": "8", "parent_id": "dep-old"}

    assert errors_of_upload(new) == []


def test_a_key_never_changes():
    row = small_pack.rows()[BODIES][0] | {"key": "5"}

    assert errors_of_upload(row) == [(2, "key", "key_changed", {"id": "min-one", "stored": 1})]


def test_a_new_organisation_may_not_take_the_key_of_another_and_is_told_a_free_one():
    row = small_pack.rows()[BODIES][1] | {"key": "7"}

    assert errors_of_upload(row) == [(2, "key", "key_taken", {"id": "dep-old", "free": 51})]


def test_a_circle_through_stored_organisations_is_found():
    row = small_pack.rows()[BODIES][0] | {"parent_id": "dep-old", "parent_basis": "source"}

    assert [(row, code) for row, _, code, _ in errors_of_upload(row)] == [(2, "circular_parent")]


def test_an_organisation_of_another_pack_is_neither_changed_nor_pointed_to():
    row = small_pack.rows()[BODIES][1] | {"key": "8", "parent_id": "dep-abroad"}
    taken = small_pack.rows()[BODIES][1] | {"key": "50", "id": "dep-abroad", "name_en": "Other"}

    assert errors_of_upload(row) == [(2, "parent_id", "of_other_pack", {"pack": "xx"})]
    assert errors_of_upload(taken) == [(2, "id", "of_other_pack", {"pack": "xx"})]


def test_the_free_key_told_is_free_in_the_file_too():
    body = small_pack.rows()[BODIES][1]

    errors = errors_of_upload(body | {"key": "7"}, body | {"key": "51", "id": "dep-new"})

    assert errors == [(2, "key", "key_taken", {"id": "dep-old", "free": 52})]


@pytest.mark.parametrize(
    ("stored", "column", "given"),
    [
        (
            Stored(keys={"dep-abroad": 2}, organisations_of_others={"dep-abroad": "xx"}),
            (BODIES, 3, "key"),
            "key_taken",
        ),
        (Stored(organisations_of_others={"dep-two": "xx"}), (BODIES, 3, "id"), "of_other_pack"),
        (Stored(regions_of_others={"LK-11": "xx"}), ("regions.csv", 3, "code"), "of_other_pack"),
        (
            Stored(figures_of_others={("", "population", "2024-12", "S-ONE"): "xx"}),
            ("indicators.csv", 3, "indicator"),
            "of_other_pack",
        ),
        (Stored(keys={"dep-two": 9}), (BODIES, 3, "key"), "key_changed"),
        (Stored(keys={"dep-old": 2}), (BODIES, 3, "key"), "key_taken"),
    ],
    ids=["key", "id", "region", "figure", "own key changed", "own key used again"],
)
def test_a_pack_takes_over_nothing_that_is_stored(stored, column, given):
    errors = ErrorList()

    check_pack(small_pack.files(), small_pack.BOUNDS, errors, stored)

    assert (*column, given) in [(error.file, error.row, error.column, error.code) for error in errors]


@pytest.mark.parametrize(
    ("opened", "closed", "codes"),
    [
        ("2000-01-01", "2026-06-01", []),
        ("", "2026-06-01", []),
        ("2026-06-01", "", []),
        ("2026-06-01", "2026-06-01", ["closes_too_early"]),
        ("2026-06-02", "2026-06-01", ["closes_too_early"]),
    ],
)
def test_a_body_closes_after_the_day_it_opened(opened, closed, codes):
    tables = small_pack.rows()
    tables[BODIES] = [{**body, **small_pack.DAYS} for body in tables[BODIES]]
    tables[BODIES][1] |= {"opened_on": opened, "closed_on": closed}

    assert [code for *_, code in errors_of(small_pack.files(tables))] == codes


def test_a_day_that_the_file_leaves_out_is_the_stored_one():
    row = small_pack.rows()[BODIES][0]

    assert errors_of_upload(row | {"closed_on": "2000-01-02"}) == []
    assert errors_of_upload(row | {"closed_on": "1999-12-31"}) == [
        (2, "closed_on", "closes_too_early", {"opened": "2000-01-01"})
    ]
