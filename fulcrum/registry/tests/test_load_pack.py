"""Loading a pack: all of it or nothing, the same again changes nothing, and every error has its words."""

import io
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import translation

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry import events, refusals
from fulcrum.registry.domain.row_errors import RowError
from fulcrum.registry.models import IndicatorValue, Organisation, PackLoad
from fulcrum.registry.services import packs
from fulcrum.registry.tests import small_pack
from fulcrum.registry.tests.conftest import AT
from fulcrum.registry.tests.domain import test_pack_rows

BODIES = "organisations.csv"


def load(folder, *, dry_run=False):
    return packs.load(folder, by=None, at=AT, dry_run=dry_run)


def counts(report, table="organisations"):
    found = report.tables[table]
    return found.new, found.changed, found.unchanged, found.missing


def test_a_first_load_brings_every_row(tiny):
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"min-one", "dep-two", "dep-three"}
    assert IndicatorValue.objects.filter(region=None).count() == 1
    assert Entry.objects.get(action="registry.pack_loaded").facts["counts"]["organisations"]["new"] == 3


def test_the_same_pack_again_is_known_by_its_content(tiny):
    report = load(tiny)

    assert report.ok
    assert report.same_content
    assert PackLoad.objects.count() == 1


def test_a_dry_run_counts_and_changes_nothing(tiny):
    tables = small_pack.rows()
    tables[BODIES][0]["name_en"] = "Ministry of All"
    small_pack.folder(tiny, tables)

    report = load(tiny, dry_run=True)

    assert counts(report) == (0, 1, 2, 0)
    assert Organisation.objects.get(key=1).name_en == "Ministry of One"


def test_a_dry_run_of_what_is_loaded_finds_nothing_to_do(tiny):
    report = load(tiny, dry_run=True)

    assert not report.changes_anything
    assert counts(report) == (0, 0, 3, 0)


def test_a_changed_row_tells_the_old_and_the_new_value(tiny):
    tables = small_pack.rows()
    tables[BODIES][0]["name_en"] = "Ministry of All"
    small_pack.folder(tiny, tables)

    (change,) = load(tiny).changes

    assert (change.key, change.is_new) == ("1", False)
    assert change.columns == (("name_en", "Ministry of One", "Ministry of All"),)
    assert "all" in Organisation.objects.get(key=1).search_text


def test_a_row_that_the_pack_lacks_is_counted_and_kept(tiny):
    tables = small_pack.rows()
    tables[BODIES].pop()
    small_pack.folder(tiny, tables)

    report = load(tiny)

    assert counts(report) == (0, 0, 2, 1)
    assert Organisation.objects.filter(slug="dep-three").exists()


def test_a_moved_body_takes_those_below_it_along(tiny):
    tables = small_pack.rows()
    tables[BODIES].append({**tables[BODIES][0], "key": "4", "id": "min-four", "name_en": "Ministry of Four"})
    tables[BODIES][1]["parent_id"] = "min-four"
    small_pack.folder(tiny, tables)

    load(tiny)

    below = dict(Organisation.objects.values_list("slug", "bodies_below"))
    assert below == {"min-one": 0, "min-four": 2, "dep-two": 1, "dep-three": 0}
    assert Organisation.objects.get(slug="dep-three").ancestor_keys == (4, 2)


def test_a_bad_file_changes_nothing(tiny):
    tables = small_pack.rows()
    tables[BODIES][0]["name_en"] = "Ministry of All"
    tables["indicators.csv"][0]["value"] = "many"
    small_pack.folder(tiny, tables)

    report = load(tiny)

    assert not report.ok
    assert [(error.file, error.row, error.code) for error in report.errors] == [
        ("indicators.csv", 2, "not_a_number")
    ]
    assert Organisation.objects.get(key=1).name_en == "Ministry of One"
    assert PackLoad.objects.count() == 1


def test_a_failure_half_way_changes_nothing(tiny, monkeypatch):
    tables = small_pack.rows()
    tables[BODIES][0]["name_en"] = "Ministry of All"
    small_pack.folder(tiny, tables)

    def fail(pack):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("fulcrum.registry.services.deriving.derive", fail)
    with pytest.raises(RuntimeError):
        load(tiny)

    assert Organisation.objects.get(key=1).name_en == "Ministry of One"


def test_a_folder_without_a_pack_says_so(db, tmp_path):
    assert [error.code for error in load(tmp_path).errors] == ["folder_without_pack"]


DESCRIPTIONS = [
    ("version: 1\npack: [", 2, "description_not_yaml", {}),
    ("version: 1", 0, "description_lacks", {"name": "bounds"}),
    (
        "bounds: {south: 1, north: 2, west: 3}\npack: x\nversion: 1\ndate: 1",
        0,
        "description_lacks",
        {"name": "east"},
    ),
    ("[]", 0, "broken_description", {}),
    ("pack: x\nversion: 1\ndate: 1\nbounds: 3", 0, "broken_description", {}),
]


@pytest.mark.parametrize(("text", "row", "code", "facts"), DESCRIPTIONS)
def test_a_description_that_cannot_be_used_says_so(tiny, text, row, code, facts):
    (tiny / "pack.yaml").write_text(text)

    (error,) = load(tiny).errors

    assert (error.row, error.code) == (row, code)
    assert facts.items() <= error.facts.items()


@pytest.mark.parametrize("text", ["pack: [", "[]"])
def test_a_librarys_own_words_go_to_the_log_and_not_to_the_reader(tiny, text, caplog):
    (tiny / "pack.yaml").write_text(text)

    with caplog.at_level("INFO"):
        (error,) = load(tiny).errors

    reason = error.facts["reason"]
    assert [record.reason for record in caplog.records] == [reason]
    wording = refusals.word(error)
    assert reason not in wording.what + wording.remedy


def other_pack(path, **changes):
    """A pack "other" of one body and its own region and figure; nothing in it is in the small pack."""
    tables = small_pack.rows()
    tables["regions.csv"] = [tables["regions.csv"][0] | {"code": "XX-1"}]
    tables["indicators.csv"] = [tables["indicators.csv"][0] | {"region_code": "XX-1"}]
    tables[BODIES] = [tables[BODIES][0] | {"key": "50", "id": "abroad", "name_en": "Abroad"} | changes]
    folder = small_pack.folder(path, tables)
    (folder / "pack.yaml").write_text(small_pack.DESCRIPTION.replace("pack: tiny", "pack: other"))
    return folder


def test_two_packs_stand_beside_each_other(tiny, tmp_path):
    assert load(other_pack(tmp_path / "other")).ok
    assert dict(Organisation.objects.values_list("key", "pack")) == {
        1: "tiny",
        2: "tiny",
        3: "tiny",
        50: "other",
    }


@pytest.mark.parametrize(
    ("changes", "column", "value", "facts"),
    [
        ({"key": "1"}, "key", "1", {"id": "min-one", "free": 4}),
        ({"id": "min-one"}, "id", "min-one", {"pack": "tiny"}),
        ({"key": "1", "id": "min-one"}, "id", "min-one", {"pack": "tiny"}),
    ],
)
def test_a_pack_that_uses_a_key_or_an_id_of_another_is_refused_and_changes_nothing(
    tiny, tmp_path, changes, column, value, facts
):
    before = list(Organisation.objects.order_by("key").values())

    report = load(other_pack(tmp_path / "other", **changes))

    (error,) = report.errors
    assert (error.file, error.row, error.column, error.value, error.facts) == (
        BODIES,
        2,
        column,
        value,
        facts,
    )
    assert value in refusals.word(error).what or str(facts["id"]) in refusals.word(error).what
    assert list(Organisation.objects.order_by("key").values()) == before
    assert PackLoad.objects.count() == 1


def with_days(folder, **days):
    tables = small_pack.rows()
    tables[BODIES] = [{**body, **small_pack.DAYS} for body in tables[BODIES]]
    tables[BODIES][2] |= days
    return small_pack.folder(folder, tables)


def test_a_body_is_closed_and_opened_again_by_its_row(tiny):
    closed = load(with_days(tiny, opened_on="1833-10-01", closed_on="2026-06-01"))

    (change,) = closed.changes
    assert change.columns == (("opened_on", "", "1833-10-01"), ("closed_on", "", "2026-06-01"))
    assert open_on(date(2026, 5, 31)) == {1, 2, 3}
    assert open_on(date(2026, 6, 1)) == {1, 2}

    load(with_days(tiny))

    assert open_on(date(2026, 6, 1)) == {1, 2, 3}


def open_on(day):
    return set(Organisation.objects.open_on(day).values_list("key", flat=True))


def test_a_pack_without_the_columns_of_days_leaves_a_closed_body_closed(tiny):
    load(with_days(tiny, closed_on="2026-06-01"))
    tables = small_pack.rows()
    tables[BODIES][2]["name_en"] = "Department of Many"
    small_pack.folder(tiny, tables)

    assert counts(load(tiny)) == (0, 1, 2, 0)

    body = Organisation.objects.get(key=3)
    assert (body.name_en, body.closed_on) == ("Department of Many", date(2026, 6, 1))


@pytest.fixture
def heard():
    """The times at which higher floors were told that organisations were loaded."""
    told = []

    def hear(sender, **facts):
        told.append(facts["at"])

    events.organisations_loaded.connect(hear)
    yield told
    events.organisations_loaded.disconnect(hear)


def test_a_load_from_the_shell_is_told_to_higher_floors_when_it_changed_something(db, tmp_path, heard):
    folder = str(small_pack.folder(tmp_path / "tiny"))

    run("tiny", "--folder", folder, "--dry-run")
    assert heard == []

    run("tiny", "--folder", folder)
    assert len(heard) == 1

    run("tiny", "--folder", folder)
    assert len(heard) == 1, "the same pack again changes nothing"


def test_a_bad_pack_and_the_preparation_of_a_start_are_not_told(tiny, heard):
    load(with_days(tiny, closed_on="2026-06-01"))
    (tiny / "pack.yaml").write_text("[]")
    run("tiny", "--folder", str(tiny))

    assert heard == []


def test_a_load_that_a_higher_floor_cannot_answer_is_not_kept(db, tmp_path):
    def fail(sender, **facts):
        raise RuntimeError("no room for a job")

    events.organisations_loaded.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            packs.load_and_tell(small_pack.folder(tmp_path / "tiny"), by=None, at=AT, dry_run=False)
    finally:
        events.organisations_loaded.disconnect(fail)

    assert not Organisation.objects.exists()


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("load_pack", *arguments, stdout=out, stderr=err, skip_checks=True)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def test_the_command_tells_counts_and_ends_well(db, tmp_path):
    code, out, _ = run("tiny", "--folder", str(small_pack.folder(tmp_path / "tiny")))

    assert code == 0
    assert re.search(r"organisations +3 new +0 changed +0 unchanged", out)
    assert Organisation.objects.count() == 3


def test_the_command_names_row_column_value_and_remedy_and_ends_with_two(db, tmp_path):
    tables = small_pack.rows()
    tables[BODIES][1]["kind"] = "minstry"

    code, _, err = run("tiny", "--folder", str(small_pack.folder(tmp_path / "tiny", tables)))

    assert code == 2
    assert (
        "organisations.csv, row 3, kind (minstry): This code is not known. Use one of: ministry, department"
        in err
    )
    assert "Nothing was changed" in err


FACTS = {
    "pack": "p", "name": "n", "opened": "o", "reason": "r", "found": "f", "allowed": "a", "longest": 3, "length": 4, "script": "Tamil", "character": "x",
    "language": "ta", "least": 1, "most": 2, "decimals": 2, "first": 2, "id": "i", "stored": 1, "free": 2,
    "wanted": "w", "district": "d", "other": "o", "size": 1, "largest": 2,
    "columns": 52, "rows": 2, "begins_on": "d", "role": "r", "reach": "r", "until": "d", "holder": "h",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "si", "ta"])
def test_every_error_has_words_and_a_remedy(language):
    with translation.override(language):
        for code in refusals.WORDINGS:
            wording = refusals.word(RowError("f.csv", 2, "column", "value", code, FACTS))

            assert wording.what and wording.remedy
            assert "%(" not in wording.what + wording.remedy


def test_no_error_is_told_that_has_no_words():
    told = {case[-1] for case in (*test_pack_rows.CELLS, *test_pack_rows.WHOLE_FILES)}

    assert told <= set(refusals.WORDINGS)


def test_no_wording_is_left_over():
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("domain", "services")
        for path in (packs.SHIPPED.parents[1] / room).glob("*.py")
    )

    assert [name for name in refusals.WORDINGS if f'"{name}"' not in code] == []
