"""The design system: it shows every component there is, and what it says of the tokens is true."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from fulcrum.foundation.web.design import specimens, tokens

WEB = Path(__file__).resolve().parents[1]
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
SHEETS = sorted((WEB / "static" / "css").glob("*.css"))
LARGEST_COMPONENT_SHEET = 12_000
SHOWN = [each for part in specimens.PARTS for each in part.specimens]


@pytest.fixture
def page(client, db):
    return client.get(reverse("web:design")).content.decode()


def test_every_component_is_shown_and_nothing_else():
    assert {name for each in SHOWN for name in each.components} == {path.stem for path in COMPONENTS}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_opens_with_its_context(path):
    opening = "".join(re.findall(r"\{#(.*?)#\}", path.read_text(encoding="utf-8").split("<")[0]))

    assert "Context: " in opening


def test_every_specimen_stands_there_in_light_and_in_dark(page):
    for each in SHOWN:
        section = page.split(f'id="c-{each.key}"')[1].split('class="specimen"')[0]
        assert "theme-light" in section, each.key
        assert "theme-dark" in section, each.key


def test_the_second_of_a_pair_cannot_be_reached(page):
    assert page.count('theme-dark" inert aria-hidden="true"') == len(SHOWN) + 1, "the type is shown twice too"


def test_no_id_stands_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert sorted({each for each in ids if ids.count(each) > 1}) == []


@pytest.mark.parametrize(
    "pair", tokens.pairs(), ids=lambda pair: f"{pair.front} on {pair.back}, {pair.least}"
)
def test_every_pair_of_colours_has_the_contrast_it_needs(pair):
    assert pair.holds, (pair.light, pair.dark)


def test_contrast_is_counted_as_wcag_counts_it():
    assert tokens.contrast("#000", "#ffffff") == 21
    assert tokens.contrast("#767676", "#fff") == 4.54
    assert tokens.contrast("#777777", "#fff") == 4.47


def test_both_themes_name_the_same_colours():
    light, dark = tokens.themes()["light"], tokens.themes()["dark"]
    own = re.search(
        r"prefers-color-scheme:dark\)\{:root\{([^}]*)\}", tokens.SHEET.read_text(encoding="utf-8")
    )[1]
    named = set(re.findall(r"--([\w-]+):", own))

    assert {name for name, value in light.items() if value.startswith("#")} - named == set()
    assert set(light) == set(dark)


def test_the_themes_come_as_a_style_sheet(client, db):
    response = client.get(reverse("web:design_themes"))

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert ".theme-dark{color-scheme:dark;--ground:#0f1615;" in response.content.decode()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_come_from_tokens_only(sheet):
    rules = re.sub(r":root\{[^}]*\}", "", sheet.read_text(encoding="utf-8"))
    rules = re.sub(r"var\(--[\w-]+,[^)]*\)", "", rules)
    named = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*\{)", re.sub(r"@media print\{.*", "", rules))

    assert named == []


def test_the_sheet_of_components_is_as_small_as_decision_4_promises():
    assert (WEB / "static" / "css" / "components.css").stat().st_size <= LARGEST_COMPONENT_SHEET
