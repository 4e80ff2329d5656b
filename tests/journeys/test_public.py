"""A visitor: first page, district, organisation, why; and the search in three scripts."""

import re
from urllib.parse import urljoin

import pytest

from tests.journeys.axe import faults
from tests.journeys.pages import OFFICER, PUBLIC

pytestmark = pytest.mark.journey


def test_a_visitor_goes_from_the_first_page_to_why(new_page):
    page = new_page()
    page.goto("/")
    assert re.search(r"500 small units", page.locator("h1").inner_text())
    assert page.locator(".map-shape").count() == 25
    on_map = page.locator(".map-dot").count()
    beside = int(page.locator(".seatless summary").get_attribute("data-number"))
    assert on_map + beside == 500

    page.locator(".map-shape", has_text="Kurunegala").click()
    page.wait_for_url("**/districts/LK-61/")
    assert "Kurunegala" in page.locator("h1").inner_text()

    page.locator("#places-here ~ table tbody a").first.click()
    page.wait_for_url("**/organisations/**")
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="Why this one?").click()
    page.wait_for_url("**/plan/why/**")
    assert page.locator("h1").inner_text() == name
    assert page.get_by_role("heading", name="Why it has a place").is_visible()
    points = [
        float(cell.split(" of ")[0]) for cell in page.locator("table.lines tbody td.figure").all_inner_texts()
    ]
    total = float(page.locator("table.lines tfoot td.figure").inner_text())
    assert abs(sum(points) - total) < 0.5, "the lines add up to the score, but for their rounding"


def test_the_first_viewport_holds_sentence_map_figures_and_action(new_page):
    page = new_page()
    page.goto("/")

    for thing in ("h1", ".hero .figures", ".hero .search button", ".hero-map svg"):
        box = page.locator(thing).first.bounding_box()
        assert box["y"] + min(box["height"], 200) <= 768, f"{thing} lies below the first viewport"


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "divisional secretariat kandy", "Kandy"),
        ("en", "Yalpanam", "Jaffna"),
        ("si", "කොළඹ", "කොළඹ"),
        ("ta", "யாழ்ப்பாணம்", "யாழ்"),
    ],
)
def test_an_organisation_is_found_in_three_scripts(language, typed, found, new_page):
    page = new_page(language=language)
    page.goto("/")
    page.locator("#find").fill(typed)
    page.locator(".hero .search button").click()
    page.wait_for_url("**/organisations/**")

    names = page.locator("main table tbody th").all_inner_texts()
    assert any(found in name for name in names), names[:5]
    count = re.search(r"\d[\d,]*", page.locator("main [role=status]").inner_text())
    assert count is not None, "the page says how many it found"
    total = int(count.group().replace(",", ""))
    assert 0 < total < 200, "the search narrows the list"


def test_it_works_without_javascript(new_page):
    page = new_page(javascript=False)
    page.goto("/organisations/?search=hospital")
    page.locator("main table tbody a").first.click()

    assert page.locator("h1").is_visible()


def test_the_keyboard_alone_reaches_the_content_and_a_district(new_page):
    page = new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.map-shape') !== null"), (
        "after the search and the link of the figures comes the map"
    )
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "/districts/LK-" in page.url


def test_the_language_stays_chosen(new_page):
    page = new_page()
    page.goto("/need/")
    page.get_by_role("link", name="தமிழ்").click()

    assert page.url.endswith("/need/")
    assert page.locator("html").get_attribute("lang") == "ta"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "ta"
    assert page.locator(".foot .pill-warm").first.is_visible(), "a draft translation is shown as one"


def test_a_page_that_does_not_exist_helps_on(new_page):
    page = new_page()
    answer = page.goto("/no/such/page/")

    assert answer.status == 404
    assert page.get_by_role("link", name="Find an organisation").is_visible()
    assert faults(page) == []


NO_PAGES = ("/no-such-page/", "/account/invitation/not-ours/")
"""Addresses that answer well by saying that nothing is there."""
REFUSED = 409
"""A page that says why it may not be done now, such as a second factor for a person of the demonstration."""


@pytest.fixture(scope="module")
def statuses():
    """How each address answered already, by who asked: the menu stands on every page and is followed once."""
    return {"visitor": {}, "officer": {}}


def dead_links(page, path, known):
    """Addresses of this site that a page leads to and that do not answer well; of long lists, a sample."""
    assert page.goto(path).status == 200
    links = page.eval_on_selector_all("a[href]", "all => [...new Set(all.map(a => a.getAttribute('href')))]")
    own = sorted({link.split("#")[0] for link in links if link.startswith(("/", "?"))})
    sample = own[:: max(1, len(own) // 40)]

    for address in {urljoin(path, link) for link in sample} - known.keys():
        known[address] = page.request.get(address).status
    answers = [(link, known[urljoin(path, link)]) for link in sample]
    return [(link, status) for link, status in answers if status >= 400 and status != REFUSED]


@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in NO_PAGES])
def test_no_link_of_a_public_page_is_dead(path, new_page, statuses):
    assert dead_links(new_page(), path, statuses["visitor"]) == []


@pytest.mark.parametrize("path", OFFICER)
def test_no_link_of_an_officer_s_page_is_dead(path, sign_in, statuses):
    assert dead_links(sign_in("Sign in as Dilani"), path, statuses["officer"]) == []
