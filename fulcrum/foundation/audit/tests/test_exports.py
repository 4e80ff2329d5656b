"""The log as files: complete, harmless in a spreadsheet, and itself noted."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from fulcrum.foundation.audit import exports, queries
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.models import Entry, SealedEntry


@pytest.fixture
def fetch(client):
    """The rows of the file that a person downloads, as dictionaries."""

    def fetch(person, form="csv", query=""):
        client.force_login(person)
        response = client.get(f"/audit/export.{form}{query}")
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        if form == "csv":
            return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        heads, *rows = book.get_sheet_by_index(0).to_python()
        return [dict(zip(heads, row, strict=True)) for row in rows]

    return fetch


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_entry_is_a_row_with_all_of_its_fields(form, fetch, officer, now, register):
    entry = audit.record(
        "registry.appointed",
        register["hosp-a"],
        by=officer,
        at=now,
        organisation=register["hosp-a"],
        reason="Letter 12",
        before={"role": None},
        after={"role": "head"},
        share="0.5",
    )

    (row,) = fetch(officer, form)

    assert row == {
        "id": str(entry.pk),
        "at_utc": "2026-11-23T06:00:00.000000Z",
        "person": "Nimali",
        "email": "nimali@tests.invalid",
        "action": "registry.appointed",
        "action_in_words": "appointed somebody",
        "object_kind": "registry.organisation",
        "object_id": str(register["hosp-a"].pk),
        "organisation_key": str(register["hosp-a"].pk),
        "classification": "limited",
        "before": '{"role": null}',
        "after": '{"role": "head"}',
        "reason": "Letter 12",
        "request": "",
        "facts": '{"share": "0.5"}',
    }


def test_an_auditor_also_finds_the_place_of_each_entry_in_the_chain(fetch, auditor, write, seal):
    write(1)
    seal()
    write(1)

    waiting, sealed = fetch(auditor)

    digest = bytes(SealedEntry.objects.get().digest).hex()
    assert (sealed["position"], sealed["digest"]) == ("1", digest)
    assert (waiting["position"], waiting["digest"]) == ("", "")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start, form, fetch, officer, now):
    officer.name = f"{start}cmd"
    officer.save(update_fields=["name"])
    audit.record("tests.tried", officer, by=officer, at=now, reason=f"{start}1+1")

    (row,) = fetch(officer, form)

    assert row["reason"].startswith("'")
    assert row["person"].startswith("'")


def test_the_filters_of_the_address_narrow_the_file(fetch, officer, write, now):
    write(2)
    wanted = audit.record("tests.other", officer, by=None, at=now)

    rows = fetch(officer, query="?action=tests.other")

    assert [row["id"] for row in rows] == [str(wanted.pk)]


def test_a_file_longer_than_a_batch_is_complete(fetch, officer, write, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 3)
    entries = [str(entry.pk) for entry in write(8)]

    assert [row["id"] for row in fetch(officer)] == entries[::-1]


def test_a_workbook_that_had_to_be_cut_says_so(fetch, officer, write, monkeypatch, client):
    monkeypatch.setattr(exports, "MOST_ROWS_IN_A_WORKBOOK", 2)
    write(3)
    client.force_login(officer)

    content = b"".join(client.get("/audit/export.xlsx").streaming_content)

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    about = [row[0] for row in book.get_sheet_by_index(1).to_python()]
    assert len(book.get_sheet_by_index(0).to_python()) == 3
    assert about[-1] == "Only the newest 2 entries are here. The CSV file holds all of them."


def test_taking_a_file_is_an_entry_itself(fetch, auditor, write):
    write(1)

    fetch(auditor, "csv", "?person=Nimali&since=2026-11-01")

    taken = Entry.objects.latest("pk")
    assert (taken.action, taken.by, taken.facts) == (
        "audit.exported",
        auditor,
        {
            "form": "csv",
            "filters": {"person": "Nimali", "since": "2026-11-01"},
            "with_confidential": True,
        },
    )
