"""A head names members; somebody else accepts, and everything follows in one transaction."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Person
from fulcrum.units.domain.codes import EventKind, NominationState, Origin
from fulcrum.units.models import Holding, Nomination
from fulcrum.units.services import nominations, units
from fulcrum.units.tests.members import member, newcomer, nominate, person
from tests.cast import FAR_OFF, NOW, TODAY, somebody

A_DAY = timedelta(days=1)


def test_a_head_names_somebody_new_and_the_officer_is_told(unit, head, officer):
    row = nominate(unit, newcomer(languages="si en"), "SD", by=head, declared="  my  cousin ")

    assert (row.state, row.posts, row.declared) == (NominationState.NOMINATED, ["SD"], "my cousin")
    assert (row.person.pack, row.person.languages, row.person.user) == ("lk", "si en", None)
    notice = Notice.objects.get(kind="units.member_nominated")
    assert (notice.to, notice.url) == (officer, f"/nominations/{row.pk}/")
    assert not Holding.objects.exists(), "nobody is in the post before somebody else said so"


def test_acceptance_appoints_fills_the_post_invites_and_tells(unit, head, officer):
    row = nominate(unit, newcomer(), "SD", by=head)

    done = nominations.accept(row, by=officer, at=NOW)

    (holding,) = done.holdings
    post = unit.posts.get(code="SD")
    assert (holding.post, holding.person, holding.begins_on, holding.until) == (post, row.person, TODAY, None)
    assert (holding.appointment.role, holding.appointment.organisation) == (
        Role.UNIT_MEMBER,
        unit.organisation,
    )
    assert (holding.appointment.made_by, holding.appointment.basis) == (officer, f"nomination {row.pk}")
    assert (post.vacant_since, post.unowned_since) == (None, None)
    event = unit.events.get(kind=EventKind.MEMBER_JOINED)
    assert event.facts["posts"] == ["SD"]
    user = Person.objects.get(pk=row.person.pk).user
    assert done.is_invited
    assert not user.has_usable_password()
    assert user.email == "kumari@tests.invalid"
    assert Notice.objects.filter(kind="units.nomination_decided", to=head).exists()
    assert Notice.objects.filter(kind="units.you_are_appointed", to=user).exists()
    assert Entry.objects.filter(action="units.nomination_accepted", by=officer).count() == 1


def test_the_post_of_the_lead_gives_the_role_of_the_lead(unit, head, officer):
    (holding,) = member(unit, newcomer(), "LD", head=head, officer=officer)

    assert holding.appointment.role == Role.UNIT_LEAD


def test_rights_begin_with_the_first_day_and_not_before(unit, head, officer):
    someone = somebody("Dilrukshi")
    member(unit, someone.person, "SD", head=head, officer=officer, begins_on=FAR_OFF)
    assert not access.may(someone, "units.see", unit.organisation)

    other = somebody("Vajira")
    member(unit, other.person, "LD", head=head, officer=officer)
    assert access.may(other, "units.run", unit.organisation)


def test_somebody_with_an_account_is_not_invited_again(unit, head, officer):
    someone = somebody("Dilrukshi")
    someone.set_password("a long sentence of words")
    someone.save()

    row = nominate(unit, someone.person, by=head)
    done = nominations.accept(row, by=officer, at=NOW)

    assert (done.is_invited, done.not_invited) == (False, None)
    assert mail.outbox == []


def test_what_stands_against_an_invitation_does_not_undo_the_acceptance(unit, head, officer):
    silent = person()
    Person.objects.filter(pk=silent.pk).update(email="")
    silent.refresh_from_db()

    done = nominations.accept(nominate(unit, silent, by=head), by=officer, at=NOW)

    assert len(done.holdings) == 1
    assert done.not_invited.code == "no_address_to_invite"


def test_two_posts_of_one_role_rest_on_one_appointment(register, model, head, officer):
    unit = units.create(
        register["hosp-a"], origin=Origin.OFFER, blueprint=model, staff=60, began_on=TODAY, basis="offer 1",
        by=head, at=NOW,
    )  # fmt: skip

    holdings = member(unit, newcomer(), "SD", "BP", head=head, officer=officer)

    assert [each.post.code for each in holdings] == ["SD", "BP"]
    assert Appointment.objects.filter(person=holdings[0].person).count() == 1


def test_a_post_taken_on_later_rests_on_the_appointment_that_covers_its_days(register, model, head, officer):
    unit = units.create(
        register["hosp-a"], origin=Origin.OFFER, blueprint=model, staff=60, began_on=TODAY, basis="offer 1",
        by=head, at=NOW,
    )  # fmt: skip
    (first,) = member(unit, newcomer(), "SD", head=head, officer=officer)

    (second,) = member(unit, first.person, "BP", head=head, officer=officer, until=TODAY + 30 * A_DAY)

    assert second.appointment == first.appointment


def test_who_named_does_not_accept(unit, officer, head):
    row = nominate(unit, newcomer(), by=head)
    Nomination.objects.filter(pk=row.pk).update(nominated_by=officer)

    with pytest.raises(Refusal, match="who_named_does_not_accept"):
        nominations.accept(row, by=officer, at=NOW)


def test_an_officer_does_not_accept_themselves(unit, officer, head):
    row = nominate(unit, officer.person, by=head)

    with pytest.raises(Refusal, match="not_to_oneself"):
        nominations.accept(row, by=officer, at=NOW)
    assert not Holding.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "auditor", "officer"])
def test_only_the_house_names(who, unit, request):
    with pytest.raises(PermissionDenied):
        nominate(unit, newcomer(), by=request.getfixturevalue(who))
    assert not Person.objects.filter(name_en="Kumari Invented").exists()


def test_the_head_of_another_house_names_nobody_here(unit, register):
    other = somebody("Chathuri", "head", organisation=register["hosp-b"])

    with pytest.raises(PermissionDenied):
        nominate(unit, newcomer(), by=other)


@pytest.mark.parametrize("who", ["stranger", "auditor", "head"])
def test_only_an_officer_accepts(who, unit, head, request):
    row = nominate(unit, newcomer(), by=head)

    with pytest.raises(PermissionDenied):
        nominations.accept(row, by=request.getfixturevalue(who), at=NOW)


def test_a_cdio_of_the_house_names_too(unit, register):
    cdio = somebody("Isuru", "cdio", organisation=register["hosp-a"])

    assert nominate(unit, newcomer(), by=cdio).nominated_by == cdio


def test_nobody_names_themselves(unit, head):
    with pytest.raises(Refusal, match="member_names_oneself"):
        nominate(unit, head.person, "LD", by=head)


def test_an_auditor_is_no_member(unit, head, auditor):
    with pytest.raises(Refusal, match="member_is_auditor"):
        nominate(unit, auditor.person, by=head)


def test_somebody_of_another_country_is_no_member(unit, head):
    with pytest.raises(Refusal, match="member_of_another_pack"):
        nominate(unit, person(pack="demo"), by=head)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"begins_on": TODAY - A_DAY}, "begins_before_the_unit"),
        ({"until": TODAY - A_DAY}, "end_before_begin"),
    ],
)
def test_days_that_cannot_be_are_refused(changes, code, unit, head):
    with pytest.raises(Refusal, match=code):
        nominate(unit, newcomer(), by=head, **changes)


@pytest.mark.parametrize(
    ("posts", "code"), [(("XX",), "post_is_gone"), (("LD", "SD"), "posts_not_combinable")]
)
def test_posts_that_cannot_be_are_refused_and_nobody_new_stays_in_the_register(posts, code, unit, head):
    with pytest.raises(Refusal, match=code):
        nominate(unit, newcomer(), *posts, by=head)
    assert not Person.objects.filter(name_en="Kumari Invented").exists()


def test_somebody_new_needs_an_address_that_nobody_has(unit, head):
    person("Asoka Invented", email="asoka@tests.invalid")

    with pytest.raises(Refusal, match="person_without_address"):
        nominate(unit, newcomer(email=" "), by=head)
    with pytest.raises(Refusal, match="person_is_known"):
        nominate(unit, newcomer(email="Asoka@tests.invalid"), by=head)


def test_a_person_is_named_once_at_a_time(unit, head):
    someone = person()
    nominate(unit, someone, by=head)

    with pytest.raises(Refusal, match="nominated_already"):
        nominate(unit, someone, "LD", by=head)


def test_a_held_post_is_refused_when_it_is_named_and_when_it_is_accepted(unit, head, officer):
    late = nominate(unit, person("Bandu Invented"), by=head)
    member(unit, newcomer(), head=head, officer=officer)

    with pytest.raises(Refusal, match="post_is_held"):
        nominate(unit, person("Chitra Invented"), by=head)
    with pytest.raises(Refusal, match="post_is_held"):
        nominations.accept(late, by=officer, at=NOW)
    late.refresh_from_db()
    assert late.state == NominationState.NOMINATED


def test_a_closed_unit_takes_nobody(unit, head, officer):
    row = nominate(unit, newcomer(), by=head)
    units.close(unit, reason="merged", by=officer, at=NOW)

    with pytest.raises(Refusal, match="unit_is_closed"):
        nominations.accept(row, by=officer, at=NOW)


def test_days_that_have_passed_are_not_accepted_any_more(unit, head, officer):
    row = nominate(unit, newcomer(), by=head, until=TODAY + A_DAY)

    with pytest.raises(Refusal, match="days_are_over"):
        nominations.accept(row, by=officer, at=NOW + 2 * A_DAY)


def test_a_refusal_carries_its_reason_to_the_head(unit, head, officer):
    row = nominate(unit, newcomer(), by=head)
    with pytest.raises(Refusal, match="reason_missing"):
        nominations.refuse(row, reason=" ", by=officer, at=NOW)

    nominations.refuse(row, reason="not enough hours", by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by) == (NominationState.REFUSED, "not enough hours", officer)
    assert "not enough hours" in str(Notice.objects.get(kind="units.nomination_decided", to=head).facts)


def test_what_was_taken_back_is_not_answered_any_more(unit, head, officer):
    row = nominations.withdraw(nominate(unit, newcomer(), by=head), by=head, at=NOW)

    with pytest.raises(Refusal, match="nomination_is_decided"):
        nominations.accept(row, by=officer, at=NOW)


def test_an_account_of_the_demonstration_names_nobody_in_a_real_organisation(unit, head):
    head.is_demonstration = True
    head.save()

    with pytest.raises(Refusal, match="simulated_and_real"):
        nominate(unit, newcomer(), by=head)


def test_an_acting_one_fills_the_post_while_the_lack_of_an_own_holder_stays_visible(unit, head, officer):
    member(unit, newcomer(), "LD", head=head, officer=officer, manner=Manner.ACTING)

    post = unit.posts.get(code="LD")
    assert (post.vacant_since, post.unowned_since) == (None, TODAY)
