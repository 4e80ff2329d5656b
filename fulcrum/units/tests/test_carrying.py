"""Merged, split and closed organisations carry their units, and taking that back restores them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Appointment, Organisation
from fulcrum.registry.services import effects, reorganising
from fulcrum.registry.services.taking_back import take_back
from fulcrum.registry.tests.happenings import TOMORROW, anew, draft, recording
from fulcrum.units.domain.codes import EventKind, Origin, Standing
from fulcrum.units.models import Holding, Post, Unit
from fulcrum.units.services import carrying, units
from tests.cast import NOW, TODAY, somebody


def another(body, model, officer, staff=20, began_on=TODAY):
    return units.create(
        body, origin=Origin.OFFER, blueprint=model, staff=staff, began_on=began_on,
        basis="offer 13", by=officer, at=NOW,
    )  # fmt: skip


def back(event, by):
    return take_back(event, reason="recorded by mistake", by=by, at=NOW)


def rights(user):
    rows = Appointment.objects.in_force(TODAY).filter(person=user.person, role="unit_lead")
    return [row.organisation.slug for row in rows]


def now(unit):
    return Unit.objects.select_related("organisation").get(pk=unit.pk)


def test_a_unit_goes_on_in_the_successor_with_its_members(unit, lead, register, officer):
    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])

    assert now(unit).organisation.slug == "hosp-b"
    assert rights(lead) == ["hosp-b"]
    holding = Holding.objects.in_force(TODAY).get(post__unit=unit)
    assert holding.appointment.organisation.slug == "hosp-b"
    assert unit.events.get(kind=EventKind.CARRIED_OVER).reason == "the register was behind"
    assert Notice.objects.filter(to=lead, kind="units.carried_over").count() == 1


def test_it_goes_on_in_a_new_organisation_as_well(unit, lead, register, officer):
    event = reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=draft())

    assert now(unit).organisation_id == event.organisation_id
    assert rights(lead) == [event.organisation.slug]


def test_of_two_units_the_larger_goes_on_and_the_other_is_closed(unit, lead, model, register, officer):
    larger = another(register["hosp-b"], model, officer, staff=200)

    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-a"])

    closed = now(unit)
    assert (closed.standing, closed.follows) == (Standing.CLOSED, larger)
    assert now(larger).organisation.slug == "hosp-a"
    assert rights(lead) == []
    assert Notice.objects.filter(to=lead, kind="units.unit_closed").count() == 1


def test_of_two_alike_the_older_goes_on(unit, model, register, officer):
    older = another(register["hosp-b"], model, officer, began_on=date(2024, 5, 1))

    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-a"])

    assert now(older).organisation.slug == "hosp-a"
    assert now(unit).is_closed


def test_of_two_of_the_same_day_that_of_the_successor_goes_on(unit, model, register, officer):
    other = another(register["hosp-b"], model, officer)

    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])

    assert now(other).standing == Standing.ACTIVE
    assert now(unit).follows == other


def test_a_merger_that_lies_ahead_carries_the_unit_on_its_day(unit, register, officer):
    reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer, TOMORROW), into=register["hosp-b"]
    )
    assert now(unit).organisation.slug == "hosp-a"

    effects.carry_out_due(at=NOW + timedelta(days=1))
    assert now(unit).organisation.slug == "hosp-b"


def test_a_split_takes_the_unit_to_the_part_that_takes_over_what_stood_below(unit, lead, register, officer):
    reorganising.split(
        register["hosp-a"],
        recording(officer),
        into=[draft("North Hospital"), draft("South Hospital")],
        continues=False,
        children_to=1,
    )

    assert now(unit).organisation.name_en == "South Hospital"
    assert rights(lead) == [now(unit).organisation.slug]


def test_an_organisation_that_continues_after_a_split_keeps_its_unit(unit, lead, register, officer):
    reorganising.split(register["hosp-a"], recording(officer), into=[draft("North Hospital")], continues=True)

    assert now(unit).organisation.slug == "hosp-a"
    assert rights(lead) == ["hosp-a"]


def test_the_officer_may_name_another_part(unit, lead, register, officer):
    reorganising.split(
        register["hosp-a"],
        recording(officer),
        into=[draft("North Hospital"), draft("South Hospital")],
        continues=False,
    )
    south = Organisation.objects.get(name_en="South Hospital")

    assert carrying.parts_beside(now(unit)) == [south]
    carrying.hand_to(now(unit), south, reason="the team sits there", by=officer, at=NOW)

    assert now(unit).organisation == south
    assert rights(lead) == [south.slug]
    with pytest.raises(Refusal, match="not_of_the_same_split"):
        carrying.hand_to(now(unit), register["la-a"], reason="why not", by=officer, at=NOW)


def test_a_head_names_no_part(unit, register, head):
    with pytest.raises(PermissionDenied):
        carrying.hand_to(unit, register["hosp-b"], reason="why not", by=head, at=NOW)


def test_an_organisation_that_closes_closes_its_unit(unit, lead, register, officer):
    reorganising.close(register["hosp-a"], recording(officer))

    assert now(unit).closed_on == TODAY
    assert not Post.objects.filter(unit=unit, closed_on__isnull=True).exists()
    assert rights(lead) == []


def test_taking_a_merger_back_brings_the_unit_and_the_rights_of_its_members_back(
    unit, lead, register, officer
):
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"]
    )
    back(event, officer)

    assert now(unit).organisation.slug == "hosp-a"
    assert rights(lead) == ["hosp-a"]
    assert Holding.objects.in_force(TODAY).filter(post__unit=unit).count() == 1


def test_taking_a_merger_into_a_new_organisation_back_is_not_held_up_by_the_members(
    unit, lead, register, officer
):
    event = reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=draft())

    back(event, officer)

    assert now(unit).organisation.slug == "hosp-a"
    assert rights(lead) == ["hosp-a"]


def test_taking_a_merger_back_opens_the_unit_that_it_closed(unit, lead, model, register, officer):
    another(register["hosp-b"], model, officer, staff=200)
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-a"]
    )
    back(event, officer)

    opened = now(unit)
    assert (opened.standing, opened.closed_on, opened.follows) == (Standing.ACTIVE, None, None)
    assert opened.organisation.slug == "hosp-a"
    assert Unit.objects.get(organisation=register["hosp-b"]).standing == Standing.ACTIVE
    assert Post.objects.filter(unit=unit, closed_on__isnull=True).count() == 2
    assert rights(lead) == ["hosp-a"]


def test_taking_a_closing_back_opens_the_unit(unit, lead, register, officer):
    back(reorganising.close(register["hosp-a"], recording(officer)), officer)

    assert now(unit).standing == Standing.ACTIVE
    assert rights(lead) == ["hosp-a"]


def test_a_unit_that_was_closed_since_stays_closed(unit, register, officer):
    event = reorganising.merge(
        [register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"]
    )
    units.close(now(unit), reason="the team left", by=officer, at=NOW)

    back(event, officer)

    assert now(unit).is_closed
    assert anew(register["hosp-a"]).closed_on is None


def test_the_same_story_twice_ends_the_same(unit, lead, register, officer):
    for _turn in range(2):
        event = reorganising.merge(
            [register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"]
        )
        back(event, officer)

    assert now(unit).organisation.slug == "hosp-a"
    assert rights(lead) == ["hosp-a"]


def test_who_is_no_member_is_not_carried(unit, register, officer):
    other = somebody("Gihan", "cdio", organisation=register["hosp-a"])

    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])

    assert not Appointment.objects.in_force(TODAY).filter(person=other.person).exists()
