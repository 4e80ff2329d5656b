"""Rules of single parts: versions that compare, logs that stay small, the suite's last line, the map's shapes."""

import datetime
import json
import os
from pathlib import Path

import pytest

from fulcrum.runtime import children, layout
from fulcrum.runtime.layout import Home, HomeLock
from fulcrum.runtime.problems import Exit, Problem
from fulcrum.runtime.processes import Identity
from fulcrum.setup import assets, suite


def test_versions_compare_by_number_and_not_by_letter():
    assert layout.version_key("0.10.0") > layout.version_key("0.9.12")


def test_the_lock_is_held_by_one_and_free_after_its_release(tmp_path: Path):
    home = layout.open_home(tmp_path / "home")
    first, second = HomeLock(home), HomeLock(home)

    assert first.take() and not second.take(patience=0.0)
    assert layout.is_held(home)
    first.release()
    assert not layout.is_held(home) and second.take(patience=0.0)


def test_too_little_free_disk_is_refused_with_both_numbers(tmp_path: Path):
    with pytest.raises(Problem) as caught:
        layout.check_disk(Home(tmp_path), needed_mb=10**9)

    assert caught.value.exit_code == Exit.FOLDER
    assert "1000000000 MB are needed" in caught.value.lines()


def test_a_file_cut_short_by_a_crash_counts_as_missing(tmp_path: Path):
    (tmp_path / "state.json").write_text('{"run": "a')

    assert layout.read_json(tmp_path / "state.json") is None


def test_a_process_born_at_another_time_is_not_taken_for_the_recorded_one():
    me = Identity.of(os.getpid())

    assert me is not None and me.is_alive()
    assert not Identity(me.pid, me.born - 3600).is_alive()


def test_a_large_log_moves_aside_and_three_old_ones_are_kept(tmp_path: Path):
    log = tmp_path / "web.log"
    for number in range(5):
        log.write_bytes(bytes([number]) * (children.LOG_BYTES + 1))
        children.rotate(log)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["web.log.1", "web.log.2", "web.log.3"]
    assert (tmp_path / "web.log.1").read_bytes()[:1] == b"\x04"


def test_a_large_log_in_use_goes_on_empty(tmp_path: Path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (children.LOG_BYTES + 1))

    children.shorten(log)

    assert log.stat().st_size == 0 and (tmp_path / "web.log.1").stat().st_size == children.LOG_BYTES + 1


def test_last_words_are_a_persons_line_and_not_a_json_record(tmp_path: Path):
    log = tmp_path / "prepare.log"
    log.write_text('first\nThe pack is not whole.\n{"level": "ERROR"}\n\n')

    assert children.last_words(log) == "The pack is not whole."


def test_where_only_records_were_written_the_last_words_end_the_last_error(tmp_path: Path):
    error = {
        "level": "ERROR",
        "message": "Application callable raised",
        "exc_info": "Traceback\nImportError: no pages",
    }
    log = tmp_path / "web.log"
    log.write_text("\n".join(json.dumps(record) for record in [error, {"level": "INFO", "message": "bye"}]))

    assert children.last_words(log) == "ImportError: no pages"


def test_the_suites_last_line_sums_the_stages_and_a_broken_one_fails_it(tmp_path: Path):
    report = tmp_path / "units.xml"
    report.write_text('<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/></testsuites>')
    unit = suite.Stage("units", (), counts=True)
    passed, failed, skipped = suite.counts(report)
    results = [
        suite.Result(unit, ok=False, seconds=1, passed=passed, failed=failed, skipped=skipped),
        suite.Result(suite.Stage("lint", ()), ok=True, seconds=1),
    ]

    lines = suite.summary(results).splitlines()

    assert lines[-1] == "2 passed, 2 failed, 1 skipped"
    assert "Failed: units" in lines


def test_continuous_integration_takes_every_share_of_the_matrix_in_turn():
    days = [datetime.date(2026, 3, day) for day in range(1, suite.MATRIX_SHARES + 1)]

    shares = {suite.stages("full", day, ci=True)[-1].environ["MATRIX_SHARE"] for day in days}

    assert shares == {f"{number}/{suite.MATRIX_SHARES}" for number in range(1, suite.MATRIX_SHARES + 1)}
    assert suite.stages("full", days[0], ci=False)[-1].name == "journeys"
    assert suite.stages("all", days[0], ci=False)[-1].environ == {}


@pytest.mark.parametrize("form", ["module", "drawing"])
def test_district_shapes_are_read_from_either_form_of_the_package(tmp_path: Path, form: str):
    if form == "module":
        place = {"id": "galle", "name": "Galle", "path": "m 1,2 z", "extra": 1}
        (tmp_path / "index.js").write_text(
            "export default " + json.dumps({"viewBox": "0 0 4 7", "locations": [place]})
        )
    else:
        (tmp_path / "map.svg").write_text(
            '<svg viewBox="0 0 4 7"><path id="galle" name="Galle" d="m 1,2 z"/></svg>'
        )

    shapes = assets.district_shapes(tmp_path)

    assert shapes == {
        "viewBox": "0 0 4 7",
        "districts": [{"id": "galle", "name": "Galle", "path": "m 1,2 z"}],
    }
