"""A pack that is loaded later leaves what people decided here, and says so."""

import io

from django.core.management import call_command

from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.models import IndicatorValue, Organisation, PackLoad, Region
from fulcrum.registry.services import organisations, packs, reorganising
from fulcrum.registry.services.taking_back import take_back
from fulcrum.registry.tests import small_pack
from fulcrum.registry.tests.conftest import AT
from fulcrum.registry.tests.happenings import GROUNDS, NOW, draft, recording
from fulcrum.registry.tests.importing import imported

BODIES = "organisations.csv"


def load_with(folder, number, **cells):
    """Load the pack with other cells in one row."""
    tables = small_pack.rows()
    if cells.keys() & small_pack.DAYS.keys():
        tables[BODIES] = [{**row, **small_pack.DAYS} for row in tables[BODIES]]
    tables[BODIES][number - 1].update(cells)
    small_pack.folder(folder, tables)
    return packs.load(folder, by=None, at=AT, dry_run=False)


def rename(officer, name="Ministry of Everything"):
    body = Organisation.objects.get(key=1)
    return organisations.correct(
        body, {"name_en": Change(body.name_en, name)}, grounds=GROUNDS, by=officer, at=NOW
    )


def test_a_decided_name_stays_and_the_difference_is_told(tiny, officer):
    rename(officer)

    report = load_with(tiny, 1, name_en="Ministry of All", website="https://one.example")

    body = Organisation.objects.get(key=1)
    assert (body.name_en, body.website) == ("Ministry of Everything", "https://one.example")
    (kept,) = report.kept
    assert kept.columns == (("name_en", "Ministry of Everything", "Ministry of All"),)
    assert PackLoad.objects.latest_of("tiny").counts["organisations"]["kept"] == 1


def test_the_command_names_what_stays_different(tiny, officer):
    rename(officer)
    out = io.StringIO()

    tables = small_pack.rows()
    tables[BODIES][1]["note"] = "new"
    small_pack.folder(tiny, tables)
    call_command("load_pack", "tiny", folder=tiny, stdout=out)

    assert "kept: 1 Ministry of Everything: name_en" in out.getvalue()


def test_taken_back_the_column_is_the_pack_s_again(tiny, officer):
    take_back(rename(officer), reason="wrong", by=officer, at=NOW)

    report = load_with(tiny, 1, name_en="Ministry of All")

    assert Organisation.objects.get(key=1).name_en == "Ministry of All"
    assert report.kept == []


def test_a_name_that_was_reviewed_is_not_replaced_under_its_review(tiny, officer):
    Organisation.objects.filter(key=1).update(name_si="අ", si_basis="composed")
    organisations.correct(
        Organisation.objects.get(key=1),
        {"si_basis": Change("composed", "reviewed")},
        grounds=GROUNDS,
        by=officer,
        at=NOW,
    )

    load_with(tiny, 1, name_si="ආ", si_basis="composed")

    body = Organisation.objects.get(key=1)
    assert (body.name_si, body.si_basis) == ("අ", "reviewed")


def test_a_closed_organisation_is_not_opened_by_a_pack(tiny, officer):
    reorganising.close(Organisation.objects.get(key=3), recording(officer))

    load_with(tiny, 3, name_en="Department of Four", opened_on="", closed_on="")

    body = Organisation.objects.get(key=3)
    assert body.closed_on is not None
    assert body.name_en == "Department of Four"


def test_a_new_parent_that_would_close_a_circle_with_a_decided_one_is_left_out(tiny, officer):
    two, three = Organisation.objects.get(key=2), Organisation.objects.get(key=3)
    reorganising.move(three, recording(officer), to=Organisation.objects.get(key=1))
    reorganising.move(two, recording(officer), to=three)
    tables = small_pack.rows()
    tables[BODIES][2]["parent_id"] = "min-one"
    tables[BODIES][0].update(parent_id="dep-two", parent_basis="source")
    tables[BODIES][1].update(parent_id="", parent_basis="")
    small_pack.folder(tiny, tables)

    report = packs.load(tiny, by=None, at=AT, dry_run=False)

    assert report.ok
    parents = dict(Organisation.objects.values_list("key", "parent_id"))
    assert parents == {1: None, 2: 3, 3: 1}
    assert {kept.key for kept in report.kept} == {"1", "2"}


def test_what_was_entered_here_stays_as_it_is_and_counts_as_missing_from_the_pack(tiny, officer):
    made = organisations.create(
        draft(), grounds=GROUNDS, by=officer, at=NOW, parent=Organisation.objects.get(key=1), pack="tiny"
    )

    report = load_with(tiny, 1, note="new")

    assert report.tables["organisations"].missing == 1
    assert Organisation.objects.get(pk=made.pk).ancestor_keys == (1,)


def test_a_file_that_an_officer_imported_decides_what_it_changes(tiny, officer):
    for model in (Organisation, Region, IndicatorValue):
        model.objects.update(pack="lk")
    row = {**small_pack.rows()[BODIES][0], "name_en": "Ministry of Everything"}

    imported(officer, small_pack.as_bytes([row]))

    assert Organisation.objects.get(key=1).decided == ["name_en"]
