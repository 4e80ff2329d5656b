"""A programme officer and an auditor: scenario, plan, why not, export, collision, second check, a bad file."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.journey


def scenario(page, name, **fields):
    """Fill the scenario form and send it."""
    page.goto("/scenarios/new/")
    page.get_by_label("Name of the scenario").fill(name)
    for field, value in fields.items():
        box = page.locator(f"[name='{field}']")
        fold = page.locator("details", has=box)
        if fold.count() and fold.get_attribute("open") is None:
            fold.locator("summary").click()
        box.fill(value)
    page.get_by_role("button", name="Compute the plan").click()
    page.wait_for_url("**/scenarios/*/")


def test_an_officer_runs_a_scenario_and_learns_why_not(sign_in):
    page = sign_in("Sign in as Dilani")
    page.get_by_role("link", name="Make a scenario").click()
    scenario(page, "Fewer in divisional secretariats", **{"max-kind-divisional_secretariat": "170"})
    page.get_by_text("Proven best").wait_for(timeout=60_000)
    assert page.get_by_role("heading", name="Fewer in divisional secretariats").is_visible()

    page.locator("summary", has_text="Narrow the list").click()
    page.locator("#which").select_option("not")
    page.locator("#f-kind").select_option("divisional_secretariat")
    page.get_by_role("button", name="Show").click()
    assert "170 organisations" in page.locator("main").inner_text()
    page.locator("#list ~ table tbody a").first.click()
    reasons = page.locator("ul.reasons").inner_text()
    assert "Kind: Divisional secretariat: at most 170 places, and they are taken." in reasons
    assert "would have to rise" in reasons
    page.go_back()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert "not a decision of the Government" in rows[0][1]
    head = next(number for number, row in enumerate(rows) if row and row[0] == "Key")
    assert len(rows) - head - 1 == 170, "the export holds what the filter shows"


def test_progress_is_shown_without_javascript(sign_in):
    page = sign_in("Sign in as Dilani", javascript=False)
    scenario(page, "Without JavaScript")
    page.get_by_text("Proven best").wait_for(timeout=60_000)

    assert page.locator("#list ~ table tbody tr").count() == 50


def test_quotas_that_collide_are_named(sign_in):
    page = sign_in("Sign in as Dilani")
    scenario(page, "Too many hospitals", **{"min-kind-hospital": "131", "max-kind-hospital": ""})
    page.get_by_text("Quotas collide").wait_for(timeout=60_000)

    assert "Kind “Hospital”: at least 131." in page.locator("main").inner_text()


def test_a_wrong_form_takes_the_focus_to_its_errors(sign_in):
    page = sign_in("Sign in as Dilani")
    page.goto("/scenarios/new/")
    page.get_by_label("Name of the scenario").fill("Wrong")
    page.get_by_label("Number of units").fill("500")
    page.locator("details", has=page.locator("[name='min-tier-local']")).locator("summary").click()
    page.locator("[name='min-tier-local']").fill("90")
    page.locator("[name='max-tier-local']").fill("80")
    page.get_by_role("button", name="Compute the plan").click()

    page.locator("[role=alert]").wait_for()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    assert "The least, 90, is above the most, 80." in page.locator("[role=alert]").inner_text()


def test_an_auditor_has_a_plan_checked_again_and_may_not_ask(sign_in):
    page = sign_in("Sign in as Farook")
    page.goto("/scenarios/")
    page.get_by_role("link", name="500 units").first.click()
    page.get_by_role("button", name="Check this plan again").click()

    assert "Checked again: 500 places, every quota met" in page.locator("[role=status]").inner_text()
    assert page.goto("/scenarios/new/").status == 403


def test_the_published_input_is_a_problem_file(new_page):
    page = new_page()
    content = json.loads(page.request.get("/plan/problem.json").body())

    assert content["format"] == "fulcrum.problem/1"
    assert content["units"] == 500
    assert len(content["organisations"]) > 1500


def test_a_bad_file_is_refused_row_by_row_and_changes_nothing(sign_in, tmp_path):
    page = sign_in("Sign in as Dilani")
    page.goto("/imports/new/")
    present = page.request.get("/organisations/export.load").body().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(present)))
    rows[0]["kind"] = "palace"
    rows[1]["name_si"] = "Fixed Name"
    bad = tmp_path / "organisations.csv"
    with bad.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_role("button", name="Upload and look at the columns").click()
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Check the file").click()

    assert "Choose what “palace” means" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Carry it out").count() == 0
    page.goto(f"/organisations/{rows[0]['id']}/")
    assert "palace" not in page.locator("main").inner_text()
