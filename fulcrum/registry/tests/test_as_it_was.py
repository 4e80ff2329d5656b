"""Organisations, people and appointments as they were on a day, with who changed them and why."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.web.middleware import set_acting_person
from fulcrum.kit import origin
from fulcrum.registry.models import Appointment, Organisation, Person
from tests.cast import somebody


@pytest.fixture
def renamed(register, officer, transactional_db):
    """A hospital that an officer renamed in one request and moved in the next; its versions, the newest first."""
    hospital = register["hosp-a"]
    for request, reason, changed in (
        ("r1", "Gazette 1", {"name_en": "Gamma Hospital"}),
        ("r2", "", {"parent_id": register["dept-1"].pk}),
    ):
        with origin.working_for(request), transaction.atomic():
            history.explain(by=officer, reason=reason)
            Organisation.objects.filter(pk=hospital.pk).update(**changed)
    return history.versions(Organisation, hospital.pk)


def test_every_change_is_a_version_with_who_when_and_why(renamed, officer):
    newest, before, *first = renamed

    assert (newest.by, newest.request, newest.values["parent"]) == (officer, "r2", 7)
    assert (before.by, before.request, before.reason) == (officer, "r1", "Gazette 1")
    assert first[-1].operation == "insert"
    assert newest.at > before.at > first[0].at


def test_a_row_is_shown_as_it_was_at_a_moment(renamed, register):
    key = register["hosp-a"].pk
    after, before = renamed[1].at, renamed[1].at - timedelta(microseconds=1)

    assert history.as_of(Organisation, key, after).values["name_en"] == "Gamma Hospital"
    assert history.as_of(Organisation, key, before).values["name_en"] == "Alpha Hospital"


def test_before_its_first_version_nothing_is_known_of_a_row(renamed, register):
    key = register["hosp-a"].pk

    assert history.as_of(Organisation, key, history.kept_since(Organisation, key) - timedelta(days=1)) is None


@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_removed_is_gone_from_then_on(register):
    key = register["emb-1"].pk
    last = history.versions(Organisation, key)[0].at
    Organisation.objects.filter(pk=key).delete()

    end = history.versions(Organisation, key)[0]

    assert end.is_end
    assert history.as_of(Organisation, key, end.at) is None
    assert history.as_of(Organisation, key, last).values["name_en"] == "Embassy in Nowhere"


def test_an_update_that_changes_nothing_is_no_version(register):
    count = len(history.versions(Organisation, register["hosp-a"].pk))

    Organisation.objects.filter(slug="hosp-a").update(name_en="Alpha Hospital", path="elsewhere")

    assert len(history.versions(Organisation, register["hosp-a"].pk)) == count


def test_one_statement_over_many_rows_keeps_a_version_of_each(register, django_assert_num_queries):
    with django_assert_num_queries(1):
        Organisation.objects.update(note="all")

    for body in register.values():
        assert history.versions(Organisation, body.pk)[0].values["note"] == "all"


def test_a_request_tells_who_acts_without_further_ado(register, officer):
    with origin.working_for("r9"):
        set_acting_person(officer.pk)
        Organisation.objects.filter(slug="hosp-a").update(note="x")

    version = history.versions(Organisation, register["hosp-a"].pk)[0]

    assert (version.by, version.request) == (officer, "r9")


def test_the_reason_of_the_audit_entry_explains_a_change_that_was_not_explained(register, officer, now):
    hospital = register["hosp-a"]
    with origin.working_for("r9"):
        set_acting_person(officer.pk)
        Organisation.objects.filter(pk=hospital.pk).update(note="x")
        audit.record("tests.noted", hospital, by=officer, at=now, reason="Letter 5")

    assert history.versions(Organisation, hospital.pk)[0].reason == "Letter 5"


def test_without_anybody_acting_a_version_is_the_program_s(register):
    version = history.versions(Organisation, register["hosp-a"].pk)[0]

    assert (version.by, version.request, version.reason) == (None, "", "")


def test_people_and_appointments_are_kept_as_well(officer):
    appointment = Appointment.objects.get(person=officer.person)
    Person.objects.filter(pk=officer.person.pk).update(name_si="නිමාලි")
    Appointment.objects.filter(pk=appointment.pk).update(basis="Letter 3")

    assert [each.values["name_si"] for each in history.versions(Person, officer.person.pk)] == ["නිමාලි", ""]
    assert history.versions(Appointment, appointment.pk)[0].values["basis"] == "Letter 3"
    assert history.versions(Appointment, appointment.pk)[0].values["person"] == officer.person.pk


@pytest.mark.parametrize("change", ["UPDATE {} SET name_en = ''", "DELETE FROM {}"])
def test_versions_cannot_be_changed_or_removed(change, register):
    refused = pytest.raises(DatabaseError, match="Cannot update or delete rows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("registry_organisationversion"))


def test_personal_data_can_be_forgotten_in_every_version(officer):
    Person.objects.filter(pk=officer.person.pk).update(name_si="නිමාලි")

    history.forget(Person, officer.person.pk, {"name_en": "–", "name_si": ""})

    assert {each.values["name_en"] for each in history.versions(Person, officer.person.pk)} == {"–"}
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_personversion")


def test_reading_a_history_costs_three_queries(renamed, register, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        history.versions(Organisation, register["hosp-a"].pk)


@pytest.fixture
def page(client, register):
    """The page of the hospital as a person sees it."""

    def page(person=None, query=""):
        if person:
            client.force_login(person)
        return client.get(f"/organisations/hosp-a/{query}").content.decode()

    return page


def test_an_officer_reads_the_differences_in_words_on_the_page(renamed, page, officer):
    shown = page(officer)

    assert "<del>Alpha Hospital</del>" in shown
    assert "<ins>Gamma Hospital</ins>" in shown
    assert "<ins>Department of Invented Affairs</ins>" in shown
    assert "Gazette 1" in shown


def test_an_officer_asks_how_it_was_on_a_day(renamed, page, officer):
    today = renamed[0].at.date() + timedelta(days=1)

    assert "As it was at the end of" in page(officer, f"?on={today:%Y-%m-%d}")
    assert "Nothing is known of" in page(officer, "?on=2001-02-03")
    assert "As it was at the end of 1" not in page(officer, "?on=nonsense")


@pytest.mark.parametrize("who", [None, "stranger"])
def test_the_public_is_not_told_who_changed_what(who, renamed, page, request):
    shown = page(request.getfixturevalue(who) if who else None)

    assert 'id="history"' not in shown
    assert "Gazette 1" not in shown


def test_an_auditor_of_another_organisation_does_not_see_it(renamed, page, register):
    assert 'id="history"' not in page(somebody("Amal", "auditor", organisation=register["hosp-b"]))


def test_the_history_costs_the_page_few_queries(renamed, client, officer, django_assert_max_num_queries):
    client.force_login(officer)

    with django_assert_max_num_queries(36):
        client.get(f"/organisations/hosp-a/?on={date.today():%Y-%m-%d}")


def test_a_day_beyond_every_calendar_is_refused_in_words(client, officer, register):
    client.force_login(officer)

    page = client.get("/organisations/hosp-a/?on=9999-12-31")

    assert page.status_code == 200
    assert "Choose an earlier day." in page.content.decode()
