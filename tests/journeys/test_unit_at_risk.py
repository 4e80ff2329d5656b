"""A unit whose lead left is at risk; with an acting lead it is back the next day, and later it has its own lead again."""

from datetime import datetime

import pytest

from tests.journeys import nightly
from tests.journeys.houses import PHONE, accept_member, fits, let_head, member_line, name_member
from tests.journeys.steps import in_days, look, send, told

pytestmark = pytest.mark.journey
AT_RISK = "/units/board/?pack=demo&standing=at_risk&show=list"


@pytest.fixture
def at_risk(sign_in):
    """An officer on the page of a unit that is at risk because its lead left, and the address of that unit."""
    page = sign_in("Sign in as Dilani")
    page.goto(AT_RISK)
    look(page)
    without_lead = page.locator("main tbody tr", has_text="lead")
    page.goto(without_lead.first.locator("th a").get_attribute("href"))
    return page, page.url


@pytest.fixture
def head(at_risk, sign_in):
    """Somebody who heads the house of that unit for a time, on a phone."""
    officer, _unit = at_risk
    house = officer.locator("main dl.facts a[href^='/organisations/']").first.get_attribute("href")
    let_head(officer, house.split("/organisations/")[1].strip("/"))
    return sign_in("Sign in as Ruwani", **PHONE)


def standing(page, unit):
    """What the page of the unit says of how it does."""
    page.goto(unit)
    return page.locator("main h1 + p").inner_text()


def test_a_lead_leaves_another_acts_and_the_unit_is_back(at_risk, head, folder):
    officer, unit = at_risk
    assert "At risk" in standing(officer, unit)
    assert "lead" in standing(officer, unit), "the reason is told in words"
    look(officer)
    assert "vacant" in member_line(officer, unit, "LD").inner_text()

    stamp = f"{datetime.now():%H%M%S}"
    deputy, successor = f"Deputy Invented {stamp}", f"Successor Invented {stamp}"
    address = f"{stamp}@demo.fulcrum.invalid"
    since, until = in_days(-10), in_days(90)
    acting = {"manner": "acting", "begins_on": since, "until": until}
    name_member(head, unit, ["LD"], name_en=deputy, email=f"d.{address}", **acting)
    fits(head)
    accept_member(officer, deputy)
    assert "filled for now" in member_line(officer, unit, "LD").inner_text()
    assert "At risk" in standing(officer, unit), "the rules are looked at by night"

    nightly.look_at_units(folder)
    assert "Active" in standing(officer, unit)
    look(officer)
    officer.goto(AT_RISK)
    assert officer.locator(f"main a[href='{path_of(unit)}']").count() == 0

    name_member(head, unit, ["LD"], name_en=successor, email=f"s.{address}")
    accept_member(officer, successor)
    line = member_line(head, unit, "LD")
    assert "held" in line.inner_text()
    line.get_by_role("link", name=f"End {deputy}").click()
    send(head, "End it", reason="The lead of its own is here.")
    assert "the hand-over is open" in told(head)
    assert deputy not in member_line(head, unit, "LD").inner_text()

    hand_over(head, deputy)
    nightly.look_at_units(folder)
    assert "Active" in standing(head, unit)


def hand_over(head, name):
    """Settle the hand-over of somebody who left, line by line: one is not needed, which asks for the reason."""
    head.locator("#former ~ table tr", has_text=name).get_by_role("link", name="open").click()
    fits(head)
    look(head)
    head.get_by_role("button", name="Not needed").first.click()
    assert head.locator("main [role=alert]").count() == 1
    head.locator("main [name=note]").first.fill("None were borrowed.")
    head.get_by_role("button", name="Not needed").first.click()
    while head.get_by_role("button", name="Done").count():
        head.get_by_role("button", name="Done").first.click()
    assert "Everything was settled" in head.locator("main").inner_text()
    look(head)


def path_of(address):
    """An address without its host."""
    return "/" + address.split("/", 3)[3]
