"""Briefings before any plan: recorded once they were held, with who came."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fulcrum.allocation.domain.requesting import BriefingManner
from fulcrum.allocation.services import briefings
from fulcrum.allocation.services.briefings import Session
from fulcrum.kit.refusal import Refusal
from tests.cast import TODAY, somebody

HELD = Session(TODAY, BriefingManner.ONLINE, "https://meet.example/1", "Nimali")


@pytest.fixture
def briefing(officer, now):
    return briefings.record(HELD, operation=uuid4(), by=officer, at=now)


@pytest.fixture
def came(briefing, register, officer, now):
    return briefings.add(
        briefing, register["hosp-a"], who_came="The head", head_was_there=True, by=officer, at=now
    )


def test_a_session_is_recorded_once_it_was_held(officer, now):
    ahead = Session(TODAY + timedelta(days=1), BriefingManner.ONLINE, "here", "Nimali")

    with pytest.raises(Refusal, match="briefing_ahead"):
        briefings.record(ahead, operation=uuid4(), by=officer, at=now)


def test_the_same_form_sent_twice_counts_once(officer, now):
    form = uuid4()

    assert len({briefings.record(HELD, operation=form, by=officer, at=now).pk for _ in range(2)}) == 1


def test_only_officers_record(head, now):
    with pytest.raises(PermissionDenied):
        briefings.record(HELD, operation=uuid4(), by=head, at=now)


def test_an_organisation_stands_on_the_list_once_and_again_after_it_was_struck_out(
    came, briefing, register, officer, now
):
    def again():
        return briefings.add(
            briefing, register["hosp-a"], who_came="The deputy", head_was_there=False, by=officer, at=now
        )

    with pytest.raises(Refusal, match="attends_already"):
        again()
    briefings.strike(came, why="It was the deputy.", by=officer, at=now)
    assert again().pk != came.pk
    with pytest.raises(Refusal, match="struck_already"):
        briefings.strike(came, why="Twice.", by=officer, at=now)


def test_everybody_sees_on_the_organisation_s_page_when_its_head_was_briefed(client, came):
    page = client.get(reverse("registry:organisation", args=["hosp-a"])).content.decode()

    assert "Its head was briefed about the programme on 23 November 2026." in page


def test_a_head_sees_the_session_that_the_own_house_attended_and_only_its_own_line(
    client, came, briefing, register, head, officer, now
):
    briefings.add(
        briefing, register["hosp-b"], who_came="Zealous Deputy", head_was_there=False, by=officer, at=now
    )
    client.force_login(head)

    page = client.get(reverse("allocation:briefing", args=[briefing.pk])).content.decode()

    assert "The head" in page
    assert "Zealous Deputy" not in page


def test_who_was_not_there_does_not_know_of_it(client, came, briefing, register):
    client.force_login(somebody("Malini", "head", organisation=register["hosp-b"]))

    assert client.get(reverse("allocation:briefing", args=[briefing.pk])).status_code == 404


def test_pages_record_a_session_and_who_came(client, officer, register):
    client.force_login(officer)
    form = {
        "operation": uuid4(),
        "held_on": "2026-11-20",
        "manner": "in_person",
        "place": "Hall",
        "led_by": "N",
    }

    made = client.post(reverse("allocation:new_briefing"), form)
    refused = client.post(made.headers["Location"], {"organisation": "nobody at all", "who_came": "x"})
    done = client.post(made.headers["Location"], {"organisation": "hosp-a", "who_came": "x"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert b"Alpha Hospital" in client.get(made.headers["Location"]).content
