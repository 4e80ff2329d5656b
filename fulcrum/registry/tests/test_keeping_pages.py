"""The pages that keep organisations true: two steps, what each reader is told, and at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.web import work
from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.models import Organisation, OrganisationEvent, Proposal
from fulcrum.registry.services import effects, organisations, parents, proposals, reorganising
from fulcrum.registry.services.taking_back import take_back
from fulcrum.registry.tests.happenings import (
    GROUNDS,
    LAST_YEAR,
    NOW,
    TODAY,
    TOMORROW,
    anew,
    recording,
)
from tests.cast import somebody

GROUNDS_TYPED = {"reason": "the register was behind", "source_text": "Gazette 2500/01"}


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def volunteer(register):
    return somebody("Piyal", "volunteer")


def page_of(client, slug):
    return client.get(reverse("registry:organisation", args=[slug])).content.decode()


def correcting(**values):
    facts = {"name_en": "Alpha Hospital", "kind": "hospital", "tier": "provincial", "sector": "07"}
    return {**facts, "district_id": "LK-11", "region_id": "LK-11", **GROUNDS_TYPED, **values}


def confirmed(response):
    """What the second step sends: the fields of the first as the page holds them."""
    return {**dict(response.context["sent"]), response.context["confirmed"]: "1"}


def test_a_correction_is_shown_first_and_done_when_confirmed(signed_in, register):
    address = reverse("registry:edit_organisation", args=["hosp-a"])

    shown = signed_in.post(address, correcting(name_en="Gamma Hospital"))

    html = shown.content.decode()
    assert "<del>Alpha Hospital</del>" in html
    assert "<ins>Gamma Hospital</ins>" in html
    assert anew(register["hosp-a"]).name_en == "Alpha Hospital", "nothing is done yet"
    assert not OrganisationEvent.objects.exists()

    done = signed_in.post(address, confirmed(shown))

    assert done["Location"] == reverse("registry:organisation", args=["hosp-a"])
    assert anew(register["hosp-a"]).name_en == "Gamma Hospital"


def test_what_somebody_changed_between_the_steps_is_told_and_not_written_over(signed_in, officer, register):
    address = reverse("registry:edit_organisation", args=["hosp-a"])
    shown = signed_in.post(address, correcting(name_en="Gamma Hospital"))
    organisations.correct(
        register["hosp-a"], {"name_en": Change("Alpha Hospital", "Delta Hospital")},
        grounds=GROUNDS, by=officer, at=NOW,
    )  # fmt: skip

    done = signed_in.post(address, {**confirmed(shown), "seen": '{"name_en": "Alpha Hospital"}'})

    assert done.status_code == 422
    assert "changed by somebody else meanwhile" in done.content.decode()
    assert anew(register["hosp-a"]).name_en == "Delta Hospital"


def test_a_wrong_fact_is_told_at_its_field(signed_in, register):
    address = reverse("registry:edit_organisation", args=["hosp-a"])

    response = signed_in.post(address, correcting(name_si="Y%S ,xld"))

    assert response.status_code == 422
    assert "old font" in response.context["form"].errors["name_si"][0]


def test_an_organisation_is_entered_below_another(signed_in, register):
    address = reverse("registry:new_organisation")
    typed = correcting(name_en="North Hospital", parent="Department of Invented Affairs", district_id="LK-21")

    done = signed_in.post(address, confirmed(signed_in.post(address, {**typed, "region_id": ""})))

    made = Organisation.objects.get(name_en="North Hospital")
    assert done["Location"] == reverse("registry:organisation", args=[made.slug])
    assert (made.parent_id, made.district_id) == (register["dept-1"].pk, "LK-21")


def test_a_merger_is_recorded_in_two_steps(signed_in, register):
    address = reverse("registry:record_event_of", args=["hosp-a", "merge"])
    typed = {
        "on": str(TODAY), "other_1": "Beta Hospital", "successor": "new", "name_en": "Joint Hospital",
        **GROUNDS_TYPED,
    }  # fmt: skip

    shown = signed_in.post(address, typed)
    html = shown.content.decode()
    assert "Alpha Hospital is followed by Joint Hospital." in html
    assert not Organisation.objects.filter(name_en="Joint Hospital").exists()

    signed_in.post(address, confirmed(shown))

    assert anew(register["hosp-b"]).closed_on == TODAY
    assert Organisation.objects.filter(name_en="Joint Hospital").count() == 1


DEEDS = {
    "open": {},
    "close": {},
    "split": {"existing_1": "hosp-b", "name_en_2": "North Hospital"},
    "rename": {"name_en": "Gamma Hospital"},
    "move": {"to": "dept-1"},
}


@pytest.mark.parametrize("what", DEEDS)
def test_every_event_has_its_two_steps(what, signed_in, register):
    address = reverse("registry:record_event_of", args=["hosp-a", what])
    assert signed_in.get(address).status_code == 200

    shown = signed_in.post(address, {"on": str(TODAY), **DEEDS[what], **GROUNDS_TYPED})
    done = signed_in.post(address, confirmed(shown))

    assert done.status_code == 302
    assert OrganisationEvent.objects.filter(part_of=None, organisation=register["hosp-a"]).count() == 1


def test_closing_asks_what_becomes_of_those_below_only_if_there_are_any(signed_in, register):
    Organisation.objects.filter(slug="la-a").update(parent=register["hosp-a"])
    address = reverse("registry:record_event_of", args=["hosp-a", "close"])

    response = signed_in.post(address, {"on": str(TODAY), **GROUNDS_TYPED})

    assert "below" in response.context["form"].errors
    other = signed_in.get(reverse("registry:record_event_of", args=["hosp-b", "close"]))
    assert "below" not in other.context["form"].fields


def test_taking_back_shows_what_becomes_as_it_was(signed_in, officer, register):
    event = reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))
    address = reverse("registry:take_back_event", args=[event.pk])

    shown = signed_in.post(address, {"reason": "a mistake"})
    assert "<ins>Alpha Hospital</ins>" in shown.content.decode()
    signed_in.post(address, confirmed(shown))

    assert anew(register["hosp-a"]).name_en == "Alpha Hospital"


def test_the_page_tells_the_history_to_everybody_and_who_and_why_to_those_at_work(client, officer, register):
    reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer, LAST_YEAR))
    organisations.correct(
        register["hosp-a"], {"website": Change("", "https://gamma.example")},
        grounds=GROUNDS, by=officer, at=NOW,
    )  # fmt: skip
    reorganising.close(register["hosp-a"], recording(officer, TOMORROW))

    public = page_of(client, "hosp-a")
    client.force_login(officer)
    own = page_of(client, "hosp-a")

    assert "Alpha Hospital" in public
    assert GROUNDS.source_text in public
    for only_at_work in (officer.name, GROUNDS.reason, ">planned<", ">Corrected<", "Take it back"):
        assert only_at_work not in public, only_at_work
        assert only_at_work in own, only_at_work


def test_what_was_taken_back_is_told_to_those_at_work_alone(client, officer, register):
    event = reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer))
    take_back(event, reason="a mistake", by=officer, at=NOW)

    assert "Gamma Hospital" not in page_of(client, "hosp-a")
    client.force_login(officer)
    assert "a mistake" in page_of(client, "hosp-a")


def test_a_changed_fact_names_the_document_and_no_longer_the_pack(client, officer, register):
    before = page_of(client, "hosp-a")
    organisations.correct(
        register["hosp-a"], {"official_code": Change("", "H-1")}, grounds=GROUNDS, by=officer, at=NOW
    )

    html = page_of(client, "hosp-a")

    assert f"Source: {GROUNDS.source_text}" not in before
    assert f"Source: {GROUNDS.source_text}" in html


def test_predecessors_successors_and_parents_are_linked(client, officer, register):
    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-b"])
    parents.add(
        register["hosp-b"], register["dept-1"], parents.ParentKind.SECTORAL,
        begins_on=LAST_YEAR, grounds=GROUNDS, by=officer, at=NOW,
    )  # fmt: skip

    assert "Followed by:" in page_of(client, "hosp-a")
    html = page_of(client, "hosp-b")
    assert "Follows:" in html
    assert reverse("registry:organisation", args=["dept-1"]) in html
    assert "(sectoral)" in html


def test_a_history_costs_the_page_the_same_however_long_it_is(client, officer, register):
    def statements():
        page_of(client, "hosp-a")
        with CaptureQueriesContext(connection) as captured:
            page_of(client, "hosp-a")
        return len(captured)

    reorganising.move(register["hosp-a"], recording(officer, LAST_YEAR), to=register["dept-1"])
    reorganising.rename(register["hosp-a"], {"name_en": "Gamma Hospital"}, recording(officer, LAST_YEAR))
    few = statements()
    reorganising.rename(register["hosp-a"], {"name_en": "Delta Hospital"}, recording(officer))
    reorganising.move(register["hosp-a"], recording(officer), to=register["dept-2"])
    reorganising.merge([register["hosp-a"], register["hosp-b"]], recording(officer), into=register["hosp-a"])

    assert statements() <= few + 3


def test_a_volunteer_proposes_from_a_list_and_the_officer_decides(client, officer, volunteer, register):
    client.force_login(volunteer)
    listed = client.get(reverse("registry:quality_list", args=["no-sinhala-name"])).content.decode()
    address = reverse("registry:propose", args=["hosp-a"]) + "?fact=name_si"
    assert address in listed

    shown = client.post(address, {"name_si": "ඇල්ෆා රෝහල", **GROUNDS_TYPED})
    assert not Proposal.objects.exists()
    client.post(address, confirmed(shown))
    proposal = Proposal.objects.get()

    client.force_login(officer)
    page = reverse("registry:proposal", args=[proposal.pk])
    assert "<ins>ඇල්ෆා රෝහල</ins>" in client.get(page).content.decode()
    client.post(page, {"decision": "accept"})
    assert anew(register["hosp-a"]).si_basis == "reviewed"


def test_a_name_is_found_right_by_one_tick(client, volunteer, register):
    Organisation.objects.filter(slug="hosp-a").update(name_ta="ஆல்பா", ta_basis="composed")
    client.force_login(volunteer)
    address = reverse("registry:propose", args=["hosp-a"]) + "?fact=name_ta"

    shown = client.post(address, {"name_ta": "ஆல்பா", "name_ta_is_right": "on", **GROUNDS_TYPED})
    client.post(address, confirmed(shown))

    assert Proposal.objects.get().changes == {"ta_basis": {"was": "composed", "value": "reviewed"}}


def test_who_proposed_sees_no_buttons_to_decide_and_cannot(signed_in, officer, register):
    proposal = proposals.propose(
        register["hosp-a"], {"website": Change("", "https://a.example")}, grounds=GROUNDS, by=officer, at=NOW
    )
    page = reverse("registry:proposal", args=[proposal.pk])

    assert 'value="accept"' not in signed_in.get(page).content.decode()
    answer = signed_in.post(page, {"decision": "accept"})

    assert answer.status_code == 422
    assert anew(register["hosp-a"]).website == ""


def test_a_refusal_without_a_word_to_the_author_is_told(signed_in, volunteer, register):
    proposal = proposals.propose(
        register["hosp-a"],
        {"website": Change("", "https://a.example")},
        grounds=GROUNDS,
        by=volunteer,
        at=NOW,
    )

    answer = signed_in.post(reverse("registry:proposal", args=[proposal.pk]), {"decision": "refuse"})

    assert answer.status_code == 422
    assert Proposal.objects.get().is_open


def test_a_proposal_of_somebody_else_is_not_found(client, volunteer, stranger, register):
    proposal = proposals.propose(
        register["hosp-a"],
        {"website": Change("", "https://a.example")},
        grounds=GROUNDS,
        by=volunteer,
        at=NOW,
    )
    client.force_login(stranger)

    assert client.get(reverse("registry:proposal", args=[proposal.pk])).status_code == 404
    assert client.get(reverse("registry:propose", args=["hosp-a"])).status_code == 403


def test_proposals_wait_in_my_work_of_officers_and_not_of_their_author(officer, volunteer, register):
    proposals.propose(
        register["hosp-a"],
        {"website": Change("", "https://a.example")},
        grounds=GROUNDS,
        by=volunteer,
        at=NOW,
    )
    proposals.propose(
        register["hosp-b"], {"website": Change("", "https://b.example")}, grounds=GROUNDS, by=officer, at=NOW
    )

    lines = [task.line for task in work.gather(officer, timezone.now()).tasks]

    assert [line.title for line in lines if line.href.startswith("/register/proposals/")] == [
        "Alpha Hospital"
    ]
    assert work.count(volunteer, timezone.now()) == 0


def test_what_could_not_take_effect_waits_in_my_work(officer, register):
    reorganising.move(register["hosp-a"], recording(officer, TOMORROW), to=register["dept-1"])
    reorganising.close(register["dept-1"], recording(officer))
    effects.carry_out_due(at=NOW.replace(year=NOW.year + 1))

    reasons = [str(task.line.reason) for task in work.gather(officer, timezone.now()).tasks]

    assert any("could not take effect" in reason for reason in reasons)


def test_another_parent_is_recorded_and_ended(signed_in, register):
    signed_in.post(
        reverse("registry:add_parent", args=["hosp-a"]),
        {"parent": "dept-1", "kind": "sectoral", **GROUNDS_TYPED},
    )
    row = register["hosp-a"].parentages.get()

    signed_in.post(reverse("registry:change_parent", args=[row.pk]), {"never": "on", "reason": "a mistake"})

    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_a_head_is_offered_to_propose_and_nothing_else(client, head, register):
    client.force_login(head)

    own, other = page_of(client, "hosp-a"), page_of(client, "hosp-b")

    assert reverse("registry:propose", args=["hosp-a"]) in own
    assert reverse("registry:record_event", args=["hosp-a"]) not in own
    assert reverse("registry:propose", args=["hosp-b"]) not in other
