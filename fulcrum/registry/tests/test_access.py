"""Rights follow appointments: their role, reach and days; what was lent; what is cleared."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.registry import access
from fulcrum.registry.models import (
    Agreement,
    Appointment,
    CiiEntry,
    Delegation,
    Organisation,
    Partner,
    Person,
    Region,
)
from tests.cast import FAR_OFF, LONG_AGO, NOW, somebody

pytestmark = pytest.mark.django_db
READ = "registry.read_cii"


def anew(user):
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


def names(queryset):
    return set(queryset.values_list("slug", flat=True))


def seen(user):
    """The organisations whose limited facts this person is shown."""
    return names(Organisation.objects.filter(access.organisations_in(access.cleared(user))))


def test_who_holds_nothing_may_nothing(stranger):
    assert access.rights_of(stranger).grants == ()
    assert not any(access.may(stranger, action) for action in access.declared())


def test_an_action_that_nobody_declared_is_refused_loudly(officer):
    with pytest.raises(ValueError, match="no app declares"):
        access.may(officer, "registry.fly")


def test_a_head_reaches_one_house_and_no_other(head, register):
    assert seen(head) == {"hosp-a"}
    assert access.may(head, "registry.appoint", register["hosp-a"])
    assert not access.may(head, "registry.appoint", register["hosp-b"])
    with pytest.raises(PermissionDenied):
        access.require(head, "registry.appoint", register["hosp-b"])


def test_a_portfolio_reaches_those_below(register):
    from fulcrum.registry.services import deriving

    Organisation.objects.filter(slug__in=["hosp-a", "hosp-b"]).update(parent=register["dept-1"])
    deriving.derive("lk")
    dept = Organisation.objects.get(slug="dept-1")

    ministry = somebody("Mala", "ministry_cdio", organisation=dept, reach="portfolio")

    assert seen(ministry) == {"dept-1", "hosp-a", "hosp-b"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("LK-11", {"dsec-a", "hosp-a", "la-a"}),
        ("LK-1", {"dsec-a", "hosp-a", "la-a", "dsec-b", "hosp-b", "la-b"}),
    ],
)
def test_an_area_reaches_what_sits_in_it(code, expected, register):
    coordinator = somebody("Devi", "district_coordinator", region=Region.objects.get(pk=code))

    assert seen(coordinator) == expected
    assert access.may(coordinator, "registry.see_people", register["hosp-a"])


def test_the_first_and_the_last_day_count_and_no_other(head):
    today = timezone.localdate()
    held = Appointment.objects.filter(person__user=head)

    for begins, until, holds in [
        (today, today, True),
        (today - timedelta(9), today - timedelta(1), False),
        (today + timedelta(1), None, False),
    ]:
        held.update(begins_on=begins, until=until)
        assert bool(access.roles_of(anew(head))) is holds


def test_what_was_ended_today_gives_nothing_today(head, officer, now):
    from fulcrum.registry.services import appointments

    appointments.end(
        Appointment.objects.get(person__user=head), reason="moved", by=officer, at=timezone.now()
    )

    assert access.roles_of(anew(head)) == frozenset()


def test_what_was_lent_reaches_as_far_and_ends_on_its_day(head, stranger, register):
    lent = Delegation.objects.create(
        appointment=Appointment.objects.get(person__user=head),
        to=Person.objects.get(user=stranger),
        begins_on=LONG_AGO,
        until=timezone.localdate(),
        reason="on leave",
        made_at=NOW,
    )

    assert seen(anew(stranger)) == {"hosp-a"}

    for change in ({"until": timezone.localdate() - timedelta(1)}, {"until": FAR_OFF, "withdrawn_at": NOW}):
        Delegation.objects.filter(pk=lent.pk).update(**change)
        assert seen(anew(stranger)) == set()


def test_what_was_lent_ends_with_the_appointment_it_came_from(head, stranger):
    held = Appointment.objects.filter(person__user=head)
    Delegation.objects.create(
        appointment=held.get(),
        to=Person.objects.get(user=stranger),
        begins_on=LONG_AGO,
        until=FAR_OFF,
        reason="on leave",
        made_at=NOW,
    )
    assert access.roles_of(anew(stranger))

    held.update(until=timezone.localdate() - timedelta(1))

    assert access.roles_of(anew(stranger)) == frozenset()


def test_a_partner_may_what_the_agreement_covers_until_its_last_day(register):
    agreement = Agreement.objects.create(
        partner=Partner.objects.create(kind="firm", name_en="Invented Advisers", pack="lk"),
        reference="A-1",
        purpose="advice",
        reach="nation",
        begins_on=LONG_AGO,
        until=FAR_OFF,
        made_at=NOW,
    )
    adviser = somebody("Ines", "adviser", organisation=register["hosp-a"], agreement=agreement, until=FAR_OFF)
    assert seen(adviser) == {"hosp-a"}

    Agreement.objects.update(until=date(2001, 1, 1))

    assert seen(anew(adviser)) == set()


def test_a_closed_account_may_nothing(officer):
    officer.is_active = False

    assert access.roles_of(officer) == frozenset()


def test_confidential_facts_need_a_clearance_and_the_place(officer, head, cert_analyst, auditor, register):
    for slug in ("hosp-a", "hosp-b"):
        CiiEntry.objects.create(
            organisation=register[slug],
            basis="programme",
            reference="test",
            essential_service="care",
            begins_on=LONG_AGO,
            proposed_at=NOW,
        )

    counts = {
        user.name: CiiEntry.objects.visible_to(user).count()
        for user in (officer, head, cert_analyst, auditor)
    }

    assert counts == {"Nimali": 0, "Sunethra": 1, "Fathima": 2, "Kasun": 2}
    assert access.cleared(officer, Classification.LIMITED).everywhere


def test_rights_cost_three_queries_whoever_asks_and_are_read_once(head, django_assert_num_queries):
    user = anew(head)

    with django_assert_num_queries(3):
        for action in access.declared():
            access.may(user, action)


def test_a_scope_holds_exactly_the_organisations_that_its_condition_finds(register, officer, head):
    users = [officer, head, somebody("Devi", "district_coordinator", region=Region.objects.get(pk="LK-11"))]

    for user in users:
        scope = access.cleared(user)
        found = names(Organisation.objects.filter(access.organisations_in(scope)))
        assert found == {slug for slug, body in register.items() if scope.holds(access.place_of(body))}
