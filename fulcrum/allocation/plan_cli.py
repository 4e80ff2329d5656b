"""The commands `fulcrum plan solve` and `fulcrum plan check`: files in, files out, without web or database.

Exit codes of solve: 0 solved, or proven that no plan exists with the quotas that collide named; 2 bad input;
3 time ended with a plan that is not proven best; 4 time ended without one. Of check: 0 valid, 1 not, 2 bad input.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from math import isfinite
from pathlib import Path

import numpy as np

from fulcrum.allocation.domain import certify, plan_file, precheck, problem_file
from fulcrum.allocation.domain.bad_input import BadInput, shown
from fulcrum.allocation.domain.fingerprint import input_hash
from fulcrum.allocation.domain.plan_file import KeptPlan
from fulcrum.allocation.domain.problem import MICRO, NamedQuota, Problem
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve

STANDARD = "-"
_MOST_FAULTS_SHOWN = 20
_EXIT_CODES = {
    Status.OPTIMAL: 0,
    Status.GAP: 0,
    Status.INFEASIBLE: 0,
    Status.TIME_LIMIT: 3,
    Status.UNKNOWN: 4,
}


class Unusable(Exception):  # noqa: N818 - carries one sentence to the person at the terminal
    """A file that cannot be read or written."""


def main(argv: list[str]) -> int:
    """Run `fulcrum plan` with the words after `plan`; return the exit code."""
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as ended:
        return int(ended.code or 0)
    try:
        return _solve(asked) if asked.command == "solve" else _check(asked)
    except BadInput as bad:
        _say_faults(bad)
    except Unusable as unusable:
        _say(str(unusable))
    except KeyboardInterrupt:
        _say("stopped; nothing was written")
        return 130
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fulcrum plan", description="Place units, or check a plan, from files."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    solving = commands.add_parser("solve", help="find the best plan for a problem")
    solving.add_argument("problem", help="a file in the format fulcrum.problem/1, or - for standard input")
    solving.add_argument("-o", "--output", help="where to write the plan (default: standard output)")
    solving.add_argument("--seconds", type=_seconds, default=60.0, help="longest time to take (default: 60)")
    solving.add_argument(
        "--gap", type=_gap, default=0.0, help="good enough, relative to the bound (default: 0)"
    )
    checking = commands.add_parser(
        "check", help="check a plan against its problem, independently of the solver"
    )
    checking.add_argument("problem", help="a file in the format fulcrum.problem/1")
    checking.add_argument("plan", help="a file in the format fulcrum.plan/1")
    return parser


def _seconds(text: str) -> float:
    seconds = _number(text)
    if not (isfinite(seconds) and seconds > 0):
        raise argparse.ArgumentTypeError(f"must be more than 0, got {text!r}")
    return seconds


def _gap(text: str) -> float:
    gap = _number(text)
    if not 0 <= gap < 1:
        raise argparse.ArgumentTypeError(f"must be at least 0 and below 1, got {text!r}")
    return gap


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a number, got {text!r}") from None


def _solve(asked: argparse.Namespace) -> int:
    problem = problem_file.read(_content(asked.problem))
    if asked.output not in (None, STANDARD):
        _require_place(asked.problem, asked.output)
    result = solve(problem, seconds=asked.seconds, gap=asked.gap)
    _write(plan_file.write(problem, result), asked.output)
    _say_result(problem, result)
    return _EXIT_CODES[result.status]


def _check(asked: argparse.Namespace) -> int:
    problem = problem_file.read(_content(asked.problem))
    try:
        kept = plan_file.read(_content(asked.plan))
    except BadInput as bad:
        _say(f"in {asked.plan}:")
        raise bad from None
    wrong = _wrong(problem, kept)
    for line in wrong:
        _say(f"not valid: {line}")
    if not wrong and kept.objective is None:
        _say(f"nothing to check: the plan is {kept.status} and names no hosts")
    elif not wrong:
        _say(f"valid: {len(kept.hosts)} hosts, objective {_points(kept.objective or 0)}")
    return 1 if wrong else 0


def _wrong(problem: Problem, kept: KeptPlan) -> list[str]:
    """What is wrong with a kept plan, in sentences."""
    wrong = []
    if kept.input_hash != input_hash(problem):
        wrong.append("the plan was made for another problem: its input_hash differs")
    position = {name: i for i, name in enumerate(problem.ids)}
    unknown = [host for host in kept.hosts if host not in position]
    wrong += [f"{shown(host)} is no organisation of the problem" for host in unknown]
    if len(set(kept.hosts)) < len(kept.hosts):
        wrong.append("an organisation is named twice among the hosts")
    if kept.objective is None:
        if kept.hosts or kept.status in (Status.OPTIMAL, Status.GAP, Status.TIME_LIMIT):
            wrong.append(f"a plan that is {kept.status} with {len(kept.hosts)} hosts needs an objective")
        return wrong
    chosen = np.zeros(problem.size, dtype=np.bool_)
    chosen[[position[host] for host in kept.hosts if host in position]] = True
    wrong += [str(violation) for violation in certify.check(problem, chosen, kept.objective)]
    if kept.bound is not None and kept.bound < kept.objective:
        wrong.append(f"the bound {kept.bound} is below the objective {kept.objective}")
    if kept.status is Status.OPTIMAL and kept.bound != kept.objective:
        wrong.append(
            f"the plan is called optimal, its bound {kept.bound} is not its objective {kept.objective}"
        )
    return wrong


def _content(path: str) -> bytes:
    try:
        if path == STANDARD:
            return sys.stdin.buffer.read(problem_file.MOST_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(problem_file.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unusable(f"cannot read {path}: {_reason(error)}") from None


def _require_place(problem: str, output: str) -> None:
    """Refuse, before any time is spent, a folder that is not there and the problem's own file."""
    try:
        if not Path(output).parent.is_dir():
            raise Unusable(f"cannot write {output}: there is no folder {Path(output).parent}")
        same = problem != STANDARD and Path(output).exists() and Path(output).samefile(problem)
    except (OSError, ValueError) as error:
        raise Unusable(f"cannot write {output}: {_reason(error)}") from None
    if same:
        raise Unusable(f"cannot write {output}: that is the problem itself; choose another name")


def _write(text: str, path: str | None) -> None:
    """Write the whole plan or nothing: beside the target first, then in its place."""
    content = text.encode("utf-8")
    if path in (None, STANDARD):
        _write_standard(content)
        return
    try:
        target = Path(os.path.realpath(path or ""))
        if target.exists() and not target.is_file():
            # A pipe or a device is written to; putting a file in its place would destroy it.
            target.write_bytes(content)
            return
        _replace(target, content)
    except (OSError, ValueError) as error:
        raise Unusable(f"cannot write {path}: {_reason(error)}") from None


def _write_standard(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        # Python would try once more at its end, and complain in its own words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Unusable(f"cannot write standard output: {_reason(error)}") from None


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The permissions the target has, or those that a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _say_faults(bad: BadInput) -> None:
    for fault in bad.faults[:_MOST_FAULTS_SHOWN]:
        _say(str(fault))
    more = len(bad.faults) - _MOST_FAULTS_SHOWN
    if more > 0:
        _say(f"and {more} more")


def _say_result(problem: Problem, result: Result) -> None:
    if result.status is Status.INFEASIBLE:
        _say("infeasible: no plan keeps every rule")
        for finding in precheck.check(problem):
            _say(f"  {finding}")
        for conflict in result.conflicts:
            pairs = zip(conflict.quotas, conflict.relax_by, strict=True)
            _say("  these collide: " + "; ".join(_rule(quota, by) for quota, by in pairs))
        return
    if result.objective is None:
        _say(f"{result.status}: time ended without a plan; allow more with --seconds")
        return
    proven = "" if result.bound is None else f", proven at most {_points(result.bound)}"
    chosen = int(result.chosen.sum())
    _say(
        f"{result.status}: {chosen} of {problem.size} chosen, total {_points(result.objective)}{proven},"
        f" {result.method}, {result.seconds:.3f} s"
    )


def _rule(quota: NamedQuota, by: int) -> str:
    name = quota.group if quota.is_rule else f"{quota.group} = {quota.value}"
    side = "at least" if quota.bound == "min" else "at most"
    return f"{name} {side} {quota.limit}" + (f" (gives way by {by})" if by else "")


def _points(micro: int) -> str:
    return f"{micro // MICRO}.{micro % MICRO:06d}"


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
