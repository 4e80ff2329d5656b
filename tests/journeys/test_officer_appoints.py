"""A programme officer fills an empty office, ends it again, and gives an adviser a role under an agreement."""

from datetime import datetime

import pytest

from tests.journeys.steps import in_days, look, name_of, send, slug_of, told

pytestmark = pytest.mark.journey


@pytest.fixture
def empty_office(sign_in):
    """An officer on the page of a simulated organisation whose office of head stands empty."""
    page = sign_in("Sign in as Dilani")
    page.goto("/vacancies/?role=head")
    look(page)
    vacant = page.locator("main tbody tr", has=page.locator(".pill-danger"))
    vacant.locator("th a").first.click()
    page.wait_for_url("**/organisations/demo-*/people/")
    return page


def head_of(page, slug):
    """What the page of an organisation says of its office of head."""
    page.goto(f"/organisations/{slug}/people/")
    return page.locator("main tbody tr", has=page.get_by_role("rowheader", name="Head")).first.inner_text()


def add_person(page, **names):
    """From the list of people to the form of the first role."""
    page.goto("/people/")
    page.get_by_role("link", name="Add a person").click()
    send(page, "Add", **names)
    page.wait_for_url("**/appoint/")
    assert "Now give them their role." in told(page)


def test_a_head_is_appointed_the_clock_stops_and_it_runs_again(empty_office):
    page = empty_office
    slug, name = slug_of(page), name_of(page)
    assert "vacant" in head_of(page, slug)
    page.get_by_role("link", name="Find or add the person to appoint").click()
    look(page)

    add_person(page, name_en="Menaka Arunodaya", name_si="මේනකා අරුණෝදය", name_ta="மேனகா அருணோதயா")
    send(page, "Appoint", role="head", organisation=name, basis="Letter 12")
    assert "rights follow from its first day" in told(page)
    assert "Simulated: this person does not exist." in page.locator("main").inner_text()
    look(page)
    person = page.url

    assert "Menaka Arunodaya" in head_of(page, slug)
    assert "held" in head_of(page, slug)
    look(page)
    for language, own_name in (("si", "මේනකා අරුණෝදය"), ("ta", "மேனகா அருணோதயா")):
        page.goto(f"/language/{language}/?next=/organisations/{slug}/people/")
        assert own_name in page.locator("main").inner_text(), "each reader finds her in their own script"
    page.goto("/language/en/?next=/")
    page.goto("/vacancies/?role=head")
    assert page.locator(f"main a[href='/organisations/{slug}/people/']").count() == 0

    page.goto(person)
    page.get_by_role("link", name="End", exact=True).click()
    send(page, "End it", reason="She retired.")
    assert "its rights end with it" in told(page)
    assert "not in force" in page.locator("main table").inner_text()
    assert "vacant" in head_of(page, slug)


def test_an_adviser_has_rights_through_an_agreement_only(empty_office):
    page = empty_office
    slug, name = slug_of(page), name_of(page)
    reference = f"J-{datetime.now():%H%M%S}"
    page.goto("/agreements/")
    look(page)
    page.get_by_role("link", name="Make an agreement").click()
    send(
        page,
        "Make it",
        partner_name="Lantern Advisers (demo)",
        partner_kind="firm",
        reference=reference,
        purpose="Advice on records",
        organisation=name,
        until=in_days(90),
    )
    assert "The agreement is made." in told(page)
    assert reference in page.locator("main table").inner_text()

    add_person(page, name_en=f"Ilan {reference}")
    role = {"role": "adviser", "organisation": name}
    send(page, "Appoint", **role, until=in_days(60))
    assert "agreement" in page.locator("[role=alert]").inner_text(), "no agreement, no role"
    choice = page.locator("[name=agreement] option", has_text=reference).get_attribute("value")
    send(page, "Appoint", agreement=choice)
    assert f"under agreement {reference}" in page.locator("main").inner_text()

    page.get_by_role("link", name="What this person can do").click()
    assert "See who holds which office" in page.locator("main table").inner_text()
    look(page)
    page.goto(f"/organisations/{slug}/people/")
    page.get_by_role("link", name="Who can see this organisation, and why").click()
    look(page)
    why = page.locator("main tbody tr", has_text=f"Ilan {reference}").inner_text()
    assert "Adviser" in why
    assert "Limited" in why or "limited" in why
    assert page.locator("main tbody tr", has_text="Dilani (demo)").count() == 1
