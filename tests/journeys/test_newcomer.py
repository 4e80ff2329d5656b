"""Somebody who is invited: password, second factor, recovery codes, and the other browser signed out."""

from datetime import UTC, datetime, timedelta

import pytest

from fulcrum.foundation.signin.tests.phone import code_of
from tests.journeys import newcomers
from tests.journeys.steps import look, told

pytestmark = pytest.mark.journey


@pytest.fixture
def invited(sign_in, folder):
    """Invite somebody; returns their address and the link from their mail."""

    def invite(name):
        address = f"{name.lower()}.{datetime.now():%H%M%S}@demo.fulcrum.invalid"
        newcomers.invite(sign_in("Sign in as Dilani"), name, address)
        return address, newcomers.link_to(address, folder)

    return invite


def test_a_newcomer_takes_up_the_invitation_and_guards_the_account(invited, new_page):
    address, link = invited("Tharushi")
    page = new_page()
    newcomers.begin(page, link)
    look(page)
    assert new_page().goto(link).status == 410, "the link works once"

    page.goto("/account/second-factor/set-up/")
    look(page)
    secret = page.locator("code.secret").inner_text()
    page.locator("[name=code]").fill(code_of(secret, datetime.now(UTC)))
    page.get_by_role("button", name="Take it into use").click()
    look(page)
    recovery = page.locator("ul.codes code").all_inner_texts()
    assert len(recovery) == 10
    for path in ("/account/password/", "/account/confirm/"):
        assert page.goto(path).status == 200
        look(page)
    newcomers.sign_out(page)

    next_step = code_of(secret, datetime.now(UTC) + timedelta(seconds=30))
    newcomers.sign_in_with_password(page, address)
    look(page)
    enter_code(page, next_step)
    assert page.locator("details.own").count() == 1, "signed in with a code of the app"

    other = new_page()
    newcomers.sign_in_with_password(other, address)
    enter_code(other, recovery[0])
    assert other.locator("details.own").count() == 1, "signed in with a recovery code"
    third = new_page()
    newcomers.sign_in_with_password(third, address)
    enter_code(third, recovery[0])
    assert third.locator("main [role=alert]").count() == 1, "a recovery code works once"
    look(third)

    page.goto("/account/sessions/")
    look(page)
    assert page.locator("main tbody tr").count() == 2
    page.get_by_role("button", name="Sign out everywhere else").click()
    assert "signed out on every other browser" in told(page)
    other.goto("/account/")
    assert "/sign-in/" in other.url, "the other browser must sign in again"


def enter_code(page, code):
    page.locator("main [name=code]").fill(code)
    page.locator("main form button.button").click()


def test_somebody_finds_their_language_wherever_they_sign_in(invited, new_page):
    address, link = invited("Dinesh")
    page = new_page()
    newcomers.begin(page, link, language="si")
    assert page.locator("html").get_attribute("lang") == "si"

    for language in ("ta", "en", "si"):
        page.goto("/account/")
        look(page)
        page.locator("main [name=language]").select_option(language)
        page.locator("main form button.button").click()
        page.wait_for_function("code => document.documentElement.lang === code", arg=language)

        elsewhere = new_page(language="en" if language != "en" else "si")
        newcomers.sign_in_with_password(elsewhere, address)
        assert elsewhere.locator("html").get_attribute("lang") == language
        assert elsewhere.goto("/work/").status == 200
        assert elsewhere.locator("html").get_attribute("lang") == language
        look(elsewhere)
