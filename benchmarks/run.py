"""Measure the program, print one table, keep it: `make bench`, or `python -m benchmarks --only engine`.

Writes benchmarks/latest.json and the table of docs/benchmarks.md. A group that is not measured keeps its last figures
if they come from the same machine.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import clocks, data, engine, machine, pages, starting
from benchmarks.figures import Figure, Tell, markdown_table, plain_table
from benchmarks.program import MeasurementError
from fulcrum.runtime.env import PROJECT

LATEST = PROJECT / "benchmarks" / "latest.json"
PAGE = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
GROUPS: dict[str, Callable[[Tell], Iterator[Figure]]] = {
    "start": starting.measure,
    "data": data.measure,
    "engine": engine.measure,
    "clocks": clocks.measure,
    "pages": pages.measure,
}
Record = dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; 1 if a group could not be measured. A missed budget is only shown."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description="Measure the program and print one table."
    )
    parser.add_argument("--only", action="append", choices=GROUPS, help="measure this group; may be repeated")
    parser.add_argument("--print-only", action="store_true", help="do not write the figures down")
    given = parser.parse_args(arguments)
    asked = given.only or list(GROUPS)
    measured = {name: found for name in asked if (found := measure(name))}
    record = merged(read(LATEST), machine.described(), measured)
    sys.stdout.write(f"\n{plain_table(figures_of({**record, 'groups': measured}))}\n")
    if not given.print_only:
        keep(record)
        sys.stdout.write(f"\nWritten: {LATEST.relative_to(PROJECT)}, {PAGE.relative_to(PROJECT)}\n")
    return 0 if len(measured) == len(asked) else 1


def measure(name: str) -> Record | None:
    """The record of one group: when, how busy the machine was, which commit, and every figure; None if it failed."""
    began = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "load": machine.load(),
        "commit": machine.commit(),
    }
    try:
        return {**began, "figures": [figure.record() for figure in GROUPS[name](_tell)]}
    except MeasurementError as error:
        _tell(f"{name} could not be measured: {error}")
        return None


def _tell(line: str) -> None:
    sys.stderr.write(f"  {line}\n")
    sys.stderr.flush()


def read(path: Path) -> Record:
    """The last record; an empty one if there is none."""
    record: Record = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return record


def merged(last: Record, here: dict[str, str], measured: dict[str, Record]) -> Record:
    """The last record with the groups just measured; figures of another machine are dropped."""
    kept = last.get("groups", {}) if last.get("machine") == here else {}
    return {
        "machine": here,
        "groups": {name: found for name in GROUPS if (found := {**kept, **measured}.get(name))},
    }


def figures_of(record: Record) -> list[Figure]:
    """Every figure of a record, in order."""
    return [Figure.of_record(each) for group in record["groups"].values() for each in group["figures"]]


def keep(record: Record) -> None:
    """Write the record and bring the page in step with it."""
    LATEST.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), record), encoding="utf-8")


def with_figures(page: str, record: Record) -> str:
    """The page with this record between its two marks. Raises ValueError if a mark is missing."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"{PAGE.name} must hold {BEGIN} and {END} once each")
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{section(record)}\n{END}{rest.split(END)[1]}"


def section(record: Record) -> str:
    """The machine, when each group was measured, and the table."""
    return "\n".join(
        [f"Machine: {machine.sentence(record['machine'])}.", "", *_occasions(record), "", _table(record)]
    )


def _occasions(record: Record) -> Iterable[str]:
    for name, group in record["groups"].items():
        yield f"- *{name}*: {group['at'][:16].replace('T', ' ')} UTC, commit {group['commit']}, load {group['load']} at the start"


def _table(record: Record) -> str:
    return markdown_table(figures_of(record))
