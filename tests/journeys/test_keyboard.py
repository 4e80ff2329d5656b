"""The keyboard alone: sign in, reach the menu, open a page, filter a list, meet an error summary, sign out."""

import re

import pytest

pytestmark = pytest.mark.journey

SEEN = r"""() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const shape = it.closest('.map-shape');
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {
    name: it === document.body ? 'the page' : (it.innerText || it.value || it.name || it.tagName).replace(/\s+/g, ' ').trim(),
    tag: it.tagName, href: it.getAttribute('href') || '', id: it.id,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: !!shape || it.contains(top) || (top !== null && top.contains(it)) || it.labels?.[0]?.contains(top) === true,
  }
}"""
MOST_STEPS = 120


def tab(page, *, back=False):
    """One step; whatever has the focus must be seen, with its ring, not covered by anything."""
    page.keyboard.press("Shift+Tab" if back else "Tab")
    seen = page.evaluate(SEEN)
    if seen["tag"] != "BODY":
        assert seen["ring"], f"no ring around {seen}"
        assert seen["inside"], f"out of sight: {seen}"
        assert seen["uncovered"], f"covered: {seen}"
    return seen


def tab_to(page, matches):
    """Step on until the focus is where it should be; returns the names passed on the way."""
    passed = []
    for _step in range(MOST_STEPS):
        seen = tab(page)
        passed.append(seen["name"])
        if matches(seen):
            return passed
    raise AssertionError(f"not reached by the keyboard; passed {passed}")


def named(name):
    return lambda seen: seen["name"].startswith(name)


def enter(page):
    """Follow a link or send a form."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def signed_in(new_page):
    """Signed in by the keyboard, on the tour of the demonstration."""

    def sign_in(**options):
        page = new_page(**options)
        page.goto("/")
        tab_to(page, named("Sign in"))
        enter(page)
        tab_to(page, named("Sign in as Dilani"))
        enter(page)
        page.wait_for_url("**/tour/1/")
        return page

    return sign_in


def test_a_day_s_work_by_keyboard(signed_in):
    page = signed_in()

    tab_to(page, named("My work"))
    enter(page)
    page.wait_for_url("**/work/")
    assert page.locator("h1").inner_text() == "My work"

    page.goto("/organisations/")
    tab_to(page, lambda seen: seen["id"] == "filter-search")
    page.keyboard.type("hospital")
    enter(page)
    page.wait_for_url("**/organisations/?*search=hospital*")
    tab_to(page, lambda seen: seen["name"].startswith("Words hospital"))
    enter(page)
    assert "search=hospital" not in page.url, "the chip took its filter away"

    tab_to(page, lambda seen: seen["name"].endswith("Dilani (demo)"))
    page.keyboard.press("Enter")
    tab_to(page, named("Sign out"))
    enter(page)
    assert page.get_by_role("link", name="Sign in").is_visible()


def test_the_focus_goes_from_skip_link_to_name_to_menu_in_the_order_that_is_seen(signed_in):
    page = signed_in()
    page.goto("/work/")

    passed = tab_to(page, lambda seen: seen["tag"] == "SUMMARY" and seen["name"].endswith("Dilani (demo)"))

    corner = [re.match(r"English|My work|Notices", name) for name in passed]
    assert passed[:2] == ["Skip to the content", "Fulcrum"]
    assert [found[0] for found in corner if found] == ["English", "My work", "Notices"]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_error_summary_takes_the_focus_and_leads_to_the_field(javascript, signed_in):
    page = signed_in(javascript=javascript)
    page.goto("/scenarios/new/")
    tab_to(page, lambda seen: seen["id"] == "id_name")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("   ")
    enter(page)

    assert page.title().startswith("Error: "), "the title says it first"
    assert page.locator("[role=alert]:focus").count() == 1, "the summary has the focus"
    seen = tab(page)
    assert seen["href"] == "#id_name", "the next step is the link to the wrong field"
    page.keyboard.press("Enter")
    assert page.locator("#id_name:focus").count() == 1


def test_the_menu_of_a_phone_opens_without_a_script(signed_in):
    page = signed_in(width=390, height=844, javascript=False)
    page.goto("/work/")

    tab_to(page, lambda seen: seen["tag"] == "SUMMARY" and seen["name"] == "Menu")
    assert not page.get_by_role("link", name="Organisations").first.is_visible()
    page.keyboard.press("Enter")
    tab_to(page, named("Organisations"))
    enter(page)

    assert page.url.endswith("/organisations/")


def test_the_skip_link_passes_the_menu(signed_in):
    page = signed_in()
    page.goto("/organisations/")

    assert tab(page)["name"] == "Skip to the content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
    assert tab(page)["href"] == "/", "the crumbs come first in the content"
