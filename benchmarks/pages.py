"""Pages of the running program over real HTTP on the same machine: how long they take, how much they weigh."""

import json
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.browser import Browser
from benchmarks.figures import Budget, Figure, Tell
from benchmarks.program import MeasurementError, Program, home, running

WARM_UP = 5
RUNS = 60
VIEW_WITHIN_MS = 150.0
SEARCH_WITHIN_MS = 300.0
WEIGHT_WITHIN_KB = 60.0
DISTRICT = "/districts/LK-11/"
PLAN = "/plan/"
ORGANISATIONS = "/organisations/"
ORGANISATION = "/organisations/dsec-11/"
SEARCHES = {
    "English": "divisional secretariat kandy",
    "Sinhala": "කොළඹ මහ නගර සභාව",
    "Tamil": "யாழ்ப்பாணம்",
    "romanised": "yalpanam",
    "mistyped": "departmant of registratoin",
}


@dataclass(frozen=True)
class Page:
    """One address, and what it may take."""

    name: str
    path: str
    within_ms: float = VIEW_WITHIN_MS
    is_signed_in: bool = False


def measure(tell: Tell) -> Iterator[Figure]:
    """Times and weights of every page, one request at a time."""
    tell("pages: starting the program")
    with home() as folder, running(folder) as program:
        visitor, officer = Browser(program.port), Browser(program.port)
        officer.sign_in_as_first_of_the_demonstration()
        for page in _pages(visitor):
            tell(f"pages: {page.name}")
            yield from _one(page, officer if page.is_signed_in else visitor, program)


def _pages(visitor: Browser) -> list[Page]:
    return [
        Page("home", "/"),
        Page("organisations, first page", ORGANISATIONS),
        Page("organisations, a page near the end", _deep_page(visitor)),
        *(
            Page(
                f"organisations, search in {script}"
                if script != "mistyped"
                else "organisations, search mistyped",
                f"{ORGANISATIONS}?search={quote(words)}",
                SEARCH_WITHIN_MS,
            )
            for script, words in SEARCHES.items()
        ),
        Page("organisation", ORGANISATION),
        Page("district", DISTRICT),
        Page("plan, first page of the list", PLAN),
        Page("plan, tenth page of the list", f"{PLAN}?page=10"),
        Page("why this one has a place", "/plan/why/dsec-11/"),
        Page("why that one has none", _why_not(visitor)),
        Page("need score", "/need/"),
        Page("how it was proven", "/plan/proof/"),
        Page("scenario form, signed in", "/scenarios/new/", is_signed_in=True),
    ]


def _deep_page(visitor: Browser) -> str:
    """The last page that has another one behind it, reached as a reader reaches it."""
    path = ORGANISATIONS
    while True:
        following = re.search(r'href="([^"]*\bafter=[^"]+)"', visitor.get(path).text)
        if following is None:
            return path
        path = following[1].replace("&amp;", "&")


def _why_not(visitor: Browser) -> str:
    """The page of the neediest organisation that was weighed and has no place."""
    placed = {place["id"] for place in json.loads(visitor.get(f"{PLAN}export.json").text)["places"]}
    weighed = json.loads(visitor.get(f"{PLAN}problem.json").text)["organisations"]
    without = [each for each in weighed if each["id"] not in placed]
    return f"{PLAN}why/{max(without, key=lambda each: int(each['score']))['id']}/"


def _one(page: Page, browser: Browser, program: Program) -> Iterator[Figure]:
    document, whole = browser.whole_page_bytes(page.path)
    for _ in range(WARM_UP):
        browser.get(page.path)
    answers = [browser.get(page.path) for _ in range(RUNS)]
    in_server = _server_ms(program.web_log, {answer.headers["x-request-id"] for answer in answers})
    waited = statistics.median(answer.seconds * 1000 for answer in answers)
    remark = f"the client waits {waited:.0f}"
    yield Figure(page.name, "ms", in_server, Budget(page.within_ms, "p95"), remark)
    yield Figure(f"{page.name}: document", "kB", (document / 1000,))
    yield Figure(f"{page.name}: all but fonts", "kB", (whole / 1000,), Budget(WEIGHT_WITHIN_KB))


def _server_ms(log: Path, requests: set[str]) -> tuple[float, ...]:
    """Milliseconds inside the program for these requests, as its own log tells. Raises MeasurementError if one is missing."""
    told = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("{") and '"request"' in line:
            entry = json.loads(line)
            if entry.get("request") in requests:
                told[entry["request"]] = float(entry["ms"])
    if len(told) < len(requests):
        raise MeasurementError(f"{len(requests) - len(told)} of {len(requests)} requests are not in {log}")
    return tuple(told.values())
