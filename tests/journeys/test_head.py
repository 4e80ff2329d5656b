"""A head of organisation: what waits, the own people, a post filled, rights lent for a leave, and where it ends."""

import pytest

from tests.journeys.steps import in_days, look, send, told

pytestmark = pytest.mark.journey


@pytest.fixture
def head(sign_in):
    """The head on My work, and the address of the people of her organisation."""
    page = sign_in("Sign in as Samali")
    page.goto("/people/?search=Samali")
    page.locator("main tbody th a").first.click()
    place = page.locator("main table a[href^='/organisations/']").first.get_attribute("href")
    page.goto("/work/")
    return page, f"{place}people/"


def open_person(page, name):
    """The page of somebody whom the head may know of."""
    page.goto(f"/people/?search={name}")
    page.get_by_role("link", name=name).first.click()


def test_a_head_fills_a_post_lends_her_rights_and_takes_them_back(head):
    page, own_people = head
    look(page)
    page.get_by_role("link", name="People and their offices").click()
    look(page)
    page.goto(own_people)
    look(page)
    assert "Samali" in page.locator("main tbody tr", has_text="Head").first.inner_text()
    colleague = page.locator("table", has=page.locator("caption", has_text="Others")).locator("th a").first
    name = colleague.evaluate("it => it.firstChild.textContent.trim()")

    colleague.click()
    page.get_by_role("link", name="Give a role").click()
    assert page.locator("[name=role] option", has_text="Programme officer").count() == 0
    send(page, "Appoint", role="unit_member", until=in_days(30))
    assert "The appointment is made" in told(page)
    assert "Member of a unit" in page.locator("main table").inner_text()

    open_person(page, "Samali")
    page.get_by_role("link", name="Lend", exact=True).click()
    chosen = page.locator("[name=to] option", has_text=name).first.get_attribute("value")
    send(page, "Lend", to=chosen, until=in_days(14), reason="Leave")
    assert "lent until their last day" in told(page)
    assert f"to {name} until" in page.locator("main").inner_text()
    page.get_by_role("button", name="Take back").click()
    assert "the rights ended at once" in told(page)
    look(page)

    open_person(page, name)
    page.locator("tr", has_text="Member of a unit").get_by_role("link", name="End").first.click()
    send(page, "End it", reason="Back to her post.")
    assert "its rights end with it" in told(page)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/organisations/dsec-11/access/", 404),
        ("/audit/", 403),
        ("/agreements/", 403),
        ("/scenarios/", 403),
        ("/registry/load/", 403),
        ("/organisations/dsec-11/documents/add/", 403),
    ],
)
def test_elsewhere_a_head_is_refused_calmly(path, status, head):
    page, _own_people = head

    answer = page.goto(path)

    assert answer.status == status
    assert page.get_by_role("link", name="To the first page").is_visible()
    assert page.locator("h1").inner_text() in ("You may not do this", "There is nothing at this address")
    look(page)
