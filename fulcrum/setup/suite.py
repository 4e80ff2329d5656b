"""Run the named stages of the tests with live progress, and end with one table and one line that sums them up.

`quick` is what a person runs often, `full` is `make test`, `all` adds every page in every theme and language. In
continuous integration (CI=true) `full` also runs one of MATRIX_SHARES shares of that matrix, another one each day.
"""

import datetime
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fulcrum.setup import browser
from fulcrum.setup.console import BUILD, PROJECT

MATRIX_SHARES = 14
REPORTS = BUILD / "reports"
PYTHON = (sys.executable, "-P", "-m")
WITH_DATABASE = (*PYTHON, "fulcrum.config.cli", "with-database", "--")
UNIT = "not journey and not slow and not matrix"


@dataclass(frozen=True)
class Stage:
    """One command of the suite; `counts` if it is a run of pytest whose tests are summed."""

    name: str
    command: tuple[str, ...]
    counts: bool = False
    environ: dict[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """How one stage ended."""

    stage: Stage
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def pytest(
    name: str, *words: str, before: tuple[str, ...] = (), environ: dict[str, str] | None = None
) -> Stage:
    report = REPORTS / f"{name}.xml"
    command = (*before, *PYTHON, "pytest", "-q", "-rs", "--durations=5", f"--junitxml={report}", *words)
    return Stage(name, command, counts=True, environ=environ or {})


LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
LINT = (
    Stage("lint", (*PYTHON, "ruff", "check", ".")),
    Stage("format", (*PYTHON, "ruff", "format", "--check", ".")),
)
TYPES = (Stage("types", (*PYTHON, "mypy", "fulcrum")),)
CONTRACTS = (Stage("contracts", (sys.executable, "-P", "-c", LINT_IMPORTS)),)
DOMAIN = (
    pytest(
        "domain",
        "-n",
        "2",
        "tests/house",
        "fulcrum",
        "-k",
        "domain or house",
        "-m",
        UNIT,
        before=WITH_DATABASE,
    ),
)
UNITS = (pytest("units", "-n", "2", "-m", UNIT, before=WITH_DATABASE),)
RUNTIME = (pytest("runtime", "-n", "2", "tests/runtime", "-m", "slow"),)
IN_TWO = ("-n", "2", "--dist", "loadfile")
"""Each of the two has a program and a browser of its own; the tests of one file share them in their order."""
JOURNEYS = (pytest("journeys", *IN_TWO, "tests", "-m", "journey"),)
MATRIX = (pytest("matrix", "-n", "2", "tests", "-m", "matrix"),)


def stages(name: str, today: datetime.date, *, ci: bool) -> tuple[Stage, ...]:
    """The stages of the suite `name`. Raises KeyError for a name that does not exist."""
    full = (*LINT, *TYPES, *CONTRACTS, *UNITS, *RUNTIME, *JOURNEYS)
    share = f"{today.timetuple().tm_yday % MATRIX_SHARES + 1}/{MATRIX_SHARES}"
    of_today = (pytest("matrix", "-n", "2", "tests", "-m", "matrix", environ={"MATRIX_SHARE": share}),)
    return {
        "lint": LINT,
        "types": TYPES,
        "contracts": CONTRACTS,
        "quick": (*LINT, *TYPES, *CONTRACTS, *DOMAIN),
        "full": (*full, *(of_today if ci else ())),
        "all": (*full, *MATRIX),
    }[name]


def main(arguments: Sequence[str]) -> int:
    """Run the suite named by the only argument; 0 if every stage passed."""
    chosen = stages(
        arguments[0],
        datetime.datetime.now().astimezone().date(),
        ci=os.environ.get("CI", "") not in ("", "0", "false"),
    )
    REPORTS.mkdir(parents=True, exist_ok=True)
    results = [run(stage, number, len(chosen)) for number, stage in enumerate(chosen, start=1)]
    print(summary(results), flush=True)
    return 0 if all(result.ok for result in results) else 1


def run(stage: Stage, number: int, total: int) -> Result:
    """Run one stage with its output shown as it comes."""
    print(f"\n==> {number}/{total} {stage.name}", flush=True)
    report = REPORTS / f"{stage.name}.xml"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    code = subprocess.run(
        stage.command, cwd=PROJECT, env={**environment(), **stage.environ}, check=False
    ).returncode
    result = Result(stage, ok=code == 0, seconds=time.monotonic() - began)
    if stage.counts:
        result.passed, result.failed, result.skipped = counts(report)
        if code != 0 and result.failed == 0:
            result.failed = 1  # it broke off, or found no test, without a test to blame
    return result


def environment() -> dict[str, str]:
    """The caller's environment without the program's settings, which must not shape the tests."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FULCRUM_") and k != "DATABASE_URL"}
    return {**kept, "PYTHONUNBUFFERED": "1", "FULCRUM_CHROMIUM": browser.find() or ""}


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a pytest report; nothing if there is none."""
    if not report.exists():
        return 0, 0, 0
    passed = failed = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):
        number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
        failed += number["failures"] + number["errors"]
        skipped += number["skipped"]
        passed += max(0, number["tests"] - number["failures"] - number["errors"] - number["skipped"])
    return passed, failed, skipped


def summary(results: Sequence[Result]) -> str:
    """The closing table; its last line is the sum over the stages of pytest."""
    lines = ["", f"{'stage':<12} {'result':<8} {'seconds':>8}  tests"]
    for result in results:
        tests = (
            f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped"
            if result.stage.counts
            else ""
        )
        mark = "ok" if result.ok else "FAILED"
        lines.append(f"{result.stage.name:<12} {mark:<8} {result.seconds:>8.1f}  {tests}".rstrip())
    broken = [result.stage.name for result in results if not result.ok]
    lines.append(f"\nFailed: {', '.join(broken)}" if broken else "\nEverything passed.")
    passed, failed, skipped = (
        sum(getattr(r, name) for r in results) for name in ("passed", "failed", "skipped")
    )
    lines.append(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
