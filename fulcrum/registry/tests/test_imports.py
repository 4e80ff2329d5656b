"""Organisations from a file: compared first, written all or not at all, and the same file again changes nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import events
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.models import ImportRow, ImportRun, IndicatorValue, Organisation, Region, UploadedFile
from fulcrum.registry.services import imports
from fulcrum.registry.tests import small_pack
from fulcrum.registry.tests.import_files import as_csv, as_xlsx
from fulcrum.registry.tests.importing import (
    begun,
    carried_out,
    checked,
    codes,
    decided,
    dry_run,
    imported,
)
from tests.cast import somebody


@pytest.fixture
def stored(tiny):
    """The small pack, stored as the register of the country."""
    for model in (Organisation, Region, IndicatorValue):
        model.objects.update(pack="lk")


pytestmark = pytest.mark.usefixtures("stored")


def lines(*rows):
    """Rows of dictionaries as a table whose headings are their keys."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return [headings, *([row.get(name, "") for name in headings] for row in rows)]


def whole(**changes):
    """The first organisation of the small pack in all columns of a pack."""
    return lines({**small_pack.rows()["organisations.csv"][0], **changes})


def test_the_dry_run_counts_and_changes_nothing(officer):
    run = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}, {"id": "dep-two"}))

    assert run.counts == {"organisation": {"new": 0, "changed": 1, "unchanged": 1, "missing": 1}}
    assert Organisation.objects.get(key=1).name_en == "Ministry of One"
    (row,) = ImportRow.objects.filter(run=run, state="changed")
    assert (row.before, row.values["name_en"]) == ({"name_en": "Ministry of One"}, "Ministry of All")


def test_the_commit_writes_what_the_dry_run_showed(officer):
    run = imported(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    assert run.state == "done"
    assert Organisation.objects.get(key=1).name_en == "Ministry of All"
    assert "ministry of all" in Organisation.objects.get(key=1).search_text, "lists and search are in step"
    assert not UploadedFile.objects.exists(), "the file is let go"


def test_the_log_tells_counts_and_the_hash_of_the_file(officer):
    run = imported(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    entry = Entry.objects.get(action="registry.import_carried_out")
    assert (entry.by, entry.object_id) == (officer, str(run.pk))
    assert entry.facts["sha256"] == run.sha256
    assert entry.facts["counts"]["organisation"]["changed"] == 1


def test_the_same_file_again_changes_nothing(officer):
    rows = whole(name_en="Ministry of All", note="-5 posts")
    imported(officer, rows)

    run = dry_run(officer, rows)

    assert not run.changes_anything
    with pytest.raises(Refusal, match="import_changes_nothing"):
        imports.ask_commit(run, by=officer)


def test_what_the_file_has_no_column_for_stays(officer):
    Organisation.objects.filter(key=1).update(website="https://one.invalid", note="kept")

    imported(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    body = Organisation.objects.get(key=1)
    assert (body.website, body.note, body.kind) == ("https://one.invalid", "kept", "ministry")


@pytest.mark.parametrize(("empties", "left"), [(False, "kept"), (True, "")])
def test_an_empty_cell_takes_away_only_if_that_was_said(officer, empties, left):
    Organisation.objects.filter(key=1).update(note="kept")

    imported(officer, lines({"id": "min-one", "name": "Ministry of All", "note": ""}), empties=empties)

    assert Organisation.objects.get(key=1).note == left


def test_an_emptied_day_of_closing_opens_a_body_again(officer):
    imported(officer, lines({"id": "min-one", "closed_on": "2026-06-01"}))
    assert Organisation.objects.get(key=1).closed_on == date(2026, 6, 1)

    imported(officer, lines({"id": "min-one", "closed_on": "", "note": "open again"}), empties=True)

    assert Organisation.objects.get(key=1).closed_on is None


def test_a_new_body_gets_a_key_of_those_given_here_and_its_place_in_the_tree(officer):
    new = {
        "name": "Department of Nine", "type": "Dept.", "level": "National", "field of work": "Health",
        "ministry": "Department of Two", "parent_basis": "stated",
    }  # fmt: skip

    run = imported(officer, lines(new), same={"source": "S-ONE"})

    body = Organisation.objects.get(slug="own-department-of-nine")
    assert body.key > 500_000_000
    assert (body.ancestor_keys, body.kind, body.sector) == ((1, 2), "department", "07")
    assert Organisation.objects.get(slug="min-one").bodies_below == 3
    assert run.counts["organisation"]["new"] == 1


def test_a_new_body_is_known_again_by_its_english_name(officer):
    new = {"name": "Department of Nine", "type": "Dept.", "level": "National", "sector": "07"}
    imported(officer, lines(new), same={"source": "S-ONE"})

    assert not dry_run(officer, lines(new), same={"source": "S-ONE"}).changes_anything


def test_a_body_may_lie_below_one_that_comes_further_down_in_the_file(officer):
    usual = {"kind": "department", "tier": "national", "sector": "07", "parent_basis": "source"}
    below = {"id": "dep-b", "name": "Department B", "parent": "Department A", **usual}
    above = {"id": "dep-a", "name": "Department A", "parent": "min-one", **usual}

    imported(officer, lines(below, above), same={"source": "S-ONE"})

    assert Organisation.objects.get(slug="dep-b").parent.slug == "dep-a"


def test_what_a_new_body_needs_is_told(officer):
    run = dry_run(officer, lines({"id": "dep-nine", "name": "Department of Nine", "kind": "department"}))

    assert codes(run) == [(2, field, "needed_for_new") for field in ("tier", "sector", "source")]


def test_a_place_may_be_named_instead_of_coded(officer):
    Region.objects.filter(code="LK-11").update(name_en="Amber District", name_ta="அம்பர் மாவட்டம்")

    imported(officer, lines({"id": "min-one", "மாவட்டம்": "அம்பர் மாவட்டம்"}), same={"district_basis": "source"})

    body = Organisation.objects.get(key=1)
    assert (body.district_id, body.district_basis, body.province_id) == ("LK-11", "source", "LK-1")


def test_two_places_of_one_name_are_told_apart_by_their_code(officer):
    Region.objects.filter(level="division").update(name_en="Amber")

    run = dry_run(officer, lines({"id": "min-one", "area": "Amber"}))

    assert codes(run) == [(2, "region_code", "region_ambiguous")]


def test_faults_name_row_column_value_and_nothing_is_staged_for_the_commit(officer):
    run = dry_run(
        officer,
        lines(
            {"id": "min-one", "kind": "ministry", "name_si": "wOHdmk wud;HdxYh", "name": "=1+1"},
            {"id": "dep-two", "kind": "ministry", "name_si": "", "name": "D", "website": "javascript:x"},
        ),
    )

    told = {(fault.number, fault.field): (fault.code, fault.value) for fault in run.faults.all()}
    assert told == {
        (2, "name_si"): ("legacy_font", "wOHdmk wud;HdxYh"),
        (2, "name_en"): ("formula", "=1+1"),
        (3, "website"): ("bad_website", "javascript:x"),
    }
    with pytest.raises(Refusal, match="import_has_faults"):
        imports.ask_commit(run, by=officer)


def test_spaces_and_the_composition_of_letters_are_put_right(officer):
    imported(officer, lines({"id": " min-one ", "name": "  Ministry\u00a0 of  Caf\u0065\u0301 "}))

    assert Organisation.objects.get(key=1).name_en == "Ministry of Caf\u00e9"


def test_a_name_with_a_leading_minus_goes_out_and_comes_back(officer):
    from fulcrum.registry import exports

    Organisation.objects.filter(key=1).update(name_en="-Ministry of One")
    made = exports.as_loader_file(Organisation.objects.select_related("parent", "source"), date(2026, 11, 23))
    assert b",'-Ministry of One," in made.content

    assert not dry_run(officer, made.content).changes_anything


def test_a_circle_in_the_tree_is_told(officer):
    run = dry_run(officer, lines({"id": "min-one", "parent": "dep-three"}), same={"parent_basis": "source"})

    assert [code for _row, _field, code in codes(run)] == ["circular_parent"]


def test_a_body_of_another_pack_is_neither_changed_nor_pointed_to(officer):
    Organisation.objects.filter(key=3).update(pack="demo")

    taken = dry_run(officer, lines({"id": "dep-three", "name": "Mine now"}))
    below = dry_run(officer, lines({"id": "dep-two", "parent": "dep-three"}), same={"parent_basis": "source"})

    assert "of_other_pack" in [code for _row, _field, code in codes(taken)]
    assert [code for _row, _field, code in codes(below)] == ["of_other_pack"]


def test_a_register_that_changed_since_the_check_is_left_alone(officer):
    run = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}, {"id": "dep-two", "note": ""}))
    Organisation.objects.filter(key=1).update(name_en="Ministry of Some")

    run = carried_out(run, officer)

    assert run.state == "stale"
    assert Organisation.objects.get(key=1).name_en == "Ministry of Some"
    again = carried_out(checked(run, officer), officer)
    assert (again.state, Organisation.objects.get(key=1).name_en) == ("done", "Ministry of All")


def test_a_row_that_was_as_it_is_and_changed_since_is_not_turned_back(officer):
    run = dry_run(
        officer,
        lines({"id": "min-one", "name": "Ministry of All"}, {"id": "dep-two", "name": "Department of Two"}),
    )
    Organisation.objects.filter(key=2).update(name_en="Renamed by hand")

    assert carried_out(run, officer).state == "stale"
    assert Organisation.objects.get(key=2).name_en == "Renamed by hand"


def test_a_body_that_was_entered_since_makes_it_be_checked_again(officer):
    new = {
        "id": "dep-nine",
        "name": "Department of Nine",
        "kind": "department",
        "tier": "national",
        "sector": "07",
    }
    run = dry_run(officer, lines(new), same={"source": "S-ONE"})
    imported(officer, lines({**new, "id": "dep-eight", "name": "Eight"}), same={"source": "S-ONE"})

    assert carried_out(run, officer).state == "stale"
    assert not Organisation.objects.filter(slug="dep-nine").exists()


def test_higher_floors_hear_of_it_only_when_something_changed(officer):
    told = []

    def hear(sender, **facts):
        told.append(facts["by"])

    events.organisations_loaded.connect(hear)
    try:
        imported(officer, lines({"id": "min-one", "name": "Ministry of All"}))
    finally:
        events.organisations_loaded.disconnect(hear)

    assert told == [officer]


def test_the_commit_run_twice_finds_it_done(officer):
    from fulcrum.registry.services import import_commits
    from fulcrum.registry.tests.importing import silently
    from tests.cast import NOW

    run = imported(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    import_commits.commit(run, at=NOW, tell=silently)

    assert Entry.objects.filter(action="registry.import_carried_out").count() == 1


def test_whoever_lost_the_right_meanwhile_does_not_import(officer, now):
    from fulcrum.registry.services import import_commits
    from fulcrum.registry.tests.importing import silently

    run = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}))
    imports.ask_commit(run, by=officer)
    officer.person.appointments.update(until=date(2001, 1, 1))
    run = ImportRun.objects.get(pk=run.pk)

    with pytest.raises(PermissionDenied):
        import_commits.commit(run, at=now, tell=silently)

    assert Organisation.objects.get(key=1).name_en == "Ministry of One"


def test_nobody_else_may_upload_decide_check_carry_out_or_give_up(officer, stranger, now):
    colleague = somebody("Malini", "programme_officer")
    run = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    with pytest.raises(PermissionDenied):
        begun(stranger, lines({"id": "min-one"}))
    for step in (
        lambda by: imports.decide(run, run.decided, by=by),
        lambda by: imports.ask_check(run, by=by),
        lambda by: imports.ask_commit(run, by=by),
        lambda by: imports.stop(run, by=by, at=now),
        lambda by: imports.drop(run, by=by, at=now),
    ):
        with pytest.raises(PermissionDenied):
            step(stranger)
        with pytest.raises(Refusal, match="import_of_another"):
            step(colleague)


def test_an_import_given_up_forgets_its_file_and_what_was_staged(officer, now):
    run = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}))

    imports.drop(run, by=officer, at=now)

    run.refresh_from_db()
    assert (run.state, run.file, run.staged.count()) == ("dropped", None, 0)
    with pytest.raises(Refusal, match="import_ended"):
        imports.ask_check(run, by=officer)


def test_a_file_left_for_a_week_is_let_go(officer):
    old = dry_run(officer, lines({"id": "min-one", "name": "Ministry of All"}))
    ImportRun.objects.update(at=old.at - timedelta(days=8))

    begun(officer, lines({"id": "min-one", "name": "Another"}))

    old.refresh_from_db()
    assert (old.state, old.file, old.staged.count()) == ("dropped", None, 0)


def test_headings_are_guessed_in_three_languages_and_last_time_s_decision_holds(officer):
    table = [["id", "සිංහල නම", "பெயர் (தமிழ்)", "Name of Institution", "Website", "Our own remark no. 7"]]
    table.append(["min-one", "එකේ අමාත්‍යාංශය", "", "Ministry of One", "", "x"])
    run = decided(begun(officer, table), officer)
    assert run.decided.columns == {"id": 0, "name_si": 1, "name_ta": 2, "name_en": 3, "website": 4}

    decided(run, officer, columns={**run.decided.columns, "note": 5})
    again = begun(officer, table)
    of_another = begun(somebody("Malini", "programme_officer"), table)

    assert again.decided.columns["note"] == 5
    assert of_another.mapping is None


def test_a_file_without_rows_is_told_and_not_kept(officer):
    with pytest.raises(UnreadableError, match="no_rows"):
        begun(officer, [["id", "name"]])

    assert not UploadedFile.objects.exists()


def test_a_workbook_is_imported_as_a_csv_file_is(officer):
    rows = [["key", "id", "name", "source year"], [1, "min-one", "Ministry of All", 2025]]

    imported(officer, as_xlsx(rows), name="list.xlsx")

    body = Organisation.objects.get(key=1)
    assert (body.name_en, body.source_year) == ("Ministry of All", 2025)


def test_a_broken_line_further_down_is_a_fault_of_its_row(officer):
    data = as_csv([["id", "name"], ["min-one", "A"]]) + b'dep-two,"B" and\r\n'

    with pytest.raises(UnreadableError, match="quote_not_doubled"):
        begun(officer, data)


def test_a_new_body_never_takes_over_the_id_of_one_that_has_another_name_by_now(officer):
    new = {"name": "Department of Nine", "type": "Dept.", "level": "National", "sector": "07"}
    imported(officer, lines(new), same={"source": "S-ONE"})
    Organisation.objects.filter(slug="own-department-of-nine").update(name_en="Department of Ten")

    imported(officer, lines(new), same={"source": "S-ONE"})

    assert dict(Organisation.objects.filter(key__gt=3).values_list("slug", "name_en")) == {
        "own-department-of-nine": "Department of Ten",
        "own-department-of-nine-2": "Department of Nine",
    }
