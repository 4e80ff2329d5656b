"""What must be said of each criterion of a gate before a unit passes it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fulcrum.units.domain.blueprint import Counted, Criterion, EvidenceKind, Stage
from fulcrum.units.domain.codes import Answer, Verdict

NEVER_LATER = frozenset({Counted.MINIMUM_TEAM})
"""What a unit cannot lack for a while: without its minimum team there is no unit."""


@dataclass(frozen=True)
class Fault:
    """Why a gate is not decided so: a code of a refusal, and the criteria that it speaks of."""

    code: str
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What the unit has to show for one stage: criteria with evidence, and criteria that the program counted as met."""

    evidenced: Collection[str]
    counted: Collection[str]

    def is_there_for(self, criterion: Criterion) -> bool:
        """Whether the criterion can be called met."""
        among = self.counted if criterion.evidence is EvidenceKind.COUNTED else self.evidenced
        return criterion.code in among


def complete(stage: Stage, given: Mapping[str, Answer], shown: Shown, verdict: Verdict) -> dict[str, Answer]:
    """The answers with those that the program gives itself: what it counts is met, or else later or not met."""
    missing = Answer.LATER if verdict is Verdict.AMBER else Answer.NOT_MET
    counted = {
        criterion.code: Answer.MET if shown.is_there_for(criterion) else missing
        for criterion in stage.criteria
        if criterion.evidence is EvidenceKind.COUNTED
    }
    return {**{code: answer for code, answer in given.items() if code not in counted}, **counted}


def fault_in_asking(stage: Stage, shown: Shown) -> Fault | None:
    """A gate that gives no time for what is missing is asked for only when everything is there."""
    missing = [
        criterion
        for criterion in stage.criteria
        if not shown.is_there_for(criterion) and (not stage.amber_days or criterion.counted in NEVER_LATER)
    ]
    return Fault("evidence_missing", tuple(missing)) if missing else None


def fault_in_deciding(
    stage: Stage,
    answers: Mapping[str, Answer],
    shown: Shown,
    verdict: Verdict,
    *,
    deadline: date | None,
    reason: str,
    today: date,
) -> Fault | None:
    """The first reason why these answers do not carry this verdict; None if they do."""
    unanswered = [criterion for criterion in stage.criteria if criterion.code not in answers]
    if unanswered:
        return Fault("criteria_unanswered", tuple(unanswered))
    unfounded = [each for each in _answered(stage, answers, Answer.MET) if not shown.is_there_for(each)]
    if unfounded:
        return Fault("criterion_without_evidence", tuple(unfounded))
    if verdict is Verdict.RED:
        return None if reason.strip() else Fault("reason_missing")
    open_ones = _answered(stage, answers, Answer.NOT_MET)
    if open_ones:
        return Fault("criteria_not_met", open_ones)
    later = _answered(stage, answers, Answer.LATER)
    if verdict is Verdict.GREEN:
        return Fault("green_needs_all", later) if later else None
    return _fault_in_amber(stage, later, deadline, today)


def _fault_in_amber(
    stage: Stage, later: tuple[Criterion, ...], deadline: date | None, today: date
) -> Fault | None:
    if not stage.amber_days:
        return Fault("amber_not_given_here")
    if not later:
        return Fault("amber_needs_something_missing")
    never = tuple(criterion for criterion in later if criterion.counted in NEVER_LATER)
    if never:
        return Fault("criterion_never_later", never)
    if deadline is None or not today < deadline <= latest_deadline(stage, today):
        return Fault("amber_deadline")
    return None


def latest_deadline(stage: Stage, today: date) -> date:
    """The last day that an amber passage may give."""
    return today + timedelta(days=stage.amber_days)


def _answered(stage: Stage, answers: Mapping[str, Answer], answer: Answer) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in stage.criteria if answers[criterion.code] is answer)
