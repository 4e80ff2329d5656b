"""The fixtures of the journeys: one running program, one browser, and pages to order."""

import pytest

from tests.journeys import program


@pytest.fixture(scope="session")
def folder():
    """Where the running program keeps its data and, without a mail server, its mail."""
    with program.empty_folder() as name:
        yield name


@pytest.fixture(scope="session")
def address(folder):
    """The address of the running program."""
    with program.started(folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    """Chromium: the one the set-up found."""
    with program.chromium() as chromium:
        yield chromium


@pytest.fixture
def new_page(browser, address):
    """Make a page: language, width, colour scheme, with or without JavaScript. Console errors fail the test."""
    contexts, complaints = [], []

    def make(language="en", width=1366, height=768, scheme="light", javascript=True):
        context = program.open_context(
            browser,
            address,
            language=language,
            width=width,
            height=height,
            scheme=scheme,
            javascript=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    unexpected = [text for text in complaints if "status of 4" not in text]
    assert unexpected == [], "the browser's console complains"


@pytest.fixture
def sign_in(new_page):
    """Sign in by the one click of the demonstration; returns the page on the tour."""

    def enter(name, **options):
        page = new_page(**options)
        page.goto("/sign-in/")
        page.get_by_role("button", name=name).click()
        page.wait_for_url("**/tour/1/")
        return page

    return enter
