"""What an appointment allows is lent by its holder or an officer: not to oneself, and not by whoever borrowed it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import Manner, Reach, Role
from fulcrum.registry.models import Appointment, Delegation
from fulcrum.registry.services import appointments, delegations
from tests.cast import LONG_AGO, somebody

pytestmark = pytest.mark.django_db


def lend(appointment, to, *, by, days=9):
    now = timezone.now()
    today = timezone.localdate(now)
    return delegations.lend(
        appointment,
        to.person,
        begins_on=today,
        until=today + timedelta(days),
        reason="on leave",
        by=User.objects.get(pk=by.pk),
        at=now,
    )


def test_an_officer_lends_for_another_but_never_to_themselves(officer, auditor, stranger):
    held = auditor.person.appointments.get()

    with pytest.raises(Refusal, match="not_to_oneself"):
        lend(held, officer, by=officer)

    assert lend(held, stranger, by=officer).to == stranger.person


def test_what_was_lent_is_not_lent_on(officer, stranger):
    other = somebody("Other")
    held = officer.person.appointments.get()
    lend(held, stranger, by=officer)

    with pytest.raises(PermissionDenied):
        lend(held, other, by=stranger)


def test_a_holder_lends_only_those_of_their_appointments_whose_role_allows_it(register):
    holder = somebody("Ishara", "cdio", organisation=register["hosp-a"])
    second = Appointment.objects.create(
        person=holder.person,
        role=Role.INFORMATION_SECURITY_OFFICER,
        manner=Manner.COVERING,
        reach=Reach.ORGANISATION,
        organisation=register["hosp-a"],
        begins_on=LONG_AGO,
        made_at=timezone.now(),
    )
    colleague = somebody("Dayan", "unit_member", organisation=register["hosp-a"])

    with pytest.raises(PermissionDenied):
        lend(second, colleague, by=holder)

    lend(holder.person.appointments.get(role=Role.CDIO), colleague, by=holder)


def test_who_leaves_keeps_neither_what_was_lent_to_them_nor_what_was_to_begin(officer, head, register):
    now = timezone.now()
    today = timezone.localdate(now)
    leaver = somebody("Dayan", "unit_member", organisation=register["hosp-a"])
    lent = lend(head.person.appointments.get(), leaver, by=head)
    ahead = Appointment.objects.create(
        person=leaver.person,
        role=Role.CDIO,
        manner=Manner.SUBSTANTIVE,
        reach=Reach.ORGANISATION,
        organisation=register["hosp-a"],
        begins_on=today + timedelta(30),
        made_at=now,
    )

    assert appointments.leave(leaver.person, reason="left the service", by=officer, at=now) == 2

    assert not Delegation.objects.in_force(today).filter(pk=lent.pk).exists()
    assert not Appointment.objects.in_force(ahead.begins_on).filter(person=leaver.person).exists()
    assert Entry.objects.filter(action="registry.delegation_withdrawn", object_id=str(lent.pk)).exists()
