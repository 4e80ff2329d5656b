"""The rules of docs/house.md that a program can check."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
MOST_AT_THE_ROOT = 12
CODE = (".py", ".html", ".css", ".js")
WORDS_OF_ELSEWHERE = re.compile(
    r"/work/[\w.]|/root/|\.library|\.\./shared|/opt/pypi|pypi\.org|registry\.npmjs|deb\.debian|PIP_FIND_LINKS|\bsubagent\b",
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_files_stay_under_400_lines():
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in tracked()
        if path.suffix in CODE
        and "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]

    assert long == []


def test_the_root_holds_at_most_a_dozen_entries():
    entries = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert len(entries) <= MOST_AT_THE_ROOT, sorted(entries)


def test_no_file_speaks_of_a_machine_or_of_anything_outside_the_project():
    here = Path(__file__).resolve()
    told = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        if path != here and path.suffix not in {".csv", ".woff2", ".png"}
        for match in [WORDS_OF_ELSEWHERE.search(path.read_text(encoding="utf-8", errors="replace"))]
        if match
    ]

    assert told == []


def test_templates_carry_no_inline_style_or_script():
    wrong = []
    for path in tracked():
        if path.suffix != ".html":
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"\sstyle=|<style|\son\w+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/json)", text):
            wrong.append(str(path.relative_to(ROOT)))

    assert wrong == []


def test_every_app_says_what_it_owns():
    apps = [path.parent for path in (ROOT / "fulcrum").rglob("apps.py")]
    floors = {path for path in apps if path.parent.name == "fulcrum"} | {ROOT / "fulcrum" / "foundation"}
    without = [path.name for path in floors if not (path / "README.md").is_file()]
    long = [
        path.name
        for path in floors
        if (path / "README.md").is_file() and len((path / "README.md").read_text().splitlines()) > 60
    ]

    assert (without, long) == ([], [])


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum"])
def test_nothing_is_left_unfinished(word):
    here = Path(__file__).resolve()
    told = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != here
        and path.suffix in {*CODE, ".md", ".yaml"}
        and word in path.read_text(encoding="utf-8")
    ]

    assert told == []
