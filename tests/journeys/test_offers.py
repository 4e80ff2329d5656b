"""Offers: a head accepts on a phone, another declines, the programme plans on, and a new organisation is offered the place."""

import re

import pytest

from tests.journeys.steps import in_days, look, send, told

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}


def fits(page):
    """Nothing on the page is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def open_offer_of_my_house(page):
    """The offer that waits for this head, from My work."""
    page.goto("/work/")
    page.get_by_role("link", name="Answer the offer").first.click()
    page.wait_for_url("**/offers/*/")


def an_open_offer(page):
    """The short name and the name of an organisation whose offer waits, not that of the demonstration's head."""
    page.goto("/offers/?pack=demo&state=open")
    page.locator("main tbody tr", has_not_text="Yameso").last.get_by_role("link").first.click()
    slug = page.get_by_role("link", name="The page of the organisation").get_attribute("href")
    return slug.split("/organisations/")[1].strip("/")


def test_a_head_accepts_on_a_phone_without_scripts_and_the_unit_stands(sign_in):
    page = sign_in("Sign in as Samali", javascript=False, **PHONE)
    open_offer_of_my_house(page)
    fits(page)
    assert "Please answer by" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Read the letter (PDF)").is_visible()

    page.get_by_role("link", name="Accept", exact=True).click()
    fits(page)
    page.locator("[name=staff]").fill("60")
    page.locator("[name=is_agreed]").check()
    page.get_by_role("button", name="Accept for my organisation").click()

    assert "You have accepted" in told(page)
    assert page.get_by_role("link", name="Open the unit").is_visible()
    page.goto("/work/")
    assert page.get_by_role("link", name="Answer the offer").count() == 0


def test_another_declines_the_programme_plans_on_and_offers_the_difference(sign_in):
    officer = sign_in("Sign in as Dilani")
    slug = an_open_offer(officer)
    officer.goto("/people/?search=Ruwani")
    officer.get_by_role("link", name="Ruwani").first.click()
    officer.get_by_role("link", name="Give a role").click()
    send(
        officer,
        "Appoint",
        role="head",
        reach="organisation",
        organisation=slug,
        manner="acting",
        until=in_days(60),
    )
    assert "The appointment is made" in told(officer)

    head = sign_in("Sign in as Ruwani", **PHONE)
    open_offer_of_my_house(head)
    look(head)
    head.get_by_role("link", name="Decline", exact=True).click()
    send(head, "Decline", reason="The house is being rebuilt.")
    assert "You have declined" in told(head)

    before = number_of_offers(officer)
    officer.goto("/publications/replan/?pack=demo")
    officer.locator("[name=name]").fill("After the answers")
    look(officer)
    officer.get_by_role("button", name="Compute the plan").click()
    officer.get_by_text("Proven best").wait_for(timeout=60_000)
    officer.get_by_role("link", name="Publish this plan").click()
    look(officer)
    officer.get_by_role("button", name=re.compile("Publish and make")).click()
    assert "is published" in told(officer)
    look(officer)
    assert number_of_offers(officer) > before

    officer.goto(f"/offers/of/{slug}/")
    look(officer)
    assert "The house is being rebuilt." in officer.locator("main").inner_text()


def number_of_offers(page):
    """How many offers there are in the simulated country."""
    page.goto("/offers/?pack=demo")
    look(page)
    return int(page.locator("main [role=status]").inner_text().split()[0])
