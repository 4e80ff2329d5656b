"""An analyst reads the confidential register and proposes an entry; the auditor finds who read what, and the seals."""

import csv
import io
from datetime import datetime

import pytest

from tests.journeys.steps import look, send, told

pytestmark = pytest.mark.journey


@pytest.fixture
def analyst(sign_in):
    """The analyst on the register, which notes that she read it."""
    page = sign_in("Sign in as Noor")
    page.get_by_role("link", name="Open the register").click()
    page.wait_for_url("**/critical-infrastructure/")
    return page


def test_nobody_accepts_the_own_entry_of_the_confidential_register(analyst):
    page = analyst
    look(page)
    name = page.locator("main tbody th a").first.evaluate("it => it.firstChild.textContent.trim()")
    service = f"Payments {datetime.now():%H%M%S}"
    page.get_by_role("link", name="Propose an entry").click()
    send(page, "Propose", organisation=name, essential_service=service, basis="cert", reference="List 7")
    assert "It holds once a second person accepts it." in told(page)

    row = page.locator("main tbody tr", has_text=service)
    assert "proposed" in row.inner_text()
    assert row.get_by_role("button", name="Accept").count() == 0, "not offered"
    close = row.get_by_role("link", name="Close").get_attribute("href")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(
        close.replace("/close/", "/accept/"),
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
    assert answer.status == 409, "and refused where it is asked for all the same"
    page.reload()
    assert "proposed" in row.inner_text()

    page.goto(close)
    send(page, "Close it", reason="A trial.")
    assert "The entry is closed." in told(page)


def test_an_auditor_finds_each_reading_takes_the_log_away_and_sees_its_seals(analyst, sign_in):
    page = sign_in("Sign in as Farook")
    page.goto("/audit/")
    look(page)
    page.locator("summary", has_text="Narrow the list").click()
    page.get_by_label("Only readings of confidential things").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/audit/?*readings=*")
    look(page)
    assert "was shown" in page.locator("main").inner_text()
    assert "Noor (demo)" in page.locator("main").inner_text()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    told_of = [row for row in rows if "registry.ciientry" in " ".join(row)]
    assert told_of, "each reading is a row of the file"
    page.goto("/audit/?action=audit.exported")
    assert "downloaded entries of the audit log" in page.locator("main").inner_text()

    page.goto("/audit/seals/")
    for _minute in range(70):
        if page.locator("code.digest").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    look(page)
    assert len(page.locator("code.digest").first.inner_text().strip()) == 64
