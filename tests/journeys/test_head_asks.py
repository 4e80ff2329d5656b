"""Before the plan: a head asks for a unit on a phone; head and officer agree on one value and differ on another."""

import pytest

from tests.journeys.steps import look, send, told

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
QUESTIONS = {
    "need": "Patients queue for papers that lie in another building.",
    "priority_reason": "The old register can no longer be repaired.",
    "lead_name": "Asoka Invented",
    "lead_post": "Chief clerk",
}


def fits(page):
    """Nothing on the page is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def choose(page, **choices):
    for name, value in choices.items():
        page.locator(f"[name={name}][value='{value}']").check()


def open_form(page):
    page.goto("/work/")
    page.get_by_role("link", name="Ask for a unit").click()
    page.wait_for_url("**/requests/**")


def withdraw_what_is_open(page):
    """An earlier run of the journey may have left its request. Works in a browser without scripts too."""
    if page.get_by_role("link", name="Withdraw the request").count():
        page.get_by_role("link", name="Withdraw the request").click()
        page.get_by_role("button", name="Withdraw it").click()
        page.get_by_role("link", name="Ask anew").click()


def test_a_head_asks_on_a_phone_and_an_officer_agrees_on_the_values(sign_in):
    phone = sign_in("Sign in as Samali", **PHONE)
    open_form(phone)
    withdraw_what_is_open(phone)
    fits(phone)

    choose(phone, priority="1", room="shared")
    send(phone, "Send the request", **QUESTIONS, ict_staff="-2")
    assert "Please correct this first" in told(phone)
    assert phone.locator("[name=need]").input_value() == QUESTIONS["need"]
    send(phone, "Send the request", ict_staff="2")
    assert "Your request is sent" in told(phone)
    assert "Asoka Invented" in phone.locator("main").inner_text()
    fits(phone)
    look(phone)
    request = phone.url

    phone.get_by_role("link", name="Values of the need score").click()
    fits(phone)
    phone.get_by_role("link", name="Technical staff").click()
    send(phone, "State this value", value="2", reason="The staff list of November.")
    assert "The other side is asked to answer it" in told(phone)
    staff = phone.url
    phone.goto(staff.replace("ict_staff", "service_volume"))
    send(phone, "State this value", value="80000", reason="The counter's own count.")
    fits(phone)
    look(phone)

    officer = sign_in("Sign in as Dilani")
    officer.goto("/work/")
    assert officer.get_by_text("Its head asks for a unit").count()
    officer.goto(request)
    officer.get_by_role("button", name="Take it up").click()
    assert "the head is told" in told(officer)
    officer.goto(staff)
    send(officer, "State this value", value="2", reason="Seen on a visit.")
    assert "agreed from today" in told(officer)
    officer.goto(staff.replace("ict_staff", "service_volume"))
    send(officer, "State this value", value="20000", reason="Last year's report.")
    officer.goto("/values/?which=agreed")
    assert "Technical staff" in officer.locator("main").inner_text()
    look(officer)
    officer.goto("/need/next/")
    assert "cannot publish a need model" in officer.locator("main").inner_text()
    look(officer)

    phone.goto("/work/")
    phone.get_by_text("The other side states another value than you did").first.wait_for()
    phone.goto(staff.replace("ict_staff", "service_volume"))
    send(phone, "State this value", value="80000", reason="Counted again, with the branch office.")
    assert "the disagreement is recorded with both reasons" in told(phone)
    assert "Last year's report." in phone.locator("main").inner_text()


def test_the_form_needs_no_script(sign_in):
    phone = sign_in("Sign in as Samali", javascript=False, **PHONE)
    open_form(phone)
    withdraw_what_is_open(phone)

    choose(phone, priority="2", room="own")
    form = phone.locator("main form.questions")
    for name, value in {**QUESTIONS, "ict_staff": "0"}.items():
        form.locator(f"[name='{name}']").fill(value)
    form.get_by_role("button").click()

    assert "Your request is sent" in told(phone)
    phone.get_by_role("link", name="Correct a fact").click()
    assert "Nothing changes until a programme officer has accepted it." in phone.locator("main").inner_text()
