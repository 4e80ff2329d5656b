"""Lists as files: what each row tells, and that no spreadsheet calculates a cell."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulcrum.registry import exports, queries
from fulcrum.registry.models import Organisation
from fulcrum.registry.queries import OrganisationFilters
from fulcrum.registry.services import packs
from fulcrum.registry.tests.importing import dry_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lk")]
DAY = date(2026, 11, 23)


def bodies(**filters):
    return queries.all_organisations(OrganisationFilters(**filters), "en")


def rows_of(made):
    return list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))


def test_a_csv_file_tells_source_year_licence_and_marks_of_each_row():
    rows = rows_of(exports.as_csv(bodies(), DAY))
    row = next(row for row in rows if row["id"] == "dsec-41")

    assert len(rows) == 1_808 + 1
    assert row["name_ta"] == "யாழ்ப்பாணம் மாவட்ட செயலகம்"
    assert (row["name_ta_mark"], row["field_of_work_mark"]) == ("composed", "assigned here")
    assert row["source"].startswith("S-CENSUS24: Census of Population")
    assert (row["source_year"], row["licence_state"]) == ("2024", "not verified")
    assert row["district"] == "LK-41 Jaffna"


def test_a_csv_file_opens_in_excel_and_ends_with_the_fixed_line():
    made = exports.as_csv(bodies(kind="ministry"), DAY)

    assert made.content.startswith(b"\xef\xbb\xbf")
    assert made.name == "organisations-2026-11-23.csv"
    assert rows_of(made)[-1]["key"].startswith("A worked example computed from published data.")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(start):
    Organisation.objects.filter(slug="dsec-41").update(name_en=start)

    row = next(row for row in rows_of(exports.as_csv(bodies(), DAY)) if row["id"] == "dsec-41")

    assert row["name_en"].startswith("'")


def test_a_workbook_holds_the_list_and_a_sheet_that_says_what_it_is():
    Organisation.objects.filter(slug="dsec-41").update(name_en="=1+1")

    with zipfile.ZipFile(
        io.BytesIO(exports.as_xlsx(bodies(kind="district_secretariat"), DAY).content)
    ) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()

    assert sheet.count("<row ") == 1 + 25
    assert "<f>" not in sheet
    assert "=1+1" in texts
    assert "It is not a decision of the Government of Sri Lanka" in texts


def test_an_export_follows_the_filters_and_the_order_of_the_list():
    rows = rows_of(exports.as_csv(bodies(kind="hospital", district="LK-41", sort="name"), DAY))[:-1]

    assert [row["name_en"] for row in rows] == sorted(row["name_en"] for row in rows)
    assert {row["kind"] for row in rows} == {"hospital"}


def test_an_export_costs_one_statement_however_long_it_is():
    with CaptureQueriesContext(connection) as captured:
        exports.as_csv(bodies(), DAY)

    assert len(captured) == 1


def test_the_file_in_the_columns_of_an_import_comes_back_and_changes_nothing(officer):
    made = exports.as_loader_file(bodies(), DAY)

    run = dry_run(officer, made.content, name=made.name, empties=True)

    assert (run.fault_count, run.changes_anything) == (0, False)
    assert run.counts["organisation"]["unchanged"] == 1_808
    header = (packs.SHIPPED / "organisations.csv").read_text(encoding="utf-8").splitlines()[0]
    assert made.content.decode().splitlines()[0] == f"{header},opened_on,closed_on"


def test_the_day_of_closing_goes_out_and_comes_back(officer):
    Organisation.objects.filter(slug="dsec-41").update(
        opened_on=date(1833, 10, 1), closed_on=date(2026, 6, 1)
    )
    made = exports.as_loader_file(bodies(kind="district_secretariat"), DAY)
    told = next(row for row in rows_of(exports.as_csv(bodies(), DAY)) if row["id"] == "dsec-41")

    assert (told["opened_on"], told["closed_on"]) == ("1833-10-01", "2026-06-01")
    assert not dry_run(officer, made.content).changes_anything

    run = dry_run(officer, made.content.replace(b"2026-06-01", b"2026-07-01"))
    (row,) = run.staged.filter(state="changed")
    assert (row.before, row.values["closed_on"]) == ({"closed_on": "2026-06-01"}, "2026-07-01")
