"""Taking back: everything as it was before, both events stay, and nothing that later facts rest on."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.domain.history import Below, EventKind
from fulcrum.registry.models import Appointment, Organisation, OrganisationEvent, Parentage
from fulcrum.registry.services import deriving, effects, organisations, reorganising
from fulcrum.registry.services.reorganising import Closing
from fulcrum.registry.services.taking_back import take_back
from fulcrum.registry.tests.happenings import GROUNDS, LAST_YEAR, NOW, TOMORROW, anew, draft, recording
from tests.cast import somebody

FACTS = ("name_en", "si_basis", "parent_id", "parent_basis", "path", "depth", "bodies_below", "opened_on")


@pytest.fixture
def ministry(register):
    Organisation.objects.filter(slug__in=["hosp-a", "hosp-b"]).update(
        parent=register["dept-1"], parent_basis="inferred"
    )
    Organisation.objects.filter(slug="la-a").update(parent=register["hosp-a"])
    deriving.derive("lk")
    return anew(register["dept-1"])


def stored():
    rows = Organisation.objects.exclude(slug__startswith="own-").order_by("key")
    return list(rows.values_list("key", *FACTS, "closed_on", "decided", "name_text", "search_text"))


def back(event, by):
    return take_back(event, reason="recorded by mistake", by=by, at=NOW)


EVENTS = {
    "closed": lambda r, by: reorganising.close(r["dept-1"], recording(by), Closing(Below.CLOSE)),
    "closed and moved": lambda r, by: reorganising.close(
        r["hosp-a"], recording(by), Closing(Below.MOVE, r["dept-2"])
    ),
    "merged into a new one": lambda r, by: reorganising.merge(
        [r["hosp-a"], r["hosp-b"]], recording(by, LAST_YEAR), into=draft()
    ),
    "merged into one of them": lambda r, by: reorganising.merge(
        [r["hosp-a"], r["hosp-b"]], recording(by), into=r["hosp-b"]
    ),
    "divided": lambda r, by: reorganising.split(
        r["hosp-a"], recording(by), into=[draft(), r["hosp-b"]], continues=False
    ),
    "renamed": lambda r, by: reorganising.rename(
        r["hosp-a"], {"name_en": "Gamma Hospital", "name_si": "රෝහල"}, recording(by)
    ),
    "moved": lambda r, by: reorganising.move(r["hosp-a"], recording(by), to=r["dept-2"]),
    "planned": lambda r, by: reorganising.move(r["hosp-a"], recording(by, TOMORROW), to=r["dept-2"]),
    "opened": lambda r, by: reorganising.open_(r["hosp-a"], recording(by)),
}


@pytest.mark.usefixtures("ministry")
@pytest.mark.parametrize("what", EVENTS)
def test_taken_back_everything_is_as_it_was(what, officer, register):
    before = stored()
    event = EVENTS[what](register, officer)

    back(event, officer)

    assert stored() == before
    assert not Parentage.objects.standing().exists()
    event.refresh_from_db()
    assert event.reversed_by.kind == EventKind.TAKEN_BACK
    assert not OrganisationEvent.objects.standing().exists()
    deriving.derive("lk")
    assert stored() == before


def test_a_second_move_taken_back_leaves_the_first(officer, register, ministry):
    reorganising.move(register["hosp-a"], recording(officer, LAST_YEAR), to=register["dept-2"])
    second = reorganising.move(register["hosp-a"], recording(officer), to=register["la-b"])

    back(second, officer)

    assert anew(register["hosp-a"]).parent_id == register["dept-2"].pk
    current = Parentage.objects.standing().get(organisation=register["hosp-a"], until=None)
    assert (current.parent_id, current.begins_on) == (register["dept-2"].pk, LAST_YEAR)


def test_a_planned_event_that_was_taken_back_never_happens(officer, register):
    event = reorganising.close(register["hosp-a"], recording(officer, TOMORROW))
    back(event, officer)

    assert effects.carry_out_due(at=NOW.replace(year=NOW.year + 1)) == 0
    assert anew(register["hosp-a"]).closed_on is None


def test_rights_that_ended_do_not_come_back_by_themselves(officer, head, register):
    event = reorganising.close(register["hosp-a"], recording(officer))

    back(event, officer)

    assert not Appointment.objects.in_force(TOMORROW).filter(person__user=head).exists()


def test_what_a_merger_entered_stays_in_the_register_closed_from_its_first_day(officer, register):
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer, LAST_YEAR), into=draft()
    )

    back(event, officer)

    assert anew(event.organisation).is_closed_on(LAST_YEAR)


def correction(body, by):
    return organisations.correct(
        body,
        {"name_en": Change(anew(body).name_en, "Delta Hospital")},
        grounds=GROUNDS,
        by=by,
        at=NOW,
    )


REFUSED = {
    "later_facts": lambda r, by, event: correction(r["hosp-a"], by),
    "taken_back_already": lambda r, by, event: back(event, by),
    "reason_missing": lambda r, by, event: take_back(event, reason=" ", by=by, at=NOW),
    "changed_since": lambda r, by, event: Organisation.objects.filter(slug="hosp-a").update(
        name_en="By a file"
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_taken_back_is_refused_in_words(code, officer, register):
    event = reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))

    with pytest.raises(Refusal) as told:
        REFUSED[code](register, officer, event)
        back(event, officer)

    assert told.value.code == code
    assert "%(" not in refused.word(told.value)


def test_a_merger_stays_while_its_successor_was_closed_since(officer, register):
    merged = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer, LAST_YEAR), into=register["hosp-b"]
    )
    closed = reorganising.close(register["hosp-b"], recording(officer))

    with pytest.raises(Refusal, match="later_facts"):
        back(merged, officer)

    back(closed, officer)
    back(merged, officer)
    assert anew(register["hosp-a"]).closed_on is None


def test_what_was_entered_stays_while_somebody_works_there(officer, register):
    made = organisations.create(draft(), grounds=GROUNDS, by=officer, at=NOW)
    somebody("Anula", "cdio", organisation=made)

    with pytest.raises(Refusal, match="still_used"):
        back(made.events.get(), officer)


def test_a_part_is_taken_back_with_its_whole_only(officer, register):
    merged = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"]
    )

    with pytest.raises(Refusal, match="part_of_another"):
        back(merged.parts.first(), officer)


def test_what_is_planned_or_was_taken_back_is_seen_only_by_those_at_work_there(
    officer, head, stranger, register
):
    standing = reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))
    planned = reorganising.close(register["hosp-a"], recording(officer, TOMORROW))
    gone = reorganising.rename(register["hosp-b"], {"name_en": "Delta Hospital"}, recording(officer))
    back(gone, officer)

    def seen(user):
        return set(OrganisationEvent.objects.visible_to(user).exclude(kind=EventKind.TAKEN_BACK))

    assert seen(AnonymousUser()) == seen(stranger) == {standing}
    assert seen(head) == {standing, planned}
    assert seen(officer) == {standing, planned, gone}


def test_only_who_records_takes_back(officer, head, register):
    event = reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))

    with pytest.raises(PermissionDenied):
        back(event, head)
