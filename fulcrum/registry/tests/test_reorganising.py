"""Opening, closing, merging, dividing, renaming, moving: what each does, what is refused, what waits for its day."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.history import Below, EventKind, Grounds
from fulcrum.registry.models import Appointment, Organisation, OrganisationEvent, Parentage, Succession
from fulcrum.registry.queries import OrganisationFilters, organisations
from fulcrum.registry.services import deriving, effects, reorganising
from fulcrum.registry.services.reorganising import Closing
from fulcrum.registry.tests.happenings import (
    LAST_YEAR,
    NOW,
    TODAY,
    TOMORROW,
    anew,
    draft,
    recording,
    tree,
)


@pytest.fixture
def ministry(register):
    """The department dept-1 with the two hospitals below it, and below hosp-a a council."""
    Organisation.objects.filter(slug__in=["hosp-a", "hosp-b"]).update(parent=register["dept-1"])
    Organisation.objects.filter(slug="la-a").update(parent=register["hosp-a"])
    deriving.derive("lk")
    return anew(register["dept-1"])


def assert_the_tree_is_as_a_load_would_make_it():
    stored = tree()
    deriving.derive("lk")
    assert tree() == stored


def test_a_closed_organisation_keeps_its_page_and_loses_its_people(officer, head, register):
    event = reorganising.close(register["hosp-a"], recording(officer))

    assert anew(register["hosp-a"]).closed_on == TODAY
    held = Appointment.objects.get(person__user=head)
    assert not held.is_in_force(TODAY)
    assert event.after["appointments_ended"] == 1
    told = Entry.objects.get(action="registry.organisation_closed")
    assert (told.before["closed_on"], told.after["closed_on"]) == (None, str(TODAY))


def test_what_stands_below_must_be_decided(officer, ministry):
    with pytest.raises(Refusal, match="children_undecided"):
        reorganising.close(ministry, recording(officer))


def test_what_stands_below_moves_up_or_to_another(officer, register, ministry):
    reorganising.close(register["hosp-a"], recording(officer), Closing(Below.MOVE))
    assert anew(register["la-a"]).parent_id == ministry.pk

    reorganising.close(ministry, recording(officer), Closing(Below.MOVE, register["dept-2"]))

    assert anew(register["la-a"]).ancestor_keys == (register["dept-2"].pk,)
    assert anew(register["hosp-a"]).parent_id == ministry.pk, "what was closed before stays where it was"
    assert_the_tree_is_as_a_load_would_make_it()


def test_what_stands_below_can_close_too_at_every_depth(officer, register, ministry):
    reorganising.close(ministry, recording(officer), Closing(Below.CLOSE))

    closed = Organisation.objects.filter(closed_on=TODAY).values_list("slug", flat=True)
    assert set(closed) == {"dept-1", "hosp-a", "hosp-b", "la-a"}


def test_two_become_a_new_one_that_takes_over_what_was_below_them(officer, register, ministry):
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer, LAST_YEAR), into=draft(kind="", tier="")
    )

    joint = event.organisation
    assert (joint.kind, joint.tier, joint.parent_id) == ("hospital", "provincial", ministry.pk)
    assert joint.opened_on == LAST_YEAR
    assert anew(register["la-a"]).parent_id == joint.pk
    assert anew(register["hosp-a"]).closed_on == anew(register["hosp-b"]).closed_on == LAST_YEAR
    followed = Succession.objects.filter(successor=joint).values_list("predecessor__slug", flat=True)
    assert set(followed) == {"hosp-a", "hosp-b"}
    kinds = sorted(event.parts.values_list("kind", flat=True))
    assert kinds == [EventKind.CLOSED, EventKind.CLOSED, EventKind.CREATED, EventKind.MOVED]
    assert_the_tree_is_as_a_load_would_make_it()


def test_one_of_the_two_may_go_on(officer, register):
    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])

    assert anew(register["hosp-a"]).closed_on == TODAY
    assert anew(register["hosp-b"]).closed_on is None


def test_an_organisation_is_divided_into_two(officer, register, ministry):
    event = reorganising.split(
        register["hosp-a"],
        recording(officer),
        into=[draft("North Hospital"), register["hosp-b"]],
        continues=False,
        children_to=1,
    )

    assert anew(register["hosp-a"]).closed_on == TODAY
    assert anew(register["la-a"]).parent_id == register["hosp-b"].pk
    followers = [pair.successor.name_en for pair in event.successions.all()]
    assert followers == ["North Hospital", "Beta Hospital"]


def test_an_organisation_that_goes_on_gives_one_away(officer, register, ministry):
    reorganising.split(register["hosp-a"], recording(officer), into=[draft("North Hospital")], continues=True)

    assert anew(register["hosp-a"]).closed_on is None
    assert anew(register["la-a"]).parent_id == register["hosp-a"].pk


def test_a_former_name_is_still_found(officer, register):
    reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))

    assert [row.slug for row in organisations(OrganisationFilters(search="Alpha Hospital"), "en").rows] == [
        "hosp-a"
    ]
    before = anew(register["hosp-a"]).search_text
    deriving.derive("lk")
    assert anew(register["hosp-a"]).search_text == before, "and a load keeps it"


def test_a_move_takes_along_what_is_below_and_keeps_from_when_until_when(officer, register, ministry):
    reorganising.move(register["hosp-a"], recording(officer, LAST_YEAR), to=register["dept-2"])
    reorganising.move(register["hosp-a"], recording(officer), to=None)

    assert anew(register["la-a"]).ancestor_keys == (register["hosp-a"].pk,)
    told = Parentage.objects.filter(organisation=register["hosp-a"]).order_by("pk")
    assert [(row.parent.slug, row.begins_on, row.until) for row in told] == [
        ("dept-1", None, LAST_YEAR - timedelta(1)),
        ("dept-2", LAST_YEAR, TODAY - timedelta(1)),
    ]
    assert_the_tree_is_as_a_load_would_make_it()


def test_a_closed_organisation_opens_again(officer, register):
    reorganising.close(register["hosp-a"], recording(officer, LAST_YEAR))

    reorganising.open_(register["hosp-a"], recording(officer))

    body = anew(register["hosp-a"])
    assert (body.opened_on, body.closed_on) == (TODAY, None)


def closed(register, officer):
    reorganising.close(register["hosp-b"], recording(officer, LAST_YEAR))


REFUSED = {
    "grounds_missing": lambda r, by: reorganising.close(
        r["hosp-a"], replace(recording(by), grounds=Grounds("why", " "))
    ),
    "is_closed": lambda r, by: (closed(r, by), reorganising.close(r["hosp-b"], recording(by))),
    "opens_before_closing": lambda r, by: (
        closed(r, by),
        reorganising.open_(r["hosp-b"], recording(by, LAST_YEAR - timedelta(1))),
    ),
    "open_already": lambda r, by: (
        reorganising.open_(r["hosp-a"], recording(by, LAST_YEAR)),
        reorganising.open_(r["hosp-a"], recording(by)),
    ),
    "closes_before_opening": lambda r, by: (
        reorganising.open_(r["hosp-a"], recording(by)),
        reorganising.close(r["hosp-a"], recording(by)),
    ),
    "planned_already": lambda r, by: (
        reorganising.close(r["hosp-a"], recording(by, TOMORROW)),
        reorganising.merge([r["hosp-a"], r["hosp-b"]], recording(by), into=r["hosp-b"]),
    ),
    "merge_needs_two": lambda r, by: reorganising.merge([r["hosp-a"]], recording(by), into=r["hosp-a"]),
    "split_needs_two": lambda r, by: reorganising.split(
        r["hosp-a"], recording(by), into=[draft()], continues=False
    ),
    "goes_below_itself": lambda r, by: (
        reorganising.move(r["hosp-a"], recording(by), to=r["dept-1"]),
        reorganising.move(r["dept-1"], recording(by), to=r["hosp-a"]),
    ),
    "later_recorded": lambda r, by: (
        reorganising.rename(r["hosp-a"], {"name_en": "Gamma Hospital"}, recording(by, TOMORROW)),
        reorganising.rename(r["hosp-a"], {"name_en": "Delta Hospital"}, recording(by)),
    ),
    "nothing_changed": lambda r, by: reorganising.move(r["hosp-a"], recording(by), to=None),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_refused_in_words(code, officer, register):
    with pytest.raises(Refusal) as told:
        REFUSED[code](register, officer)

    assert told.value.code == code
    assert "%(" not in refused.word(told.value)


def test_the_simulated_and_the_real_never_merge_nor_stand_below_each_other(officer, register):
    Organisation.objects.filter(slug="hosp-b").update(pack="demo")
    simulated = anew(register["hosp-b"])

    for attempt in (
        lambda: reorganising.merge([register["hosp-a"], simulated], recording(officer), into=simulated),
        lambda: reorganising.merge([register["hosp-a"], simulated], recording(officer), into=draft()),
        lambda: reorganising.move(register["hosp-a"], recording(officer), to=simulated),
    ):
        with pytest.raises(Refusal, match="packs_differ"):
            attempt()


@pytest.mark.parametrize("who", ["stranger", "auditor", "head"])
def test_others_than_officers_record_nothing(who, request, register):
    with pytest.raises(PermissionDenied):
        reorganising.close(register["hosp-a"], recording(request.getfixturevalue(who)))


def test_what_lies_ahead_takes_effect_on_its_day_and_once(officer, head, register):
    event = reorganising.close(register["hosp-a"], recording(officer, TOMORROW))
    assert event.is_planned
    assert effects.carry_out_due(at=NOW) == 0
    assert anew(register["hosp-a"]).closed_on is None

    day = NOW + timedelta(days=1)
    assert effects.carry_out_due(at=day) == 1
    assert effects.carry_out_due(at=day) == 0

    assert anew(register["hosp-a"]).closed_on == TOMORROW
    assert not Appointment.objects.get(person__user=head).is_in_force(TOMORROW)


def test_a_planned_merger_does_on_its_day_what_one_of_today_does(officer, register, ministry):
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer, TOMORROW), into=draft()
    )
    assert anew(register["la-a"]).parent_id == register["hosp-a"].pk

    effects.carry_out_due(at=NOW + timedelta(days=2))

    assert anew(register["la-a"]).parent_id == event.organisation_id
    assert anew(register["hosp-b"]).closed_on == TOMORROW
    assert_the_tree_is_as_a_load_would_make_it()


def test_what_became_impossible_is_marked_and_the_others_still_happen(officer, register):
    hindered = reorganising.move(register["hosp-a"], recording(officer, TOMORROW), to=register["dept-1"])
    other = reorganising.rename(
        register["hosp-b"], {"name_en": "Gamma Hospital"}, recording(officer, TOMORROW)
    )
    reorganising.close(register["dept-1"], recording(officer))

    assert effects.carry_out_due(at=NOW + timedelta(days=1)) == 1

    hindered.refresh_from_db()
    other.refresh_from_db()
    assert (hindered.hindered_by, hindered.done_at) == ("is_closed", None)
    assert other.done_at is not None


def at_once(*deeds):
    """Do these in threads that start together; what each was told, in no order."""
    outcomes, start = [], threading.Barrier(len(deeds))

    def attempt(deed):
        start.wait()
        try:
            deed()
            outcomes.append("done")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_merge_the_same_at_once_one_wins_and_the_other_is_told(officer, register):
    one, other = [register["hosp-a"], register["hosp-b"]], [register["hosp-b"], register["hosp-a"]]

    outcomes = at_once(
        lambda: reorganising.merge(one, recording(officer), into=draft("First")),
        lambda: reorganising.merge(other, recording(officer), into=draft("Second")),
    )

    assert outcomes == ["done", "is_closed"]
    assert OrganisationEvent.objects.filter(kind=EventKind.MERGED).count() == 1
    assert Organisation.objects.filter(slug__startswith="own-").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_that_would_close_a_circle_one_is_refused(officer, register):
    outcomes = at_once(
        lambda: reorganising.move(register["dept-1"], recording(officer), to=register["dept-2"]),
        lambda: reorganising.move(register["dept-2"], recording(officer), to=register["dept-1"]),
    )

    assert outcomes == ["done", "goes_below_itself"]
    assert_the_tree_is_as_a_load_would_make_it()
