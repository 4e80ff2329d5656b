"""People who come by invitation: an officer invites them, the mail is read in the data folder, the link is opened."""

import email
import email.policy
import time

from tests.journeys.steps import look, send, told

LONGEST_WAIT = 45
PASSWORD = "Seven-Lamps-On-The-Quay-41"


def invite(page, name, address):
    """Add a person and invite them, as an officer of the programme."""
    page.goto("/people/new/")
    send(page, "Add", name_en=name)
    page.goto(page.url.replace("appoint/", ""))
    page.get_by_role("link", name="Invite to sign in").click()
    send(page, "Send the invitation", email=address)
    assert "its link works once" in told(page)


def link_to(address, folder):
    """The path that the newest invitation to this address leads to, as soon as the program has sent one.

    Raises LookupError if none comes.
    """
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        for file in sorted((folder / "home" / "mail").glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if address in str(mail["To"]):
                words = mail.get_body(("plain",)).get_content().split()
                links = ["/" + word.split("/", 3)[3] for word in words if "/account/" in word]
                if links:
                    return links[0]
        time.sleep(0.2)
    raise LookupError(f"no mail to {address} in {LONGEST_WAIT} seconds")


def begin(page, link, language="en"):
    """Open the invitation and choose a language and a password; the person is then signed in."""
    page.goto(link)
    look(page)
    form = page.locator("main form")
    form.locator("[name=language]").select_option(language)
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("[name=again]").fill(PASSWORD)
    form.locator("button.button").click()
    page.wait_for_url(lambda url: link not in url)


def sign_in_with_password(page, address):
    """By e-mail and password, in whatever language the page is."""
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button.button").click()


def sign_out(page):
    """By the person's own corner."""
    page.locator("details.own summary").click()
    page.locator("details.own form[action$='/sign-out/'] button").click()
