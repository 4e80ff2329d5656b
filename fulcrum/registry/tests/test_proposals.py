"""Proposals: who may propose where, four eyes, what an accepted one does, and what becomes outdated."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.models import OrganisationEvent, Proposal, Region
from fulcrum.registry.services import organisations, proposals
from fulcrum.registry.tests.happenings import GROUNDS, NOW, anew
from tests.cast import somebody


@pytest.fixture
def volunteer(register):
    """A volunteer for the district of Colombo."""
    return somebody("Piyal", "volunteer", region=Region.objects.get(pk="LK-11"))


def propose(body, by, **values):
    values = values or {"name_si": "ඇල්ෆා රෝහල"}
    changes = {field: Change("", value) for field, value in values.items()}
    return proposals.propose(body, changes, grounds=GROUNDS, by=by, at=NOW)


def accept(proposal, by):
    return proposals.accept(proposal, by=by, at=NOW)


def test_a_volunteer_proposes_in_the_own_district_and_nowhere_else(volunteer, register):
    propose(register["hosp-a"], volunteer)

    with pytest.raises(PermissionDenied):
        propose(register["hosp-b"], volunteer)


def test_a_head_proposes_for_the_own_house_and_nowhere_else(head, register):
    propose(register["hosp-a"], head)

    with pytest.raises(PermissionDenied):
        propose(register["hosp-b"], head)


def test_a_proposal_changes_nothing_until_a_second_person_accepts_it(volunteer, officer, register):
    proposal = propose(register["hosp-a"], volunteer)
    assert anew(register["hosp-a"]).name_si == ""

    accepted = accept(proposal, officer)

    body = anew(register["hosp-a"])
    assert (body.name_si, body.si_basis) == ("ඇල්ෆා රෝහල", "reviewed")
    assert (accepted.state, accepted.event.by, accepted.event.at) == (ProposalState.ACCEPTED, officer, NOW)
    notice = Notice.objects.get(to=volunteer)
    assert notice.kind == proposals.DECIDED
    assert notice.url.endswith(f"/{proposal.pk}/")


def test_a_name_found_right_as_it_stands_becomes_reviewed(volunteer, officer, register):
    type(register["hosp-a"]).objects.filter(slug="hosp-a").update(name_ta="ஆல்பா", ta_basis="composed")

    accept(propose(register["hosp-a"], volunteer, ta_basis="reviewed"), officer)

    assert anew(register["hosp-a"]).ta_basis == "reviewed"


def test_nobody_accepts_the_own_proposal_not_even_in_the_database(officer, register):
    proposal = propose(register["hosp-a"], officer)

    with pytest.raises(Refusal, match="four_eyes"):
        accept(proposal, officer)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=officer)


@pytest.mark.parametrize("who", ["volunteer", "auditor", "head"])
def test_others_than_officers_decide_nothing(who, request, officer, register):
    proposal = propose(register["hosp-a"], officer)
    user = request.getfixturevalue(who)

    for decide in (accept, lambda p, by: proposals.refuse(p, why="no", by=by, at=NOW)):
        with pytest.raises(PermissionDenied):
            decide(proposal, user)


def test_a_proposal_whose_fact_was_changed_meanwhile_is_outdated_and_changes_nothing(
    volunteer, officer, register
):
    proposal = propose(register["hosp-a"], volunteer, name_en="Gamma Hospital")
    correction = {"name_en": Change("Alpha Hospital", "Delta Hospital")}
    organisations.correct(register["hosp-a"], correction, grounds=GROUNDS, by=officer, at=NOW)

    decided = accept(proposal, officer)

    assert decided.state == ProposalState.OUTDATED
    assert anew(register["hosp-a"]).name_en == "Delta Hospital"
    assert Notice.objects.filter(to=volunteer).exists()


def test_a_change_of_another_fact_leaves_a_proposal_as_it_is(volunteer, officer, register):
    proposal = propose(register["hosp-a"], volunteer)
    correction = {"website": Change("", "https://alpha.example")}
    organisations.correct(register["hosp-a"], correction, grounds=GROUNDS, by=officer, at=NOW)

    assert accept(proposal, officer).state == ProposalState.ACCEPTED


def test_a_refusal_says_why(volunteer, officer, register):
    proposal = propose(register["hosp-a"], volunteer)

    with pytest.raises(Refusal, match="reason_missing"):
        proposals.refuse(proposal, why=" ", by=officer, at=NOW)
    refused_one = proposals.refuse(proposal, why="the gazette writes it otherwise", by=officer, at=NOW)

    assert refused_one.why == "the gazette writes it otherwise"
    assert not OrganisationEvent.objects.exists()


def test_who_proposed_withdraws_and_nobody_else(volunteer, officer, register):
    proposal = propose(register["hosp-a"], volunteer)

    with pytest.raises(Refusal, match="not_your_proposal"):
        proposals.withdraw(proposal, by=officer, at=NOW)
    proposals.withdraw(proposal, by=volunteer, at=NOW)
    with pytest.raises(Refusal, match="decided_already") as told:
        accept(proposal, officer)

    assert "withdrawn" in refused.word(told.value)


def test_the_same_fact_is_proposed_once_until_it_is_decided(volunteer, register):
    propose(register["hosp-a"], volunteer)

    with pytest.raises(Refusal, match="proposed_already"):
        propose(register["hosp-a"], volunteer, name_si="වෙනත් නමක්")
    propose(register["hosp-a"], volunteer, website="https://alpha.example")


@pytest.mark.parametrize(
    ("who", "slugs"),
    [
        ("officer", {"hosp-a", "la-a"}),
        ("auditor", {"hosp-a", "la-a"}),
        ("volunteer", {"la-a"}),
        ("head", {"hosp-a"}),
        ("stranger", set()),
    ],
)
def test_proposals_are_seen_by_those_whose_work_they_touch(who, slugs, request, officer, volunteer, register):
    user = request.getfixturevalue(who)
    propose(register["hosp-a"], officer)
    propose(register["la-a"], volunteer)

    seen = Proposal.objects.visible_to(user).values_list("organisation__slug", flat=True)

    assert set(seen) == slugs


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_accept_at_once_one_does_and_the_other_is_told(volunteer, officer, register):
    proposal = propose(register["hosp-a"], volunteer)
    officers, outcomes, start = [officer, somebody("Second", "programme_officer")], [], threading.Barrier(2)

    def attempt(by):
        start.wait()
        try:
            outcomes.append(accept(proposal, by).state)
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[by]) for by in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "decided_already"]
    assert OrganisationEvent.objects.count() == 1
