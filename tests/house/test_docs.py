"""The documents stay true: they list what there is, and what they point to exists."""

import json
import re
from pathlib import Path

import pytest

from fulcrum.config import cli
from fulcrum.registry import labels
from fulcrum.registry.domain.roles import RULES, Reach, Role

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
LISTS = ROOT / "fulcrum" / "setup" / "requirements"
NPM = ROOT / "fulcrum" / "setup" / "npm" / "package.json"
REACHES = {
    Reach.NATION: "country",
    Reach.AREA: "area",
    Reach.PORTFOLIO: "organisation and below",
    Reach.ORGANISATION: "organisation",
}
LARGEST_BASE_SHEET = 15_000
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "fulcrum").glob("*/README.md")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def written(pattern: str, page: Path) -> list[str]:
    return re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE)


def code_of(page: Path) -> str:
    """Everything a page writes as code: its blocks and, each on a line, its inline spans."""
    blocks = written(r"^```\w*\n((?:.*\n)*?)```", page)
    return "\n".join([*blocks, *written(r"`([^`\n]+)`", page)])


def required(list_name: str) -> list[str]:
    """Names of the packages that a list asks for itself, without versions and extras."""
    lines = (LISTS / list_name).read_text(encoding="utf-8").splitlines()
    return [re.split(r"[\[<>=~! ]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


def direct_dependencies() -> list[str]:
    npm = json.loads(NPM.read_text(encoding="utf-8"))
    lists = [path.name for path in sorted(LISTS.glob("*.in"))]
    return [
        *(name for each in lists for name in required(each)),
        *npm["dependencies"],
        *npm["devDependencies"],
    ]


def test_every_direct_dependency_has_its_line_and_no_line_is_left_over():
    listed = written(r"^\| `([^`]+)` \|", DECISIONS / "dependencies.md")

    assert sorted(listed) == sorted(direct_dependencies())


def test_every_line_of_a_dependency_names_licence_reason_and_edge():
    lines = written(r"^\| `.*\|$", DECISIONS / "dependencies.md")
    thin = [line for line in lines if len(cells := line.strip("| ").split(" | ")) != 4 or not all(cells)]

    assert thin == []


@pytest.mark.parametrize("page", sorted((DOCS / "method").glob("*.md")), ids=lambda page: page.stem)
def test_every_method_page_has_an_example_that_a_test_runs(page):
    assert "```" in page.read_text(encoding="utf-8"), "it shows no example"
    tests = [
        path
        for path in (ROOT / "fulcrum").rglob("test_*.py")
        if page.name in path.read_text(encoding="utf-8")
    ]

    assert tests, f"no test names {page.name}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_inside_the_project_leads_somewhere(page):
    links = written(r"\]\(([^)\s#]+)[^)]*\)", page)
    broken = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_names_exists(page):
    targets = set(written(r"^([a-z-]+):", ROOT / "Makefile"))
    made = set(re.findall(r"^make ([a-z-]+)", code_of(page), re.MULTILINE))
    run = set(re.findall(r"^(?:\.venv/bin/)?fulcrum ([a-z-]+)", code_of(page), re.MULTILINE)) - {
        "help",
        "version",
    }

    assert (made - targets, run - set(cli.COMMANDS)) == (set(), set())


def test_every_command_is_documented_and_every_documented_one_exists():
    section = (DOCS / "operate.md").read_text(encoding="utf-8").split("\n## Commands\n")[1].split("\n## ")[0]

    assert re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE) == list(cli.COMMANDS)


@pytest.mark.parametrize("role", Role, ids=str)
def test_every_role_is_in_the_glossary_and_told_as_it_is(role):
    rule, name = RULES[role], str(labels.ROLE[role])
    notes = {
        "one holder at a time, vacancy clock": rule.is_office,
        "published": rule.is_public,
        "the head may appoint": rule.filled_by_head,
        "needs an agreement": rule.needs_agreement,
        "has a last day": rule.must_end,
        "second factor": rule.second_factor,
    }
    held = "; ".join(note for note, holds in notes.items() if holds)
    reaches = ", ".join(REACHES[reach] for reach in rule.reaches)
    row = f"| {name} | `{role}` | {reaches} | {rule.clearance} | {held} |"

    assert row in (DOCS / "security" / "access.md").read_text(encoding="utf-8").splitlines()
    assert written(r"^\| ([^|]+) \|.*\| `" + role.name + r"` \|$", DOCS / "glossary.md") == [name]


def test_every_test_file_that_a_page_names_exists():
    known = {path.name for folder in ("fulcrum", "tests") for path in (ROOT / folder).rglob("test_*.py")}
    named = {name for page in PAGES for name in written(r"\b(test_[a-z_]+\.py)\b", page)}

    assert named - known == set()


def test_decisions_are_numbered_without_a_gap_and_say_their_state():
    pages = sorted(DECISIONS.glob("0*.md"))
    numbers = [int(page.name[:4]) for page in pages]

    assert numbers == list(range(1, len(pages) + 1))
    for page, number in zip(pages, numbers, strict=True):
        lines = page.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {number}. "), page.name
        assert lines[2].startswith("Status: "), page.name


def test_the_base_style_sheet_is_as_small_as_decision_4_promises():
    sheet = ROOT / "fulcrum" / "foundation" / "web" / "static" / "css" / "base.css"

    assert sheet.stat().st_size <= LARGEST_BASE_SHEET
