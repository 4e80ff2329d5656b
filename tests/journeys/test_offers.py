"""Offers: a head accepts on a phone, another declines, the programme plans on, and a new organisation is offered the place."""

import re

import pytest

from tests.journeys.houses import PHONE, accept_offer, fits, house_with_open_offer, is_letter, let_head
from tests.journeys.steps import in_days, look, send, told

pytestmark = pytest.mark.journey


def open_offer_of_my_house(page):
    """The offer that waits for this head, from My work."""
    page.goto("/work/")
    page.get_by_role("link", name="Answer the offer").first.click()
    page.wait_for_url("**/offers/*/")


def test_a_head_accepts_on_a_phone_without_scripts_and_the_unit_stands(sign_in):
    page = sign_in("Sign in as Samali", javascript=False, **PHONE)
    open_offer_of_my_house(page)
    fits(page)
    assert "Please answer by" in page.locator("main").inner_text()
    is_letter(page, page.get_by_role("link", name="Read the letter (PDF)"))

    accept_offer(page)
    fits(page)
    page.get_by_role("link", name="Open the unit").click()
    fits(page)
    assert "Head agreed" in page.locator("main ol.rail [aria-current], main ol.rail .rail-here").inner_text()
    page.goto("/my-organisation/")
    assert page.get_by_role("link", name="Open the unit").is_visible()
    fits(page)
    page.goto("/work/")
    assert page.get_by_role("link", name="Answer the offer").count() == 0


def test_another_declines_the_programme_plans_on_and_offers_the_difference(sign_in):
    officer = sign_in("Sign in as Dilani")
    slug = house_with_open_offer(officer)
    let_head(officer, slug)
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


def test_an_answer_on_paper_counts_once_a_second_person_has_compared_it(sign_in):
    officer = sign_in("Sign in as Dilani")
    slug = house_with_open_offer(officer)
    offer = officer.url
    look(officer)
    letter = is_letter(officer, officer.get_by_role("link", name="Read the letter (PDF)"))
    let_head(officer, slug)

    head = sign_in("Sign in as Ruwani", **PHONE)
    head.goto(offer)
    head.get_by_role("link", name="Answer with a signed paper").click()
    head.locator("[name=answer][value=accept]").check()
    scan = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": letter}
    head.locator("[name=file]").set_input_files(scan)
    send(head, "Hand it in", signed_by="Invented, Head", signed_on=in_days(0), staff="30")
    assert "waits for a second person" in told(head)
    assert head.get_by_role("link", name="Compare the paper").count() == 0
    fits(head)
    look(head)

    officer.goto("/work/?app=offers")
    assert officer.locator(f"main a[href='/offers/{offer.rstrip('/').split('/')[-1]}/']").count()
    officer.goto(offer)
    paper = officer.get_by_role("link", name="signed.pdf").first.get_attribute("href")
    assert officer.request.get(paper).body() == letter, "what was handed in is what is compared"
    officer.get_by_role("link", name="Compare the paper").click()
    officer.locator("[name=decision][value=yes]").check()
    send(officer, "Decide")
    assert "the answer counts" in told(officer)
    assert officer.get_by_role("link", name="Open the unit").is_visible()
    look(officer)
