"""The pages of an import of units, and of handing a unit over, as a browser without scripts sends them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fulcrum.registry.models import Organisation
from fulcrum.registry.services import reorganising
from fulcrum.registry.tests.happenings import draft, recording
from fulcrum.units import import_words
from fulcrum.units.models import Unit, UnitImport
from fulcrum.units.services import imports
from fulcrum.units.tests.import_workbooks import MEMBER, UNIT, checked, silently, stages, workbook
from tests.cast import NOW, somebody

pytestmark = pytest.mark.usefixtures("register", "model")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def upload(client, data, name="units.xlsx"):
    return client.post(reverse("units:imports"), {"file": SimpleUploadedFile(name, data)})


def page(client, run):
    return client.get(reverse("units:import", args=[run.pk])).content.decode()


def test_a_workbook_goes_from_upload_to_units(signed_in):
    answer = upload(signed_in, workbook([UNIT], stages("2022-01-10"), [MEMBER]))
    run = UnitImport.objects.get()
    assert answer["Location"] == reverse("units:import", args=[run.pk])
    assert "Stop; everything stays as it is" in page(signed_in, run)

    imports.check(run, import_words.words(), at=NOW, tell=silently)
    html = page(signed_in, run)
    assert "What would happen" in html
    assert "Carry it out now" in html

    signed_in.post(reverse("units:commit_import", args=[run.pk]))
    imports.commit(UnitImport.objects.get(), import_words.words(), at=NOW, tell=silently)
    assert "What was done" in page(signed_in, run)
    assert run.sha256 in page(signed_in, run)
    assert Unit.objects.get().organisation.slug == "hosp-a"


def test_what_is_wrong_stands_on_the_page_with_sheet_row_and_remedy(signed_in, officer):
    html = page(signed_in, checked(officer, workbook([{**UNIT, "size": "huge", "began_on": "soon"}])))

    assert "Units, row 2" in html
    assert "This code is not known. <strong>Use one of: small, medium, large.</strong>" in html
    assert "2 cells or rows must be corrected" in html
    assert "Carry it out now" not in html


def test_what_is_no_workbook_is_refused_on_the_form(signed_in):
    answer = upload(signed_in, b"organisation,model\n", name="units.csv")

    assert answer.status_code == 422
    assert "This is not a workbook of the kind XLSX." in answer.content.decode()
    assert not UnitImport.objects.exists()


def test_an_import_of_somebody_else_is_read_and_not_carried_on(client, officer):
    run = checked(officer, workbook([UNIT]))
    client.force_login(somebody("Tharindu", "programme_officer"))

    assert "Carry it out now" not in page(client, run)
    assert client.post(reverse("units:commit_import", args=[run.pk])).status_code == 404


def test_the_progress_loads_the_page_anew_once_the_job_has_ended(signed_in, officer):
    run = checked(officer, workbook([UNIT]))

    assert signed_in.get(reverse("units:import_progress", args=[run.pk]))["HX-Refresh"] == "true"


def test_the_list_takes_the_same_queries_however_many_there_are(
    signed_in, officer, django_assert_max_num_queries
):
    for _each in range(6):
        checked(officer, workbook([UNIT]))

    with django_assert_max_num_queries(16):
        signed_in.get(reverse("units:imports"))


def test_one_import_takes_the_same_queries_however_much_is_wrong(
    signed_in, officer, django_assert_max_num_queries
):
    run = checked(officer, workbook([UNIT], members=[{**MEMBER, "post": ""}] * 120))

    with django_assert_max_num_queries(16):
        html = page(signed_in, run)
    assert "120 cells or rows" in html
    assert "row 52" not in html, "a page holds fifty"


def test_an_officer_hands_a_unit_to_another_part_of_the_split(signed_in, unit, register, officer):
    reorganising.split(
        register["hosp-a"],
        recording(officer),
        into=[draft("North Hospital"), draft("South Hospital")],
        continues=False,
    )
    south = Organisation.objects.get(name_en="South Hospital")
    form = reverse("units:hand_to", args=[unit.number])
    assert "South Hospital" in signed_in.get(form).content.decode()

    assert signed_in.post(form, {"to": south.pk, "reason": ""}).status_code == 422
    assert signed_in.post(form, {"to": register["la-a"].pk, "reason": "Why not"}).status_code == 422
    assert signed_in.post(form, {"to": south.pk, "reason": "The team sits there"}).status_code == 302

    assert Unit.objects.get(pk=unit.pk).organisation == south


def test_without_a_split_the_page_says_that_there_is_no_other_part(signed_in, unit, head):
    form = reverse("units:hand_to", args=[unit.number])

    assert "there is no other part" in signed_in.get(form).content.decode()
    signed_in.force_login(head)
    assert signed_in.get(form).status_code == 403
