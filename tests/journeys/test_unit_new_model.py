"""A next version of the model: drafted, its faults told, published; one unit takes it over and no other follows."""

import pytest

from tests.journeys.houses import PHONE, fits, new_unit
from tests.journeys.steps import look, send, told

pytestmark = pytest.mark.journey
NEW_STEP = (
    "  - {code: meet-neighbours, stage: yearly-review, owner: lead, days: 5, after: [first-report], "
    'names: {en: "Meet the units of the neighbouring houses", si: "අසල්වැසි ආයතනවල ඒකක හමුවීම", '
    'ta: "அயல் நிறுவனங்களின் பிரிவுகளைச் சந்தித்தல்"}}\n'
)


def draft_next(officer, text_of):
    """Begin the next version and change its words, with an owner that nobody knows; returns the words as they should be."""
    officer.goto("/blueprints/dtu/1/")
    look(officer)
    officer.get_by_role("button", name="Begin the next version with these words").click()
    officer.wait_for_url("**/change/")
    text = text_of(officer.locator("[name=text]").input_value())
    wrong = text.replace(
        "stage: yearly-review, owner: lead, days: 5", "stage: yearly-review, owner: nobody, days: 5"
    )
    send(officer, "Check it and keep it as a draft", text=wrong)
    return text


def version_of(page, unit):
    """The version that a unit follows, by its page."""
    page.goto(unit)
    return page.locator("main dl.facts .quiet", has_text="version").first.inner_text()


def changed(text):
    """The words of the next version: a step more at the end, and a shorter wait for a lead."""
    assert "{standing: at_risk, cause: lead_vacant, limit: 30}" in text
    text = text.replace("cause: lead_vacant, limit: 30", "cause: lead_vacant, limit: 21")
    return text.replace("\nrules:\n", f"{NEW_STEP}\nrules:\n")


def test_one_unit_takes_over_the_next_version_and_no_other_does(sign_in):
    officer, head = sign_in("Sign in as Dilani"), sign_in("Sign in as Ruwani", **PHONE)
    own = new_unit(officer, head)
    assert version_of(head, own) == "version 1"
    text = draft_next(officer, changed)
    assert "1 fault must be corrected" in told(officer)
    faults = officer.locator("ol.faults").inner_text()
    assert "Line " in faults
    assert "nobody" in faults
    look(officer)

    send(officer, "Check it and keep it as a draft", text=text)
    assert "Units follow it only once it is published" in told(officer)
    officer.get_by_role("link", name="Publish it").click()
    changes = officer.locator("main").inner_text()
    assert "Meet the units of the neighbouring houses" in changes
    assert "21" in changes
    send(officer, "Publish it for good")
    assert "never changes again" in told(officer)
    officer.get_by_role("link", name="what changed from version 1").click()
    look(officer)

    head.goto(f"{own}differences/")
    look(head)
    fits(head)
    head.get_by_role("link", name="See what taking it over would change").click()
    preview = head.locator("main").inner_text()
    assert "Meet the units of the neighbouring houses" in preview
    fits(head)
    send(head, "Take it over for this unit")
    assert "follows version 2 from now on" in told(head)
    assert version_of(head, own) == "version 2"
    head.goto(f"{own}plan/")
    assert "Meet the units of the neighbouring houses" in head.locator("main").inner_text()
    look(head)

    officer.goto("/units/")
    another = officer.locator(f"main tbody th a:not([href='{own}'])").first.get_attribute("href")
    assert version_of(officer, another) == "version 1"
    officer.goto(f"{another}plan/")
    assert "Meet the units of the neighbouring houses" not in officer.locator("main").inner_text()


def test_the_model_is_one_file_that_another_country_can_begin_with(sign_in):
    officer = sign_in("Sign in as Dilani")
    file = officer.request.get("/blueprints/pic-net/1/file/").body()
    another = file.replace(b"code: pic-net", b"code: river-net").replace(b"version: 1", b"version: 1", 1)

    officer.goto("/blueprints/new/")
    officer.locator("[name=file]").set_input_files(
        {"name": "river-net.yaml", "mimeType": "application/yaml", "buffer": another}
    )
    officer.get_by_role("button", name="Check it and keep it as a draft").click()
    assert "Units follow it only once it is published" in told(officer)
    assert officer.request.get("/blueprints/river-net/1/file/").body() == another
    officer.get_by_role("link", name="Discard it").click()
    send(officer, "Discard the draft", reason="It was a trial.")
    assert "The draft is discarded" in told(officer)
