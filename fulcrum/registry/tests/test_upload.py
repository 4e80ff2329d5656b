"""An officer's file: checked first, loaded when confirmed; a bad one changes nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry import events
from fulcrum.registry.models import IndicatorValue, Organisation, PackLoad, Region, UploadedFile
from fulcrum.registry.services import packs, uploads
from fulcrum.registry.tests import small_pack

PAGE = "/registry/load/"


@pytest.fixture
def stored(tiny):
    """The small pack, stored as the pack that uploads go to."""
    for model in (Organisation, Region, IndicatorValue):
        model.objects.update(pack=uploads.PACK)


def a_file(data):
    return {"file": SimpleUploadedFile("organisations.csv", data, content_type="text/csv")}


def one_row(**changes):
    return small_pack.as_bytes([{**small_pack.rows()["organisations.csv"][0], **changes}])


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.mark.usefixtures("stored")
def test_a_good_file_is_shown_first_and_loaded_when_confirmed(signed_in, officer):
    response = signed_in.post(PAGE, a_file(one_row(name_en="Ministry of All")))
    report = signed_in.get(response["Location"])

    assert "Ministry of One" in report.content.decode()
    assert "Ministry of All" in report.content.decode()
    assert Organisation.objects.get(key=1).name_en == "Ministry of One", "nothing is loaded yet"

    done = signed_in.post(response["Location"])

    assert done.status_code == 302
    assert Organisation.objects.get(key=1).name_en == "Ministry of All"
    assert not UploadedFile.objects.exists()
    entry = Entry.objects.get(action="registry.upload_loaded")
    assert (entry.by, entry.facts["counts"]["organisations"]["changed"]) == (officer, 1)


@pytest.mark.usefixtures("stored")
def test_a_bad_file_is_told_row_by_row_and_not_kept(signed_in):
    response = signed_in.post(
        PAGE, a_file(one_row(kind="minstry", name_si="wOHdmk wud;HdxYh", si_basis="composed"))
    )
    html = response.content.decode()

    assert response.status_code == 422
    assert "Row 2" in html
    assert "minstry" in html
    assert "This code is not known." in html
    assert "old font" in html
    assert not UploadedFile.objects.exists()
    assert not PackLoad.objects.filter(kind="upload").exists()


@pytest.mark.usefixtures("stored")
def test_rows_that_the_file_does_not_name_stay(officer, now):
    report = packs.load_organisations(one_row(), pack="lk", name="f.csv", by=officer, at=now, dry_run=False)

    assert report.tables["organisations"].missing == 2
    assert Organisation.objects.count() == 3


@pytest.mark.usefixtures("stored")
def test_a_new_body_finds_its_place_in_the_tree(officer, now):
    row = one_row(
        key="9", id="dep-nine", name_en="Department of Nine", parent_id="dep-two", parent_basis="source"
    )

    packs.load_organisations(row, pack="lk", name="f.csv", by=officer, at=now, dry_run=False)

    assert Organisation.objects.get(slug="dep-nine").ancestor_keys == (1, 2)
    assert Organisation.objects.get(slug="min-one").bodies_below == 3


@pytest.mark.usefixtures("stored")
def test_a_file_that_changed_hands_of_the_register_is_checked_again(signed_in, officer, now):
    row = one_row(key="9", id="dep-nine", name_en="Department of Nine")
    kept = uploads.keep(row, name="f.csv", by=officer, at=now)
    packs.load_organisations(
        one_row(key="9", id="dep-other", name_en="Other"),
        pack="lk",
        name="g.csv",
        by=officer,
        at=now,
        dry_run=False,
    )

    response = signed_in.post(reverse("registry:load_report", args=[kept.token]))

    assert response.status_code == 422
    assert not Organisation.objects.filter(slug="dep-nine").exists()


@pytest.mark.usefixtures("stored")
def test_nobody_else_sees_or_loads_my_file(client, officer, now):
    from tests.cast import somebody

    kept = uploads.keep(one_row(), name="f.csv", by=officer, at=now)
    client.force_login(somebody("Malini", "programme_officer"))

    assert client.get(reverse("registry:load_report", args=[kept.token])).status_code == 404
    assert client.post(reverse("registry:load_report", args=[kept.token])).status_code == 404


def test_only_an_officer_may_check_keep_or_load(stranger, officer, now):
    kept = uploads.keep(b"x", name="f.csv", by=officer, at=now)

    with pytest.raises(PermissionDenied):
        uploads.check(b"x", name="f.csv", by=stranger, at=now)
    with pytest.raises(PermissionDenied):
        uploads.keep(b"x", name="f.csv", by=stranger, at=now)
    with pytest.raises(PermissionDenied):
        uploads.carry_out(kept, by=stranger, at=now)


def test_a_file_left_for_a_day_is_let_go(officer, now):
    old = uploads.keep(b"x", name="old.csv", by=officer, at=now - timedelta(hours=25))

    uploads.keep(b"x", name="new.csv", by=officer, at=now)

    assert not UploadedFile.objects.filter(token=old.token).exists()


def test_no_file_at_all_is_told(signed_in):
    response = signed_in.post(PAGE, {})

    assert response.status_code == 422
    assert "Please correct this first" in response.content.decode()


@pytest.mark.usefixtures("stored")
def test_a_file_that_changes_nothing_offers_nothing_to_confirm(signed_in):
    response = signed_in.post(PAGE, a_file(one_row()))
    html = signed_in.get(response["Location"]).content.decode()

    assert "there is nothing to load" in html
    assert "Load it now" not in html


def load(data, officer, now):
    return packs.load_organisations(data, pack="lk", name="f.csv", by=officer, at=now, dry_run=False)


@pytest.mark.usefixtures("stored")
def test_an_officer_closes_a_body_by_its_row_and_keeps_what_the_file_leaves_out(officer, now):
    load(one_row(opened_on="2001-01-01"), officer, now)

    load(one_row(closed_on="2026-06-01"), officer, now)

    body = Organisation.objects.get(key=1)
    assert (body.opened_on, body.closed_on) == (date(2001, 1, 1), date(2026, 6, 1))
    assert [error.code for error in load(one_row(closed_on="2000-06-01"), officer, now).errors] == [
        "closes_too_early"
    ]


@pytest.mark.usefixtures("stored")
def test_a_body_of_another_pack_is_neither_changed_nor_pointed_to(officer, now):
    Organisation.objects.filter(key=3).update(pack="other")
    taken = one_row(key="3", id="dep-three", name_en="Mine now")
    below = one_row(key="9", id="dep-nine", parent_id="dep-three", parent_basis="source")

    for data in (taken, below):
        assert [error.code for error in load(data, officer, now).errors] == ["of_other_pack"]

    assert Organisation.objects.get(key=3).name_en == "Department of Three"
    assert Organisation.objects.count() == 3


@pytest.mark.usefixtures("stored")
def test_a_region_of_another_pack_is_not_pointed_to(officer, now):
    Region.objects.filter(code="LK-11").update(pack="other")

    report = load(one_row(district_code="LK-11", district_basis="source"), officer, now)

    assert [error.code for error in report.errors] == ["district_unknown"]


@pytest.mark.usefixtures("stored")
def test_higher_floors_hear_of_a_file_only_when_it_changed_something(officer, now):
    told = []

    def hear(sender, **facts):
        told.append(facts["by"])

    events.organisations_loaded.connect(hear)
    try:
        load(one_row(), officer, now)
        assert told == []
        load(one_row(name_en="Ministry of All"), officer, now)
        assert told == [officer]
    finally:
        events.organisations_loaded.disconnect(hear)


@pytest.mark.usefixtures("stored")
def test_a_changed_body_goes_by_its_present_name(officer, now):
    report = uploads.check(one_row(name_en="Ministry of All"), name="f.csv", by=officer, at=now)

    assert [change.name for change in report.changes] == ["Ministry of One"]


@pytest.mark.usefixtures("stored")
def test_the_officer_is_told_before_and_after_that_the_plan_is_computed_anew(signed_in):
    response = signed_in.post(PAGE, a_file(one_row(name_en="Ministry of All")))
    before = signed_in.get(response["Location"]).content.decode()
    after = signed_in.post(response["Location"], follow=True).content.decode()

    assert "Loading also has the plan that the public sees computed anew." in before
    assert "1 organisation was added or changed. The plan that the public sees is now computed anew." in after
    assert "<td>organisations.csv</td>" in after, "the file's name alone"


def test_a_picture_is_told_to_be_no_csv_file(signed_in):
    html = signed_in.post(PAGE, a_file(b"\x89PNG\r\n\x1a\n\x00\x00")).content.decode()

    assert "This is not a CSV file." in html
    assert "0x89" not in html
