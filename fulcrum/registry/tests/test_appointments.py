"""Appointing and ending: who may, what is refused, and what two officers at once are told."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.roles import Manner, Reach, Role
from fulcrum.registry.models import Agreement, Appointment, Partner
from fulcrum.registry.services import appointments, people
from fulcrum.registry.services.appointments import Terms
from tests.cast import LONG_AGO, NOW, somebody

DAY = date(2026, 1, 1)


@pytest.fixture
def newcomer(db):
    return people.add(names={"name_en": "Anula"}, pack="lk", by=None, at=NOW)


def agreement_for(body):
    return Agreement.objects.create(
        partner=Partner.objects.create(kind="firm", name_en="Invented Advisers", pack="lk"),
        reference="A-1",
        purpose="advice",
        reach="organisation",
        organisation=body,
        begins_on=DAY,
        until=DAY + timedelta(90),
        made_at=NOW,
    )


def test_an_officer_appoints_a_head_and_the_audit_tells(newcomer, officer, register):
    made = appointments.appoint(
        newcomer,
        Terms(Role.HEAD, DAY, organisation=register["hosp-a"], basis="Letter 12"),
        by=officer,
        at=NOW,
    )

    entry = Entry.objects.get(action="registry.appointed")
    assert (entry.by, entry.object_id, entry.reason) == (officer, str(made.pk), "Letter 12")


def test_a_head_fills_posts_of_the_own_house_only(newcomer, head, register):
    appointments.appoint(
        newcomer, Terms(Role.UNIT_MEMBER, DAY, organisation=register["hosp-a"]), by=head, at=NOW
    )

    for terms in (
        Terms(Role.UNIT_MEMBER, DAY, organisation=register["hosp-b"]),
        Terms(Role.HEAD, DAY, organisation=register["hosp-a"]),
        Terms(Role.PROGRAMME_OFFICER, DAY, reach=Reach.NATION),
    ):
        with pytest.raises(PermissionDenied):
            appointments.appoint(newcomer, terms, by=head, at=NOW)


def test_a_stranger_appoints_nobody(newcomer, stranger, register):
    with pytest.raises(PermissionDenied):
        appointments.appoint(
            newcomer, Terms(Role.CDIO, DAY, organisation=register["hosp-a"]), by=stranger, at=NOW
        )


REFUSED = {
    "reach_not_of_role": lambda body: Terms(Role.HEAD, DAY, reach=Reach.NATION),
    "end_before_begin": lambda body: Terms(Role.HEAD, DAY, organisation=body, until=DAY - timedelta(1)),
    "end_missing": lambda body: Terms(Role.AUDITOR, DAY, reach=Reach.NATION),
    "agreement_missing": lambda body: Terms(Role.MENTOR, DAY, organisation=body, until=DAY),
    "agreement_not_of_role": lambda body: Terms(
        Role.HEAD, DAY, organisation=body, agreement=agreement_for(body)
    ),
    "outside_agreement": lambda body: Terms(
        Role.MENTOR, DAY, organisation=body, until=DAY + timedelta(91), agreement=agreement_for(body)
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_terms_that_cannot_be_are_refused_in_words(code, newcomer, officer, register):
    with pytest.raises(Refusal) as told:
        appointments.appoint(newcomer, REFUSED[code](register["hosp-a"]), by=officer, at=NOW)

    assert told.value.code == code
    assert "%(" not in refused.word(told.value)
    assert not Appointment.objects.filter(person=newcomer).exists()


def test_an_agreement_for_one_house_gives_nothing_in_another(newcomer, officer, register):
    terms = Terms(
        Role.MENTOR,
        DAY,
        organisation=register["hosp-b"],
        until=DAY,
        agreement=agreement_for(register["hosp-a"]),
    )

    with pytest.raises(Refusal, match="outside_agreement"):
        appointments.appoint(newcomer, terms, by=officer, at=NOW)


def test_a_closed_organisation_has_no_posts_to_fill(newcomer, officer, register):
    body = register["hosp-a"]
    body.closed_on = DAY

    with pytest.raises(Refusal, match="is_closed"):
        appointments.appoint(newcomer, Terms(Role.HEAD, DAY, organisation=body), by=officer, at=NOW)
    assert appointments.appoint(
        newcomer,
        Terms(Role.HEAD, DAY - timedelta(9), organisation=body, until=DAY - timedelta(1)),
        by=officer,
        at=NOW,
    ).pk


def test_nobody_appoints_themselves(officer, register):
    with pytest.raises(Refusal, match="not_to_oneself"):
        appointments.appoint(
            officer.person, Terms(Role.HEAD, DAY, organisation=register["hosp-a"]), by=officer, at=NOW
        )


def test_the_simulated_and_the_real_never_meet(officer, register):
    simulated = people.add(names={"name_en": "Nobody"}, pack="demo", by=None, at=NOW)

    with pytest.raises(Refusal, match="simulated_and_real"):
        appointments.appoint(
            simulated, Terms(Role.HEAD, DAY, organisation=register["hosp-a"]), by=officer, at=NOW
        )


def test_an_office_has_one_holder_and_others_act_beside_them(newcomer, head, officer, register):
    with pytest.raises(Refusal, match="office_is_held"):
        appointments.appoint(
            newcomer, Terms(Role.HEAD, DAY, organisation=register["hosp-a"]), by=officer, at=NOW
        )

    appointments.appoint(
        newcomer,
        Terms(Role.HEAD, DAY, organisation=register["hosp-a"], manner=Manner.ACTING),
        by=officer,
        at=NOW,
    )


def test_a_role_is_not_given_twice(newcomer, officer, register):
    terms = Terms(Role.UNIT_MEMBER, DAY, organisation=register["hosp-a"])
    appointments.appoint(newcomer, terms, by=officer, at=NOW)

    with pytest.raises(Refusal, match="role_is_held_already"):
        appointments.appoint(newcomer, terms, by=officer, at=NOW)


def test_a_successor_follows_on_the_day_on_which_the_office_was_ended(newcomer, head, officer, register):
    now = timezone.now()
    appointments.end(head.person.appointments.get(), reason="retired", by=officer, at=now)

    made = appointments.appoint(
        newcomer,
        Terms(Role.HEAD, timezone.localdate(now), organisation=register["hosp-a"]),
        by=officer,
        at=now,
    )

    assert made.pk


def test_ending_needs_a_reason_and_happens_once(head, officer):
    held = head.person.appointments.get()

    with pytest.raises(Refusal, match="reason_missing"):
        appointments.end(held, reason=" ", by=officer, at=NOW)
    appointments.end(held, reason="retired", by=officer, at=NOW)
    with pytest.raises(Refusal, match="ended_already"):
        appointments.end(held, reason="retired", by=officer, at=NOW)


def test_leaving_ends_everything_at_once_and_keeps_what_was_written(officer, head, register):
    now = timezone.now()
    other = somebody("Other", "programme_officer")
    made = appointments.appoint(
        people.add(names={"name_en": "Kamala"}, pack="lk", by=officer, at=now),
        Terms(Role.CDIO, LONG_AGO, organisation=register["hosp-a"]),
        by=officer,
        at=now,
    )

    assert appointments.leave(officer.person, reason="left the service", by=other, at=now) == 1

    made.refresh_from_db()
    assert made.made_by == officer
    assert not officer.person.appointments.in_force(timezone.localdate(now)).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_fill_one_office_at_once_one_wins_and_the_other_is_told(officer, register):
    rivals = [people.add(names={"name_en": name}, pack="lk", by=None, at=NOW) for name in ("Asoka", "Bandu")]
    outcomes, start = [], threading.Barrier(2)

    def fill(person):
        start.wait()
        try:
            appointments.appoint(
                person, Terms(Role.HEAD, DAY, organisation=register["hosp-a"]), by=officer, at=NOW
            )
            outcomes.append("made")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=fill, args=[person]) for person in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["made", "office_is_held"]
    assert Appointment.objects.filter(role=Role.HEAD).count() == 1


def test_a_person_corrects_the_own_name_and_the_register_keeps_both(head):
    people.correct(head.person, names={"name_si": "සුනේත්‍රා"}, reason="", by=head, at=NOW)

    entry = Entry.objects.get(action="registry.person_corrected")
    assert (entry.before, entry.after) == ({"name_si": ""}, {"name_si": "සුනේත්‍රා"})


def test_nobody_else_corrects_a_name_without_the_right(head, stranger):
    with pytest.raises(PermissionDenied):
        people.correct(head.person, names={"name_en": "X"}, reason="why not", by=stranger, at=NOW)
