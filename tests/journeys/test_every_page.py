"""Every page: accessible, within its width and its weight; in the matrix, in every theme, width and language."""

import os

import pytest

from tests.journeys.axe import faults
from tests.journeys.pages import HEAD, OFFICER, PUBLIC

WHO = {"Dilani": OFFICER, "Samali": HEAD}
PHONE, DESK = (390, 844), (1366, 768)
HEAVIEST = 60_000
MATRIX = [
    (path, language, scheme, size)
    for path in (*PUBLIC, *OFFICER, *HEAD)
    for language in ("en", "si", "ta")
    for scheme in ("light", "dark")
    for size in (PHONE, DESK)
]


@pytest.fixture
def open_page(new_page, sign_in):
    """Open a path as whoever may."""

    def open_it(path, **options):
        page = new_page(**options)
        name = next((name for name, paths in WHO.items() if path in paths), None)
        if name:
            page.goto("/sign-in/")
            page.locator(".chair", has_text=name).locator("button").click()
        answer = page.goto(path)
        assert not name or answer.status == 200, "somebody signed in is refused, or it is not there"
        return page

    return open_it


def widths(page):
    return page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")


@pytest.mark.journey
@pytest.mark.parametrize("path", (*PUBLIC, *OFFICER, *HEAD))
def test_it_is_accessible_and_fits_a_phone(path, open_page):
    page = open_page(path, width=PHONE[0], height=PHONE[1])

    content, screen = widths(page)
    assert faults(page) == []
    assert content <= screen, "the page scrolls sideways"
    assert page.locator("h1").count() == 1


@pytest.mark.journey
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light_on_the_wire(path, new_page):
    """Document, styles, scripts and images as sent; fonts are the reader's own or come once."""
    page = new_page(language="si")
    weights = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    kinds = {}
    client.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    client.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(path)
    page.wait_for_load_state("networkidle")

    sent = sum(weight for request, weight in weights.items() if kinds.get(request) != "Font")
    assert 0 < sent <= HEAVIEST


def _share():
    """(k, n): run every nth case beginning with the kth; MATRIX_SHARE=k/n."""
    told = os.environ.get("MATRIX_SHARE", "1/1")
    part, of = told.split("/")
    return int(part), int(of)


@pytest.mark.matrix
@pytest.mark.parametrize(("number", "case"), list(enumerate(MATRIX)), ids=lambda value: str(value)[:70])
def test_it_holds_in_every_theme_width_and_language(number, case, open_page):
    part, of = _share()
    if number % of != part - 1:
        pytest.skip(f"not in today's share {part}/{of} of the matrix")
    path, language, scheme, (width, height) = case
    page = open_page(path, language=language, scheme=scheme, width=width, height=height)

    content, screen = widths(page)
    assert faults(page) == []
    assert content <= screen, "the page scrolls sideways"
