"""One CDIO for several organisations, in one form, all or nothing."""

import html
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import people_reads
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Organisation
from fulcrum.registry.services import appointments, cdios, deriving, people
from tests.cast import FAR_OFF, LONG_AGO, NOW, TODAY, somebody


@pytest.fixture
def candidate(db):
    names = {"name_en": "Isuru Invented", "email": "isuru@tests.invalid"}
    return people.add(names=names, pack="lk", by=None, at=NOW)


@pytest.fixture
def ministry_cdio(register):
    """The CDIO of dept-1, with hosp-b below it."""
    Organisation.objects.filter(slug="hosp-b").update(parent=register["dept-1"])
    deriving.derive("lk")
    return somebody("Malini", "ministry_cdio", organisation=register["dept-1"], reach="portfolio")


def appoint(person, bodies, by, **more):
    return cdios.appoint_to_several(
        person, bodies, begins_on=more.pop("begins_on", TODAY), by=by, at=NOW, **more
    )


def text(response):
    return html.unescape(response.content.decode())


def test_one_person_serves_several_organisations(candidate, officer, register):
    made = appoint(candidate, [register["la-a"], register["la-b"]], officer, basis="letter 7")

    assert {row.organisation.slug for row in made} == {"la-a", "la-b"}
    assert {(row.role, row.basis, row.made_by) for row in made} == {(Role.CDIO, "letter 7", officer)}


def test_where_one_office_is_held_none_is_given(candidate, officer, register):
    somebody("Bandula", "cdio", organisation=register["la-b"])

    with pytest.raises(Refusal, match="office_is_held") as refused:
        appoint(candidate, [register["la-a"], register["la-b"]], officer)

    assert refused.value.facts["place"] == "Beta Town Council"
    assert not candidate.appointments.exists()


def test_an_acting_one_may_sit_beside_the_holder(candidate, officer, register):
    somebody("Bandula", "cdio", organisation=register["la-b"])

    assert len(appoint(candidate, [register["la-b"]], officer, manner=Manner.ACTING)) == 1


def test_somebody_must_be_chosen(candidate, officer):
    with pytest.raises(Refusal, match="no_organisation_chosen"):
        appoint(candidate, [], officer)


def test_the_cdio_of_a_ministry_appoints_within_the_portfolio_only(candidate, ministry_cdio, register):
    inside = Organisation.objects.get(slug="hosp-b")

    (row,) = appoint(candidate, [inside], ministry_cdio)
    assert row.made_by == ministry_cdio
    with pytest.raises(PermissionDenied):
        appoint(candidate, [inside, register["hosp-a"]], ministry_cdio, begins_on=FAR_OFF)


def test_the_cdio_of_a_ministry_fills_no_other_office(candidate, ministry_cdio):
    terms = appointments.Terms(Role.HEAD, TODAY, organisation=Organisation.objects.get(slug="hosp-b"))

    with pytest.raises(PermissionDenied):
        appointments.appoint(candidate, terms, by=ministry_cdio, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "auditor"])
def test_others_appoint_nobody(who, candidate, register, request):
    with pytest.raises(PermissionDenied):
        appoint(candidate, [register["la-a"]], request.getfixturevalue(who))


def test_the_form_offers_what_has_no_cdio_within_reach(client, officer, candidate, register):
    somebody("Bandula", "cdio", organisation=register["la-b"])
    client.force_login(officer)

    shown = text(client.get(reverse("registry:appoint_cdios"), {"kind": "urban_council"}))

    assert "Alpha Town Council" in shown
    assert 'value="la-b"' not in shown


def test_an_officer_appoints_on_the_page(client, officer, candidate, register):
    client.force_login(officer)
    data = {
        "person": "isuru@tests.invalid",
        "organisations": ["la-a", "hosp-a"],
        "manner": "substantive",
        "begins_on": "2026-01-01",
    }

    done = client.post(reverse("registry:appoint_cdios"), data, follow=True)

    assert "The CDIO now serves 2 organisations more." in text(done)
    assert candidate.appointments.count() == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"organisations": []}, "This field is required."),
        ({"organisations": ["nobody"]}, "not within your reach: nobody"),
        ({"person": "Nobody"}, "Nobody fits “Nobody”"),
        ({"begins_on": "2026-02-01", "until": "2026-01-01"}, "lies before the first day"),
    ],
)
def test_bad_input_is_told_on_the_form(changes, told, client, officer, candidate, register):
    client.force_login(officer)
    data = {
        "person": "isuru@tests.invalid",
        "organisations": ["la-a"],
        "manner": "substantive",
        "begins_on": "2026-01-01",
        **changes,
    }

    answer = client.post(reverse("registry:appoint_cdios"), data)

    assert answer.status_code == 422
    assert told in text(answer)
    assert not Appointment.objects.filter(role="cdio").exists()


def test_an_office_that_a_shared_cdio_left_stands_on_the_vacancy_clock(candidate, officer, register):
    made = appoint(candidate, [register["la-a"], register["la-b"]], officer, begins_on=LONG_AGO)
    appointments.end(made[0], reason="moved", by=officer, at=NOW)

    (line,) = people_reads.vacancies(user=officer, on=date(2026, 12, 3), role="cdio")

    assert (line.organisation, line.office.days) == (made[0].organisation, 10)


def test_the_form_costs_the_same_however_many_organisations_there_are(
    client, officer, candidate, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(reverse("registry:appoint_cdios"))

    with django_assert_max_num_queries(18):
        client.get(reverse("registry:appoint_cdios"))
