"""An officer's file: checked first, loaded when confirmed; a bad one changes nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry.models import Organisation, PackLoad, UploadedFile
from fulcrum.registry.services import packs, uploads
from fulcrum.registry.tests import small_pack

PAGE = "/registry/load/"


@pytest.fixture
def stored(tiny):
    """The small pack, stored as the pack that uploads go to."""
    from fulcrum.registry.models import IndicatorValue, Region

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
    from tests.cast import _person

    kept = uploads.keep(one_row(), name="f.csv", by=officer, at=now)
    client.force_login(_person("Malini", "malini@tests.invalid", "programme_officer"))

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
