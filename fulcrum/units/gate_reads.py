"""One gate of a unit as its page shows it, and the stages of a unit with their state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fulcrum.registry import access
from fulcrum.units.domain import gate
from fulcrum.units.domain.blueprint import Blueprint, Criterion, EvidenceKind, Stage
from fulcrum.units.domain.codes import PASSING, Answer, Verdict
from fulcrum.units.models import CriterionAnswer, Evidence, StagePassage, Unit
from fulcrum.units.services import counting, gates, own_model


@dataclass(frozen=True)
class CriterionLine:
    """One criterion: what is shown for it, what the program counts, and what was said of it last."""

    criterion: Criterion
    evidence: Evidence | None
    is_there: bool
    answer: CriterionAnswer | None
    may_show: bool

    @property
    def is_counted(self) -> bool:
        return self.criterion.evidence is EvidenceKind.COUNTED


@dataclass(frozen=True)
class GatePage:
    """One gate. passages: every asking, the newest first; waiting: the one that waits for an answer."""

    unit: Unit
    model: Blueprint
    stage: Stage
    lines: Sequence[CriterionLine]
    passages: Sequence[StagePassage]
    waiting: StagePassage | None
    passed: StagePassage | None
    is_next: bool
    may_ask: bool
    may_withdraw: bool
    may_decide: bool
    may_confirm: bool
    own: str
    latest: date


def of(unit: Unit, code: str, user: Any, on: date) -> GatePage | None:
    """The gate of a stage; None for a stage that the unit's model does not have."""
    model = own_model.of(unit)
    stage = next((each for each in model.stages if each.code == code), None)
    if stage is None:
        return None
    evidence = gates.newest_evidence(unit, code)
    counted = counting.met(unit, model, stage)
    shown = gate.Shown(frozenset(evidence), counted)
    passages = list(
        unit.passages.filter(stage=code).select_related("asked_by", "decided_by").prefetch_related("answers")
    )
    waiting = next((each for each in passages if each.verdict == Verdict.WAITING), None)
    passed = next((each for each in passages if each.verdict in PASSING), None)
    runs = access.may(user, gates.RUN, unit.organisation) and not unit.is_closed
    decides = access.may(user, gates.DECIDE, unit.organisation) and not unit.is_closed
    following = model.after(unit.stage)
    is_next = following is not None and following.code == code
    amber = passed is not None and passed.verdict == Verdict.AMBER and passed.met_on is None
    own = _own(user, waiting or (passed if amber else None), evidence)
    is_open = passed is None or amber
    lines = [
        CriterionLine(
            criterion=each,
            evidence=evidence.get(each.code),
            is_there=shown.is_there_for(each),
            answer=_last_answer(passages, each.code),
            may_show=runs and is_open and each.evidence is not EvidenceKind.COUNTED,
        )
        for each in stage.criteria
    ]
    return GatePage(
        unit=unit,
        model=model,
        stage=stage,
        lines=lines,
        passages=passages,
        waiting=waiting,
        passed=passed,
        is_next=is_next,
        may_ask=runs and is_next and waiting is None and gate.fault_in_asking(stage, shown) is None,
        may_withdraw=runs and waiting is not None,
        may_decide=decides and waiting is not None and not own,
        may_confirm=decides and amber and not own,
        own=own if decides else "",
        latest=gate.latest_deadline(stage, on),
    )


def _own(user: Any, passage: StagePassage | None, evidence: dict[str, Evidence]) -> str:
    """Why this person is no second person here: they asked, or they showed evidence."""
    if passage is None:
        return ""
    if passage.asked_by_id == user.pk:
        return "asked"
    return "showed" if any(each.by_id == user.pk for each in evidence.values()) else ""


def _last_answer(passages: Sequence[StagePassage], code: str) -> CriterionAnswer | None:
    for passage in passages:
        for answer in passage.answers.all():
            if answer.criterion == code:
                return answer
    return None


def later_of(page: GatePage) -> list[Criterion]:
    """What an amber passage still waits for."""
    if page.passed is None:
        return []
    later = {each.criterion for each in page.passed.answers.all() if each.answer == Answer.LATER}
    return [each for each in page.stage.criteria if each.code in later]
