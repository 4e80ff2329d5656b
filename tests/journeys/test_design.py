"""The design system in a real browser: targets large enough, both themes, print, forced colours, less motion, three scripts."""

import pytest

from tests.journeys.axe import faults

pytestmark = pytest.mark.journey

TAPPED = ".button, .chip, summary, .menu a, .here a, .corner a, .languages a, input:not([type=hidden]), select, textarea, .choices label, .tabs a"
SMALL = """least => [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter(it => {
  const box = it.getBoundingClientRect(), style = getComputedStyle(it);
  if (!box.width || it.closest('[inert]') || it.classList.contains('skip') || it.closest('.map-shape')) return false;
  const inText = style.display === 'inline' && it.closest('p, li, td, th, dd, dt') !== null;
  const label = it.labels && it.labels[0] ? it.labels[0].getBoundingClientRect() : box;
  return !inText && Math.max(box.height, it.type === 'checkbox' || it.type === 'radio' ? label.height : 0) < least;
}).map(it => it.outerHTML.slice(0, 120))"""
TAPPED_SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].filter(it => {
  const box = it.getBoundingClientRect();
  if (!box.width || it.closest('[inert]') || it.type === 'checkbox' || it.type === 'radio') return false;
  return box.height < least - .5;
}).map(it => it.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "path", ["/design/", "/work/", "/organisations/?search=hospital", "/plan/?kind=hospital"]
)
def test_what_people_tap_is_44_pixels_high_and_nothing_else_under_24(path, sign_in):
    page = sign_in("Sign in as Dilani", width=390, height=844)
    page.goto(path)

    assert page.evaluate(TAPPED_SMALL, [TAPPED, 44]) == []
    assert page.evaluate(SMALL, 24) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/design/", "/work/"])
def test_it_is_accessible_in_both_themes(path, scheme, sign_in):
    page = sign_in("Sign in as Dilani", scheme=scheme)
    page.goto(path)

    assert faults(page) == []


def test_one_pane_is_light_and_the_other_dark_whatever_the_reader_s_theme(new_page):
    page = new_page(scheme="dark")
    page.goto("/design/")

    grounds = page.eval_on_selector_all(
        "#c-button .pane", "panes => panes.map(it => getComputedStyle(it).backgroundColor)"
    )
    assert grounds == ["rgb(247, 246, 241)", "rgb(15, 22, 21)"]


def test_a_table_becomes_cards_with_labels_on_a_phone(new_page):
    page = new_page(width=390, height=844)
    page.goto("/design/")

    label = page.evaluate("getComputedStyle(document.querySelector('#c-table td'), '::before').content")
    assert label == '"සිංහල: "', "the label comes from the style sheet"


def test_nothing_moves_for_those_who_ask_for_it(new_page):
    page = new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto("/design/")

    assert page.evaluate("getComputedStyle(document.querySelector('.turning')).animationName") == "none"


def test_marks_keep_an_edge_in_forced_colours(new_page):
    page = new_page()
    page.emulate_media(forced_colors="active")
    page.goto("/design/")

    for selector in (".button", ".pill", ".chip", ".note"):
        width = page.evaluate(
            "s => parseFloat(getComputedStyle(document.querySelector('main ' + s)).borderLeftWidth)", selector
        )
        assert width >= 1, f"{selector} has no edge"
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")


def test_on_paper_there_are_no_buttons_and_no_menu(sign_in):
    page = sign_in("Sign in as Dilani")
    page.goto("/work/")
    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert page.locator(".button:visible").count() == 0
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize(("language", "least"), [("en", 1.5), ("si", 1.65), ("ta", 1.65)])
def test_scripts_with_tall_letters_have_taller_lines(language, least, new_page):
    page = new_page(language=language)
    page.goto("/design/")

    ratio = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('.specimen p')); return parseFloat(s.lineHeight) / parseFloat(s.fontSize) }"
    )
    assert ratio >= least
