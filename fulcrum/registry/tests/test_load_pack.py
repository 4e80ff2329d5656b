"""Loading a pack: all of it or nothing, the same again changes nothing, and every error has its words."""

import io
import re

import pytest
from django.core.management import call_command
from django.utils import translation

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry import refusals
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
    assert IndicatorValue.objects.of_country().count() == 1
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


@pytest.mark.parametrize("text", ["pack: [", "pack: x", "[]", "pack: x\nversion: 1\ndate: 1\nbounds: 3"])
def test_a_description_that_cannot_be_used_says_so(tiny, text):
    (tiny / "pack.yaml").write_text(text)

    assert [error.code for error in load(tiny).errors] == ["broken_description"]


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
    "reason": "r", "found": "f", "allowed": "a", "longest": 3, "length": 4, "script": "Tamil", "character": "x",
    "language": "ta", "least": 1, "most": 2, "decimals": 2, "first": 2, "id": "i", "stored": 1, "free": 2,
    "wanted": "w", "district": "d", "other": "o", "size": 1, "largest": 2,
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
