"""Somebody has to do with two houses: each house knows its own part, and not the other's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fulcrum.registry import access
from fulcrum.registry.models import Appointment, Delegation, Person
from tests.cast import LONG_AGO, NOW, somebody


def appointed(person, role, body, **more):
    return Appointment.objects.create(
        person=person,
        role=role,
        reach="organisation",
        organisation=body,
        manner="substantive",
        begins_on=LONG_AGO,
        made_at=NOW,
        **more,
    )


@pytest.fixture
def newcomer_from(register):
    """A member of hosp-a who was one of hosp-b until last year, and can be reached."""
    person = somebody("Kamala", "unit_member", organisation=register["hosp-a"]).person
    Person.objects.filter(pk=person.pk).update(email="kamala@tests.invalid", phone="+94 11 555")
    appointed(person, "unit_member", register["hosp-b"], until=timezone.localdate() - timedelta(days=365))
    return person


@pytest.fixture
def former_head(register):
    """The head of hosp-b, the house that she left."""
    return somebody("Malini", "head", organisation=register["hosp-b"])


def test_a_house_that_somebody_left_is_not_told_how_to_reach_them_now(client, newcomer_from, former_head):
    client.force_login(former_head)

    page = client.get(reverse("registry:person", args=[newcomer_from.pk]))
    file = client.get(reverse("registry:people_export", args=["csv"]))

    assert page.status_code == 200, "that she was there stays known"
    assert b"Kamala" in page.content
    for answer in (page.content, b"".join(file) if file.streaming else file.content):
        assert b"kamala@" not in answer
        assert b"+94 11 555" not in answer


def test_her_house_of_today_is_told(client, head, newcomer_from):
    client.force_login(head)

    assert b"kamala@tests.invalid" in client.get(reverse("registry:person", args=[newcomer_from.pk])).content


def test_what_is_lent_at_another_house_is_not_told_to_the_own(client, head, newcomer_from, former_head):
    Delegation.objects.create(
        appointment=former_head.person.appointments.get(),
        to=newcomer_from,
        begins_on=LONG_AGO,
        until=timezone.localdate() + timedelta(days=9),
        reason="zzqplantedsurgery",
        made_at=NOW,
    )
    address = reverse("registry:person", args=[newcomer_from.pk])

    client.force_login(head)
    of_the_own_house = client.get(address)
    client.force_login(former_head)
    of_the_lender = client.get(address)

    assert b"zzqplantedsurgery" not in of_the_own_house.content
    assert b"zzqplantedsurgery" in of_the_lender.content


def test_only_who_may_take_lent_rights_back_is_offered_it(client, head, auditor, register):
    member = somebody("Kamala", "unit_member", organisation=register["hosp-a"]).person
    lent = Delegation.objects.create(
        appointment=head.person.appointments.get(),
        to=member,
        begins_on=LONG_AGO,
        until=timezone.localdate() + timedelta(days=9),
        reason="leave",
        made_at=NOW,
    )
    offer = reverse("registry:take_back", args=[lent.pk]).encode()
    address = reverse("registry:person", args=[member.pk])

    client.force_login(auditor)
    to_auditor = client.get(address)
    client.force_login(head)
    to_head = client.get(address)

    assert b"leave" in to_auditor.content
    assert offer not in to_auditor.content
    assert offer in to_head.content


def test_an_auditor_of_one_house_has_nothing_to_do_with_what_belongs_to_none(auditor, register):
    of_one = somebody("Tharaka", "auditor", organisation=register["hosp-b"])

    national = [action for action in access.declared() if access.is_nationwide(action)]

    assert {"jobs.see", "notices.see_outbox", "registry.see_agreements"} <= set(national)
    assert not any(access.may(of_one, action) for action in national)
    assert access.may(auditor, "jobs.see")
    assert access.may(of_one, "audit.read"), "within the own house"
