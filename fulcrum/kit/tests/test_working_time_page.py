"""The worked example of docs/method/working-time.md, executed from the page itself."""

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fulcrum.kit.working_days import Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar, NotCovered

PAGE = Path(__file__).parents[3] / "docs" / "method" / "working-time.md"


@pytest.fixture(scope="module")
def blocks():
    """The calendar, and what comes of it."""
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)]


@pytest.fixture(scope="module")
def office(blocks):
    told = blocks[0]
    covered = Period(*map(date.fromisoformat, told["covered"]))
    days = Days(
        (Week(covered.first, (spans(told["hours"]),) * 5 + ((),) * 2),),
        (covered,),
        frozenset(map(date.fromisoformat, told["holidays"])),
        {date.fromisoformat(day): spans(hours) for day, hours in told["special"].items()},
    )
    return Calendar("office", ZoneInfo(told["zone"]), days)


def spans(pairs):
    return tuple(Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


def instant(text, office):
    return datetime.fromisoformat(text).replace(tzinfo=office.zone)


def test_the_due_instants_are_the_ones_on_the_page(blocks, office):
    for line in blocks[1]["due"]:
        due = office.add(instant(line["from"], office), timedelta(minutes=line["work_minutes"]))

        assert due == instant(line["is"], office)


def test_the_working_times_are_the_ones_on_the_page(blocks, office):
    for line in blocks[1]["worked"]:
        worked = office.working_time(instant(line["from"], office), instant(line["to"], office))

        assert worked == timedelta(minutes=line["minutes"])


def test_the_end_of_knowledge_is_the_one_on_the_page(blocks, office):
    line = blocks[1]["not_covered"]

    with pytest.raises(NotCovered) as told:
        office.add(instant(line["from"], office), timedelta(minutes=line["work_minutes"]))

    assert told.value.day.isoformat() == line["first_unknown_day"]
