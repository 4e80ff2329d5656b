"""Entering and correcting organisations: who may, what is refused, what follows."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import events, refused
from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.domain.history import EventKind, Grounds
from fulcrum.registry.models import Lookalike, Organisation, OrganisationEvent
from fulcrum.registry.services import deriving, lookalikes, organisations
from fulcrum.registry.tests.happenings import GROUNDS, NOW, anew, draft, tree

LARGEST_OF_PACKS = 499_999_999


def create(by, drafted=None, **others):
    return organisations.create(drafted or draft(), **{"grounds": GROUNDS, "by": by, "at": NOW, **others})


def correct(body, by, **values):
    before = {field: getattr(anew(body), field) or "" for field in values}
    changes = {field: Change(before[field], value) for field, value in values.items()}
    return organisations.correct(body, changes, grounds=GROUNDS, by=by, at=NOW)


def test_a_new_organisation_gets_a_key_and_an_address_that_no_pack_uses(officer, register):
    first = create(officer)
    second = create(officer)

    assert first.pk > LARGEST_OF_PACKS
    assert second.pk == first.pk + 1
    assert (first.slug, second.slug) == ("own-joint-hospital", "own-joint-hospital-2")


def test_a_new_organisation_is_found_counted_and_told(officer, register):
    made = create(
        officer,
        draft(name_si="ඒකාබද්ධ රෝහල", district_id="LK-11", region_id="LK-1101"),
        parent=register["dept-1"],
    )

    assert (made.si_basis, made.district_basis, made.parent_basis) == ("reviewed", "source", "source")
    assert (made.province_id, made.ancestor_keys) == ("LK-1", (register["dept-1"].pk,))
    assert "joint" in made.search_text
    assert anew(register["dept-1"]).bodies_below == 1
    told = Entry.objects.get(action="registry.organisation_created")
    assert (told.by, told.reason, told.organisation_key) == (officer, GROUNDS.reason, made.pk)
    before = tree()
    deriving.derive("lk")
    assert tree() == before, "what was worked out for one is what a load works out for all"


REFUSED = {
    "grounds_missing": {"grounds": Grounds("", "Gazette 1")},
    "fact_refused": {"drafted": draft(name_ta="Jaffna")},
    "seat_unknown": {"drafted": draft(district_id="LK-11", region_id="LK-1201")},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_entered_is_refused_in_words(code, officer, register):
    with pytest.raises(Refusal) as told:
        create(officer, **REFUSED[code])

    assert told.value.code == code
    assert "%(" not in refused.word(told.value)
    assert not Organisation.objects.filter(slug__startswith="own-").exists()


def test_an_old_font_is_refused_in_the_words_of_the_loader(officer, register):
    with pytest.raises(Refusal) as told:
        create(officer, draft(name_si="Y%S ,xld"))

    assert "old font" in refused.word(told.value)


def test_the_simulated_never_stands_below_the_real(officer, register):
    with pytest.raises(Refusal, match="packs_differ"):
        create(None, parent=register["dept-1"], pack="demo")


@pytest.mark.parametrize("who", ["stranger", "auditor", "head"])
def test_others_than_officers_enter_and_correct_nothing(who, request, register):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        create(user)
    with pytest.raises(PermissionDenied):
        correct(register["hosp-a"], user, name_en="Gamma Hospital")


def test_a_correction_changes_and_tells_only_what_differs(officer, register):
    event = correct(register["hosp-a"], officer, name_en="Gamma Hospital", tier="provincial")

    body = anew(register["hosp-a"])
    assert body.name_en == "Gamma Hospital"
    assert "gamma" in body.search_text
    assert "alpha" not in body.search_text
    assert (event.kind, event.before["name_en"], event.after["name_en"]) == (
        EventKind.CORRECTED,
        "Alpha Hospital",
        "Gamma Hospital",
    )
    assert "tier" not in event.after
    told = Entry.objects.get(action="registry.organisation_corrected")
    assert told.facts["source_text"] == GROUNDS.source_text


def test_a_corrected_seat_brings_its_province_and_is_stated_by_a_source(officer, register):
    correct(register["dept-1"], officer, district_id="LK-21")

    body = anew(register["dept-1"])
    assert (body.province_id, body.district_basis) == ("LK-1", "source")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(officer, register):
    stale = {"name_en": Change("Alpha Hospital", "Gamma Hospital")}
    correct(register["hosp-a"], officer, name_en="Delta Hospital")

    with pytest.raises(Refusal, match="changed_meanwhile"):
        organisations.correct(register["hosp-a"], stale, grounds=GROUNDS, by=officer, at=NOW)

    assert anew(register["hosp-a"]).name_en == "Delta Hospital"


def test_the_same_again_is_refused_and_leaves_no_event(officer, register):
    with pytest.raises(Refusal, match="nothing_changed"):
        correct(register["hosp-a"], officer, name_en="Alpha Hospital")

    assert not OrganisationEvent.objects.exists()


def test_higher_floors_hear_of_facts_and_not_of_words(officer, register):
    heard = []

    def listen(sender, **facts):
        heard.append(facts["by"])

    events.organisations_loaded.connect(listen)
    try:
        correct(register["hosp-a"], officer, note="a remark")
        correct(register["hosp-a"], officer, sector="08")
    finally:
        events.organisations_loaded.disconnect(listen)

    assert heard == [officer]


def test_names_alike_are_listed_until_somebody_tells_them_apart(officer, register):
    made = create(officer, replace(draft("Alpha Hospitals"), district_id="LK-11"))
    pair = Lookalike.objects.unsettled().get()
    assert {pair.first_id, pair.second_id} == {register["hosp-a"].pk, made.pk}

    lookalikes.tell_apart(pair, reason="one is private", by=officer, at=NOW)
    lookalikes.renew(at=NOW)

    assert not Lookalike.objects.unsettled().exists()


def test_names_alike_in_two_districts_are_two(officer, register):
    create(officer, replace(draft("Alpha Hospitals"), district_id="LK-12"))

    assert not Lookalike.objects.exists()
