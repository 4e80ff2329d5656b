"""What the program counts for the monthly report of a unit, from what happened. All days are told by the caller."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from fulcrum.units.domain.codes import Standing

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day."""

    first: date

    def __post_init__(self) -> None:
        if self.first.day != 1:
            raise ValueError(f"a month begins with its first day, not {self.first}")

    @property
    def next(self) -> "Month":
        return Month((self.first + timedelta(days=32)).replace(day=1))

    @property
    def before(self) -> "Month":
        return Month((self.first - A_DAY).replace(day=1))

    @property
    def last(self) -> date:
        return self.next.first - A_DAY

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step of the plan as it stands. is_dropped: left out."""

    code: str
    due_on: date
    done_on: date | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class GateFact:
    """One asking for a gate; `verdict` since `decided_on`."""

    stage: str
    verdict: str
    asked_on: date
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post, open from one day to another."""

    code: str
    opened_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class HoldingFact:
    """Somebody in a post; `last` is the last day on which they held it."""

    post: str
    begins_on: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class StandingFact:
    """From this day on the unit stood so."""

    on: date
    standing: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one unit."""

    began_on: date
    steps: Sequence[StepFact] = ()
    gates: Sequence[GateFact] = ()
    posts: Sequence[PostFact] = ()
    holdings: Sequence[HoldingFact] = ()
    standings: Sequence[StandingFact] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate that was asked for or decided in the month, with its day."""

    stage: str
    verdict: str
    on: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that nobody held on the last day of the month, and for how many days by then."""

    post: str
    days: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The counted part of a report. Steps, stages and posts by their codes; days are those of the month."""

    steps_done: tuple[str, ...]
    steps_done_late: tuple[str, ...]
    steps_late: tuple[str, ...]
    steps_next: tuple[str, ...]
    gates: tuple[Gate, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    vacant: tuple[Vacancy, ...]
    days: int
    days_at_risk: int
    days_dormant: int
    standing: str

    def written(self) -> dict[str, Any]:
        """What a JSON column keeps."""
        written: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return written


def figures(facts: Facts, month: Month) -> Figures:
    """Everything that happened in the month. The order of the facts plays no part."""
    steps = sorted(
        (each for each in facts.steps if not each.is_dropped), key=lambda each: (each.due_on, each.code)
    )
    done = [each for each in steps if month.holds(each.done_on)]
    by_day = [_standing(facts, day) for day in _days(max(month.first, facts.began_on), month.last)]
    return Figures(
        steps_done=tuple(each.code for each in done),
        steps_done_late=tuple(each.code for each in done if each.done_on and each.done_on > each.due_on),
        steps_late=tuple(
            each.code for each in steps if each.due_on <= month.last and _is_open(each, month.last)
        ),
        steps_next=tuple(
            each.code for each in steps if month.next.holds(each.due_on) and _is_open(each, month.last)
        ),
        gates=tuple(sorted(_gates(facts.gates, month), key=lambda each: (each.on, each.stage, each.verdict))),
        joined=tuple(sorted(each.post for each in facts.holdings if month.holds(each.begins_on))),
        left=tuple(sorted(each.post for each in facts.holdings if month.holds(each.last))),
        vacant=tuple(sorted(_vacant(facts, month.last), key=lambda each: (-each.days, each.post))),
        days=len(by_day),
        days_at_risk=by_day.count(Standing.AT_RISK),
        days_dormant=by_day.count(Standing.DORMANT),
        standing=by_day[-1] if by_day else Standing.ACTIVE,
    )


def _is_open(step: StepFact, on: date) -> bool:
    return step.done_on is None or step.done_on > on


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _standing(facts: Facts, on: date) -> str:
    """How the unit stood on a day; of two changes on one day the later one told counts."""
    known = [each for each in facts.standings if each.on <= on]
    newest = max((each.on for each in known), default=None)
    return next((each.standing for each in reversed(known) if each.on == newest), Standing.ACTIVE)


def _gates(gates: Iterable[GateFact], month: Month) -> Iterable[Gate]:
    for each in gates:
        if month.holds(each.asked_on) and not month.holds(each.decided_on):
            yield Gate(each.stage, "waiting", each.asked_on.isoformat())
        if each.decided_on is not None and month.holds(each.decided_on):
            yield Gate(each.stage, each.verdict, each.decided_on.isoformat())


def _vacant(facts: Facts, on: date) -> Iterable[Vacancy]:
    for post in facts.posts:
        if post.opened_on > on or (post.closed_on is not None and post.closed_on <= on):
            continue
        held = [each for each in facts.holdings if each.post == post.code and each.begins_on <= on]
        ends = [each.last for each in held if each.last is not None and each.last < on]
        if len(ends) == len(held):
            since = max((end + A_DAY for end in ends), default=post.opened_on)
            yield Vacancy(post.code, (on - since).days + 1)


def sha256(parts: Mapping[str, Any]) -> str:
    """The hash of what is signed: the parts as JSON with sorted names and no spaces, in UTF-8."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
