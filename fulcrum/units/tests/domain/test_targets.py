"""Targets are content with source and date."""

from datetime import date

import pytest

from fulcrum.kit.content_checks import ContentError
from fulcrum.units.domain.targets import in_force, read
from fulcrum.units.progress import TARGETS

LINE = "{pack: xy, units: 9, begins_on: 2025-01-01, by: %s, published_on: %s, source: Told.}"


def content(*lines):
    return "\n".join(["format: fulcrum.targets/1", "targets:", *(f"  - {line}" for line in lines)])


def test_the_shipped_targets_can_be_read():
    found = {each.pack: each.target.units for each in read(TARGETS.read_text(encoding="utf-8"))}

    assert found["lk"] == 500
    assert set(found) == {"lk", "demo"}


def test_the_newest_target_that_was_published_by_the_day_holds():
    found = read(content(LINE % ("2026-12-31", "2026-01-01"), LINE % ("2028-12-31", "2026-06-01")))

    assert in_force(found, "xy", date(2025, 12, 31)) is None
    assert in_force(found, "xy", date(2026, 5, 31)).target.by == date(2026, 12, 31)
    assert in_force(found, "xy", date(2026, 6, 1)).target.by == date(2028, 12, 31)
    assert in_force(found, "zz", date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (LINE % ("2024-12-31", "2026-01-01"), "not before begins_on"),
        (LINE % ("soon", "2026-01-01"), "write a day"),
        ("{pack: xy, units: 0}", "at least 1"),
        ("{pack: xy, goal: 1}", "known names here"),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(line, told):
    with pytest.raises(ContentError, match=told) as caught:
        read(content(line))

    assert all("targets[1]" in problem for problem in caught.value.problems)
