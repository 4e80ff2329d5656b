"""Pages about people: what each reader is shown, what they may do, and how much it asks of the database."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import CiiBasis
from fulcrum.registry.models import Agreement, Appointment, CiiEntry, Delegation, Person
from fulcrum.registry.services import appointments, cii
from fulcrum.registry.services import people as people_service
from tests.cast import LONG_AGO, NOW, somebody

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def other_head(register):
    return somebody("Bandula", "head", organisation=register["hosp-b"])


@pytest.fixture
def member(register):
    """A member of the unit of hosp-b, with a telephone."""
    user = somebody("Chathuri", "unit_member", organisation=register["hosp-b"])
    Person.objects.filter(user=user).update(phone="0110000000")
    return user


def test_a_head_sees_holders_of_published_offices_but_not_the_members_of_another_house(
    client, head, other_head, member
):
    client.force_login(head)

    shown = text(client.get(reverse("registry:people")))

    assert "Sunethra" in shown
    assert "Bandula" in shown
    assert "Chathuri" not in shown
    assert client.get(reverse("registry:person", args=[member.person.pk])).status_code == 404


def test_neither_count_nor_search_tells_of_people_out_of_reach(client, head, member):
    client.force_login(head)

    assert "Nobody fits" in text(client.get(reverse("registry:people"), {"search": "Chathuri"}))
    assert "<strong>1 person</strong>" in text(client.get(reverse("registry:people")))


def test_contacts_are_shown_within_reach_only(client, other_head, head, member):
    Person.objects.filter(user=other_head).update(phone="0119999999")
    page = reverse("registry:person", args=[other_head.person.pk])

    client.force_login(head)
    assert "0119999999" not in text(client.get(page))
    client.force_login(other_head)
    assert "0119999999" in text(client.get(page))
    assert "0110000000" in text(client.get(reverse("registry:person", args=[member.person.pk])))


def test_an_officer_adds_a_person_and_appoints_them_as_head(client, officer, register):
    client.force_login(officer)

    added = client.post(reverse("registry:new_person"), {"name_en": "A. B. Invented", "name_si": "ශ්‍රී"})
    person = Person.objects.get(name_en="A. B. Invented")
    assert added.url == reverse("registry:appoint", args=[person.pk])
    data = {
        "role": "head",
        "reach": "organisation",
        "organisation": "Alpha Hospital",
        "manner": "substantive",
        "begins_on": "2026-01-01",
    }
    client.post(added.url, data)

    held = person.appointments.get()
    assert (held.role, held.organisation.slug, person.name_si) == ("head", "hosp-a", "ශ්‍රී")


def test_a_name_that_fits_several_organisations_is_told_with_their_names(client, officer, head):
    client.force_login(officer)

    answer = client.post(
        reverse("registry:appoint", args=[head.person.pk]), {"role": "cdio", "organisation": "Hospital"}
    )

    assert answer.status_code == 422
    assert "Alpha Hospital; Beta Hospital" in text(answer)


def test_a_head_appoints_to_the_own_house_and_is_offered_nothing_else(client, head, other_head):
    client.force_login(head)
    page = reverse("registry:appoint", args=[other_head.person.pk])

    shown = text(client.get(page))
    assert 'value="hosp-a"' in shown
    assert 'value="programme_officer"' not in shown
    posted = {
        "role": "unit_member",
        "organisation": "hosp-b",
        "manner": "substantive",
        "begins_on": "2026-01-01",
    }
    assert client.post(page, posted).status_code == 403
    assert client.post(page, {**posted, "organisation": "hosp-a"}).status_code == 302


def test_a_refusal_stands_on_the_form_and_nothing_is_kept(client, officer, head, other_head):
    client.force_login(officer)
    data = {
        "role": "head",
        "reach": "organisation",
        "organisation": "hosp-a",
        "manner": "substantive",
        "begins_on": "2026-01-01",
    }

    answer = client.post(reverse("registry:appoint", args=[other_head.person.pk]), data)

    assert answer.status_code == 422
    assert "is held by somebody else" in text(answer)


def test_a_holder_lends_takes_back_and_the_borrower_gains_and_loses(client, head, member, register):
    colleague = somebody("Dayan", "unit_member", organisation=register["hosp-a"])
    held = head.person.appointments.get()
    client.force_login(head)
    page = reverse("registry:lend_appointment", args=[held.pk])
    today = timezone.localdate()
    data = {"to": colleague.person.pk, "begins_on": today, "until": today + timedelta(9), "reason": "leave"}

    assert client.post(page, {**data, "to": member.person.pk}).status_code == 422
    assert client.post(page, data).status_code == 302
    client.force_login(colleague)
    own = reverse("registry:person_rights", args=[colleague.person.pk])
    assert "lent by Sunethra" in text(client.get(own))
    client.force_login(head)
    client.post(reverse("registry:take_back", args=[Delegation.objects.get().pk]))
    client.force_login(colleague)
    assert "lent by" not in text(client.get(own))


def test_nobody_lends_what_another_holds(client, other_head, head):
    client.force_login(other_head)
    held = head.person.appointments.get()

    assert client.get(reverse("registry:lend_appointment", args=[held.pk])).status_code == 404


def test_who_can_see_an_organisation_names_each_with_the_reason(
    client, officer, auditor, head, other_head, member
):
    client.force_login(officer)

    shown = text(client.get(reverse("registry:organisation_access", args=["hosp-a"])))

    for name in ("Nimali", "Kasun", "Sunethra"):
        assert name in shown
    assert "Bandula" not in shown
    assert "Chathuri" not in shown


def test_a_head_asks_who_sees_the_own_house_and_no_other(client, head):
    client.force_login(head)

    assert client.get(reverse("registry:organisation_access", args=["hosp-a"])).status_code == 200
    assert client.get(reverse("registry:organisation_access", args=["hosp-b"])).status_code == 404


def test_the_vacancy_clock_runs_from_the_day_after_the_last(client, officer, head):
    held = Appointment.objects.filter(person__user=head)
    held.update(until=timezone.localdate() - timedelta(10))
    client.force_login(officer)

    assert "for 9 days" in text(client.get(reverse("registry:vacancies")))
    assert "for 9 days" in text(client.get(reverse("registry:organisation_people", args=["hosp-a"])))


def test_vacancies_out_of_reach_are_not_counted(client, head, other_head):
    Appointment.objects.filter(person__user=other_head).update(until=timezone.localdate() - timedelta(10))
    client.force_login(head)

    assert "No office stands empty" in text(client.get(reverse("registry:vacancies")))


def test_an_agreement_is_made_and_its_end_ends_the_rights(client, officer, stranger, register):
    client.force_login(officer)
    today = timezone.localdate()
    made = {
        "partner_name": "Invented Advisers",
        "partner_kind": "firm",
        "reference": "A-7",
        "purpose": "advice",
        "organisation": "hosp-a",
        "begins_on": today - timedelta(9),
        "until": today + timedelta(90),
    }
    assert client.post(reverse("registry:new_agreement"), made).status_code == 302
    agreement = Agreement.objects.get(reference="A-7")
    appointments.appoint(
        stranger.person,
        appointments.Terms(
            appointments.Role.ADVISER,
            today - timedelta(1),
            organisation=register["hosp-a"],
            until=today + timedelta(9),
            agreement=agreement,
        ),
        by=officer,
        at=timezone.now(),
    )

    client.post(reverse("registry:end_agreement", args=[agreement.pk]), {"reason": "bankrupt"})

    agreement.refresh_from_db()
    assert agreement.until == today
    assert not Appointment.objects.in_force(today + timedelta(1)).filter(person=stranger.person).exists()


def test_readings_of_the_confidential_register_are_written_down(client, cert_analyst, register):
    for slug in ("hosp-a", "hosp-b"):
        CiiEntry.objects.create(
            organisation=register[slug],
            basis="programme",
            reference="test",
            essential_service="care",
            begins_on=LONG_AGO,
            proposed_at=NOW,
        )
    client.force_login(cert_analyst)

    client.get(reverse("registry:cii"))

    assert Entry.objects.filter(action="read", by=cert_analyst).count() == 2


def test_who_proposes_an_entry_does_not_accept_it(client, cert_analyst, register):
    second = somebody("Gayan", "cert_analyst")
    client.force_login(cert_analyst)
    data = {
        "organisation": "hosp-a",
        "essential_service": "care",
        "basis": "cert",
        "reference": "L-1",
        "begins_on": "2026-01-01",
    }
    client.post(reverse("registry:propose_cii"), data)
    entry = CiiEntry.objects.get()
    accept = reverse("registry:accept_cii", args=[entry.pk])

    refused = client.post(accept)
    assert refused.status_code == 409
    assert "Who proposed something does not accept it" in text(refused)
    assert not CiiEntry.objects.in_force(timezone.localdate()).exists()
    client.force_login(second)
    client.post(accept)
    assert CiiEntry.objects.in_force(timezone.localdate()).get() == entry


def test_a_proposal_that_was_closed_is_not_accepted_afterwards(cert_analyst, register):
    second, now = somebody("Gayan", "cert_analyst"), timezone.now()
    begins_on = timezone.localdate(now) + timedelta(9)
    entry = cii.propose(
        register["hosp-a"],
        basis=CiiBasis.CERT,
        reference="L-1",
        essential_service="care",
        begins_on=begins_on,
        by=cert_analyst,
        at=now,
    )
    cii.close(entry, reason="by mistake", by=cert_analyst, at=now)

    with pytest.raises(Refusal, match="ended_already"):
        cii.accept(entry, by=second, at=now)

    assert not CiiEntry.objects.in_force(begins_on).exists()


def test_the_list_of_people_asks_the_same_of_the_database_however_many_there_are(
    client, officer, register, django_assert_max_num_queries
):
    for number in range(30):
        somebody(f"Person{number}", "unit_member", organisation=register["hosp-a"])
    client.force_login(officer)

    with django_assert_max_num_queries(16):
        client.get(reverse("registry:people"))


def test_pages_of_people_follow_each_other_without_a_gap(client, officer, register):
    for number in range(60):
        somebody(f"Person{number:02}", "unit_member", organisation=register["hosp-a"])
    client.force_login(officer)
    seen, page = [], client.get(reverse("registry:people"))

    seen += [person.name_en for person in page.context["page"].rows]
    seen += [
        person.name_en
        for person in client.get(reverse("registry:people") + page.context["next_href"]).context["page"].rows
    ]

    assert sorted(seen) == sorted(Person.objects.values_list("name_en", flat=True))


def test_my_work_lists_the_empty_offices_of_the_own_house_only(client, head, other_head, register):
    for body in ("hosp-a", "hosp-b"):
        gone = people_service.add(names={"name_en": f"Gone from {body}"}, pack="lk", by=None, at=NOW)
        Appointment.objects.create(
            person=gone,
            role="cdio",
            reach="organisation",
            organisation=register[body],
            manner="substantive",
            begins_on=LONG_AGO,
            until=timezone.localdate() - timedelta(10),
            made_at=NOW,
        )
    client.force_login(head)

    shown = text(client.get(reverse("web:work")))

    assert reverse("registry:organisation_people", args=["hosp-a"]) in shown
    assert reverse("registry:organisation_people", args=["hosp-b"]) not in shown


def test_an_appointment_and_a_person_are_told_as_they_were(client, officer, auditor, head):
    held = head.person.appointments.get()
    client.force_login(officer)
    data = {"name_en": "Sunethra the Second", "reason": "as in the letter"}
    client.post(reverse("registry:correct_person", args=[head.person.pk]), data)
    client.post(reverse("registry:end_appointment", args=[held.pk]), {"reason": "retired"})
    client.force_login(auditor)

    person = text(client.get(reverse("registry:person", args=[head.person.pk])))
    appointment = text(client.get(reverse("registry:appointment", args=[held.pk])))

    assert "Sunethra the Second" in person
    assert "as in the letter" in person
    assert "retired" in appointment
