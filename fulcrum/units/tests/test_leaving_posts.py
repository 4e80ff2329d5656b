"""Members leave: rights end the same day, the clock of the post starts, and what is open is handed over."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.services import appointments
from fulcrum.units.domain.codes import EventKind
from fulcrum.units.models import HandOver, Holding, Post, StandIn, Unit
from fulcrum.units.services import hand_overs, members, posts, units
from fulcrum.units.tests import small_model
from fulcrum.units.tests.members import member, newcomer, person
from tests.cast import FAR_OFF, NOW, TODAY, somebody

A_DAY = timedelta(days=1)
BEFORE = TODAY - 10 * A_DAY
LIST = """
hand_over:
  - {code: work, names: {en: Open work}}
  - {code: keys, posts: [SD], names: {en: Keys}}
  - {code: advice, posts: [LD], names: {en: Advice}}
"""


@pytest.fixture
def model(db):
    """The small model with a list of what is handed over."""
    return small_model.published(small_model.TEXT + LIST)


@pytest.fixture
def unit(unit):
    """The unit, as if it had begun a month ago."""
    Unit.objects.filter(pk=unit.pk).update(began_on=TODAY - 30 * A_DAY)
    Post.objects.filter(unit=unit).update(opened_on=TODAY - 30 * A_DAY)
    unit.refresh_from_db()
    return unit


@pytest.fixture
def supporter(unit, head, officer):
    """Somebody with an account who supports the staff since ten days; their holding."""
    someone = somebody("Dilrukshi")
    (holding,) = member(unit, someone.person, "SD", head=head, officer=officer, begins_on=BEFORE)
    holding.user = someone
    return holding


def end(holding, by, *, at=NOW, on=None):
    members.end(holding, reason="transferred", by=by, at=at, on=on)
    holding.refresh_from_db()


@pytest.mark.parametrize("who", ["head", "officer"])
def test_leaving_ends_rights_the_same_day_and_starts_the_clock(who, supporter, unit, request):
    assert access.may(supporter.user, "units.see", unit.organisation)

    end(supporter, request.getfixturevalue(who))

    user = type(supporter.user).objects.get(pk=supporter.user.pk)
    supporter.appointment.refresh_from_db()
    post = unit.posts.get(code="SD")
    assert not supporter.appointment.is_in_force(TODAY)
    assert not user.person.appointments.in_force(TODAY).exists()
    assert (post.vacant_since, post.unowned_since) == (TODAY, TODAY)
    assert unit.events.get(kind=EventKind.MEMBER_LEFT).reason == "transferred"
    assert Notice.objects.filter(kind="units.your_post_ends", to=user).exists()


def test_a_successor_begins_on_the_day_on_which_the_other_was_ended(supporter, unit, head, officer):
    end(supporter, head)

    (next_one,) = member(unit, newcomer(), "SD", head=head, officer=officer)

    assert next_one.begins_on == TODAY
    assert unit.posts.get(code="SD").vacant_since is None


def test_a_last_day_ahead_keeps_the_post_filled_until_then(supporter, unit, head):
    end(supporter, head, on=TODAY + 3 * A_DAY)

    supporter.appointment.refresh_from_db()
    assert (supporter.until, supporter.appointment.until) == (TODAY + 3 * A_DAY, TODAY + 3 * A_DAY)
    assert unit.posts.get(code="SD").vacant_since is None
    posts.wind_all(TODAY + 3 * A_DAY)
    assert unit.posts.get(code="SD").vacant_since is None
    posts.wind_all(TODAY + 4 * A_DAY)
    assert unit.posts.get(code="SD").vacant_since == TODAY + 4 * A_DAY


def test_what_the_register_ends_ends_in_the_unit_too(supporter, unit, officer):
    appointments.leave(supporter.person, reason="retired", by=officer, at=NOW)

    supporter.refresh_from_db()
    assert (supporter.until, supporter.end_reason) == (TODAY, "retired")
    assert supporter.ended_at == NOW
    assert unit.posts.get(code="SD").vacant_since == TODAY
    assert HandOver.objects.filter(holding=supporter).exists()
    assert unit.events.get(kind=EventKind.MEMBER_LEFT).by == officer


def test_an_appointment_stands_as_long_as_one_post_rests_on_it(register, model, head, officer):
    unit = units.create(
        register["hosp-b"], origin="offer", blueprint=model, staff=60, began_on=TODAY, basis="offer 2",
        by=head, at=NOW,
    )  # fmt: skip
    chief = somebody("Chathuri", "head", organisation=register["hosp-b"])
    one, other = member(unit, newcomer(), "SD", "BP", head=chief, officer=officer)

    end(one, chief)
    one.appointment.refresh_from_db()
    assert one.appointment.until is None

    end(other, chief)
    one.appointment.refresh_from_db()
    assert one.appointment.until == TODAY
    assert not one.appointment.is_in_force(TODAY)


def test_the_lead_leaves_another_acts_and_the_lead_comes_back(unit, head, officer):
    (first,) = member(unit, newcomer("Amara Invented"), "LD", head=head, officer=officer, begins_on=BEFORE)
    end(first, head)
    assert unit.posts.get(code="LD").vacant_since == TODAY

    later = NOW + 40 * A_DAY
    (acting,) = member(
        unit, newcomer("Bimal Invented"), "LD", head=head, officer=officer, at=later,
        begins_on=TODAY + 40 * A_DAY, manner=Manner.ACTING,
    )  # fmt: skip
    post = unit.posts.get(code="LD")
    assert (post.vacant_since, post.unowned_since) == (None, TODAY)

    back = NOW + 60 * A_DAY
    end(acting, head, at=back)
    member(unit, first.person, "LD", head=head, officer=officer, at=back, begins_on=TODAY + 60 * A_DAY)

    post = unit.posts.get(code="LD")
    assert (post.vacant_since, post.unowned_since) == (None, None)
    assert Holding.objects.filter(post=post).count() == 3


@pytest.mark.parametrize("who", ["lead", "stranger", "auditor"])
def test_who_may_not_fill_a_post_may_not_end_it(who, supporter, request):
    with pytest.raises(PermissionDenied):
        end(supporter, request.getfixturevalue(who))


def test_nothing_ends_twice_and_nothing_without_a_reason(supporter, head):
    with pytest.raises(Refusal, match="reason_missing"):
        members.end(supporter, reason=" ", by=head, at=NOW)
    end(supporter, head)

    with pytest.raises(Refusal, match="ended_already"):
        end(supporter, head)


def test_who_never_began_hands_nothing_over(unit, head, officer):
    (holding,) = member(unit, newcomer(), "SD", head=head, officer=officer, begins_on=FAR_OFF)

    end(holding, head)

    assert not HandOver.objects.exists()
    assert unit.posts.get(code="SD").vacant_since == unit.began_on
    assert not Holding.objects.in_force(FAR_OFF).exists()


def test_the_list_of_the_model_is_opened_with_the_lines_of_the_post(supporter, head, officer):
    end(supporter, officer)

    hand_over = HandOver.objects.get(holding=supporter)
    assert [item.code for item in hand_over.items.all()] == ["work", "keys"]
    assert hand_over.due_on is None, "no calendar reaches that far, and nobody is kept in a post for it"
    told = Notice.objects.get(kind="units.member_leaves")
    assert (told.to, told.url) == (head, f"/hand-overs/{hand_over.pk}/")


def test_it_is_due_ten_working_days_later_or_with_a_later_last_day(calendars, supporter, head):
    body = supporter.post.unit.organisation

    assert hand_overs.due_on(body, TODAY, TODAY) == date(2026, 12, 8), "the day after is a Poya day"
    assert hand_overs.due_on(body, TODAY + 20 * A_DAY, TODAY) == TODAY + 20 * A_DAY


def test_it_is_finished_with_the_last_line(supporter, head, lead):
    end(supporter, head)
    work, keys = HandOver.objects.get(holding=supporter).items.all()

    assert hand_overs.settle(work, by=lead, at=NOW).finished_at is None
    with pytest.raises(Refusal, match="line_is_settled"):
        hand_overs.settle(work, by=head, at=NOW)
    with pytest.raises(Refusal, match="reason_missing"):
        hand_overs.settle(keys, is_needed=False, by=head, at=NOW)
    done = hand_overs.settle(keys, is_needed=False, note="had none", by=head, at=NOW)

    assert done.finished_at == NOW
    with pytest.raises(Refusal, match="hand_over_is_finished"):
        hand_overs.settle(keys, by=head, at=NOW)


@pytest.mark.parametrize("who", ["stranger", "auditor", "officer"])
def test_only_who_runs_the_unit_settles_lines(who, supporter, head, request):
    end(supporter, head)

    with pytest.raises(PermissionDenied):
        hand_overs.settle(HandOver.objects.get().items.first(), by=request.getfixturevalue(who), at=NOW)


def test_a_term_that_runs_out_opens_its_hand_over_once(unit, head, officer):
    (holding,) = member(unit, newcomer(), "SD", head=head, officer=officer, until=TODAY + 30 * A_DAY)
    assert members.note_expired(at=NOW) == 0

    assert members.note_expired(at=NOW + 20 * A_DAY) == 1
    assert members.note_expired(at=NOW + 21 * A_DAY) == 0

    assert HandOver.objects.get().holding == holding
    assert unit.events.get(kind=EventKind.MEMBER_LEFT).on == TODAY + 30 * A_DAY


def test_the_clocks_are_wound_once_a_day_and_the_second_time_finds_nothing(unit, head, officer):
    member(unit, newcomer(), "SD", head=head, officer=officer, until=TODAY)
    posts.wind_all(TODAY)

    assert posts.wind_all(TODAY + A_DAY) == 1
    assert posts.wind_all(TODAY + A_DAY) == 0


def name(post, who, by, **more):
    days = {"begins_on": TODAY, "until": None, **more}
    return members.name_stand_in(post, who, by=by, at=NOW, **days)


def test_a_stand_in_is_named_and_ended_and_gives_no_rights(supporter, lead, unit):
    someone = somebody("Vajira")
    row = name(supporter.post, someone.person, lead, begins_on=TODAY - A_DAY)

    assert not access.may(someone, "units.see", unit.organisation)
    with pytest.raises(Refusal, match="stand_in_is_named"):
        name(supporter.post, person(), lead)

    members.end_stand_in(row, by=lead, at=NOW)
    assert StandIn.objects.get().until == TODAY - A_DAY
    name(supporter.post, person(), lead)


def test_nobody_stands_in_for_themselves_or_from_another_country(supporter, lead):
    with pytest.raises(Refusal, match="stand_in_holds_the_post"):
        name(supporter.post, supporter.person, lead)
    with pytest.raises(Refusal, match="simulated_and_real"):
        name(supporter.post, person(pack="demo"), lead)


def test_a_stand_in_that_has_not_begun_is_taken_back_whole(supporter, lead):
    members.end_stand_in(name(supporter.post, person(), lead, begins_on=FAR_OFF), by=lead, at=NOW)

    assert not StandIn.objects.exists()
