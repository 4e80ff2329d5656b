"""From names on a phone to a unit that is formed: nominations, letters of appointment, and gates that a second person decides."""

import pytest

from tests.journeys import newcomers
from tests.journeys.houses import PHONE, accept_member, fits, is_letter, member_line, name_member, new_unit
from tests.journeys.steps import in_days, look, send, told

pytestmark = pytest.mark.journey
LEAD, ANALYST, SUPPORT = "Nalani Invented", "Kumudu Invented", "Selvi Invented"
TEAM = {name: f"{name.split()[0].lower()}@demo.fulcrum.invalid" for name in (LEAD, ANALYST, SUPPORT)}


def decide(officer, unit, stage, verdict, answers, **fields):
    """Say of each criterion whether it is met, and of the gate whether it is passed."""
    officer.goto(f"{unit}gates/{stage}/decide/")
    for criterion, said in answers.items():
        officer.locator(f"[name='answer-{criterion}'][value='{said}']").check()
    officer.locator(f"[name=verdict][value={verdict}]").check()
    send(officer, "Decide so", **fields)


def show(lead, unit, stage, criterion, statement, paper=None):
    """Show a statement, and a paper where the criterion asks for one."""
    lead.goto(f"{unit}gates/{stage}/evidence/{criterion}/")
    if paper is not None:
        file = {"name": f"{criterion}.pdf", "mimeType": "application/pdf", "buffer": paper}
        lead.locator("[name=file]").set_input_files(file)
        lead.locator("[name=classification]").select_option("limited")
    send(lead, "Show it", statement=statement)
    assert "It is shown" in told(lead)


def ask_for(lead, unit, stage):
    """Ask to pass the gate, with everything shown."""
    lead.goto(f"{unit}gates/{stage}/")
    lead.get_by_role("link", name="Ask for this gate").click()
    send(lead, "Ask for it", note="All is there.")
    assert "Somebody else decides" in told(lead)
    assert lead.get_by_role("link", name="Decide", exact=True).count() == 0
    look(lead)


def name_the_team(head, unit):
    """Three people for the five posts of the minimum team; what may not be combined is refused at once."""
    name_member(head, unit, ["LD", "SD"], name_en=LEAD, email=TEAM[LEAD])
    assert told(head).startswith("Please correct this first")
    assert head.locator("[name=name_en]").input_value() == LEAD, "nothing that was typed is lost"
    fits(head)
    for name, posts in ((LEAD, ["LD", "CT"]), (ANALYST, ["BP"]), (SUPPORT, ["SD", "SE"])):
        name_member(head, unit, posts, name_en=name, email=TEAM[name])
        assert "waits for the officer" in told(head)
    assert head.locator("main section", has_text="Waits for the officer").locator("li").count() == 3
    fits(head)
    look(head)


def appoint_the_team(officer, unit):
    """The officer is told and accepts them; each gets a letter. Returns the lead's."""
    officer.goto("/notices/")
    assert LEAD in officer.locator("main").inner_text()
    for name in TEAM:
        accept_member(officer, name)
        look(officer)
    for post in ("BP", "SD", "SE", "CT"):
        assert "held" in member_line(officer, unit, post).inner_text()
    look(officer)
    return is_letter(officer, member_line(officer, unit, "LD").get_by_role("link", name="Letter"))


def test_a_head_names_members_and_the_unit_is_formed_gate_by_gate(sign_in, new_page, folder):
    officer, head = sign_in("Sign in as Dilani"), sign_in("Sign in as Ruwani", **PHONE)
    unit = new_unit(officer, head)
    name_the_team(head, unit)
    letter = appoint_the_team(officer, unit)

    lead = new_page(**PHONE)
    newcomers.begin(lead, newcomers.link_to(TEAM[LEAD], folder))
    lead.goto(unit)
    fits(lead)
    look(lead)

    show(lead, unit, "nominated", "nominations-made", "A member is named for every post.")
    ask_for(lead, unit, "nominated")
    officer.goto(unit)
    assert "Gate “Members nominated” waits for a decision" in officer.locator("main").inner_text()
    decide(officer, unit, "nominated", "green", {"nominations-made": "met"})
    assert "The gate is decided" in told(officer)

    be_refused_then_pass_with_something_missing(lead, officer, unit, letter)

    show(lead, unit, "formed", "established-by-letter", "Letter 12 of the head.", letter)
    show(lead, unit, "formed", "room-and-time", "Room 4, with four desks, two days a week.")
    ask_for(lead, unit, "formed")
    decide(officer, unit, "formed", "green", {"established-by-letter": "met", "room-and-time": "met"})
    assert "The gate is decided" in told(officer)

    head.goto(unit)
    assert "Formed" in head.locator("main dl.facts").inner_text()
    fits(head)
    look(head)
    show_what_was_missing(lead, officer, unit, letter)


def be_refused_then_pass_with_something_missing(lead, officer, unit, paper):
    """The gate of the need: red with a reason, asked for again, then amber with a last day."""
    show(lead, unit, "need-assessed", "skills-assessed", "Five sheets.", paper)
    show(lead, unit, "need-assessed", "needs-listed", "A first list.", paper)
    ask_for(lead, unit, "need-assessed")
    doubts = {"skills-assessed": "met", "needs-listed": "not_met"}
    decide(officer, unit, "need-assessed", "red", doubts)
    assert "Please correct this first" in told(officer), "a unit reads why it does not pass"
    decide(officer, unit, "need-assessed", "red", doubts, reason="The head has not agreed to the list.")
    assert "The gate is decided" in told(officer)

    lead.goto(f"{unit}gates/need-assessed/")
    assert "The head has not agreed to the list." in lead.locator("main").inner_text()
    look(lead)
    fits(lead)
    ask_for(lead, unit, "need-assessed")
    partly = {"skills-assessed": "met", "needs-listed": "later"}
    decide(officer, unit, "need-assessed", "amber", partly, deadline=in_days(400))
    assert "Please correct this first" in told(officer), "no more time than the model gives"
    decide(officer, unit, "need-assessed", "amber", partly, deadline=in_days(14))
    assert "The gate is decided" in told(officer)


def show_what_was_missing(lead, officer, unit, paper):
    """What an amber gate left open is shown later and confirmed by the second person."""
    show(lead, unit, "need-assessed", "needs-listed", "The list, signed by the head.", paper)
    officer.goto(f"{unit}gates/need-assessed/")
    look(officer)
    officer.get_by_role("button", name="Confirm that it is shown now").click()
    assert "Nothing is missing any more" in told(officer)
