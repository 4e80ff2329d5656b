"""The gates of a unit: it shows evidence and asks, and somebody else decides.

Everybody who changes something of a gate locks the unit first, so that two who decide or ask at once follow each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.units.domain import gate
from fulcrum.units.domain.blueprint import Blueprint, Criterion, EvidenceKind, Stage
from fulcrum.units.domain.codes import PASSING, Answer, Standing, Verdict
from fulcrum.units.models import CriterionAnswer, Evidence, StagePassage, Unit
from fulcrum.units.services import counting, guards, own_model, passing

RUN, DECIDE = "units.run", "units.decide_gates"
DOCUMENTS = "units.unit"
"""The kind under which the documents of a unit are attached."""


@dataclass(frozen=True)
class Said:
    """What the second person says of one criterion, and a word on it."""

    answer: Answer
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """What the second person says of a gate. What the program counts is answered by the program."""

    verdict: Verdict
    said: Mapping[str, Said]
    deadline: date | None = None
    reason: str = ""


@transaction.atomic
def show_evidence(
    unit: Unit,
    stage: str,
    criterion: str,
    *,
    statement: str = "",
    document: Attachment | None = None,
    by: User,
    at: datetime,
) -> Evidence:
    """Show something for one criterion; it stands beside what was shown before, and the newest counts.

    Raises PermissionDenied; Refusal `unit_is_closed`, `simulated_and_real`, `criterion_is_counted`,
    `evidence_needs_document`, `evidence_needs_statement`, `gate_is_passed`; ValueError for a stage, criterion or
    document that is none of this unit.
    """
    access.require(by, RUN, unit.organisation)
    guards.check_world(by, unit.organisation)
    row = guards.locked(unit)
    asked = _criterion(own_model.of(row).stage(stage), criterion)
    _check_shown(row, asked, statement, document)
    passed = row.passages.filter(stage=stage, verdict__in=PASSING).first()
    if passed is not None and (passed.verdict == Verdict.GREEN or passed.met_on):
        raise Refusal("gate_is_passed", stage=own_model.of(row).stage(stage).names.name_en)
    evidence = Evidence.objects.create(
        unit=row,
        stage=stage,
        criterion=criterion,
        statement=statement.strip(),
        document=document,
        by=by,
        at=at,
    )
    audit.record(
        "units.evidence_shown", evidence, by=by, at=at, organisation=row.organisation_id, unit=row.number,
        stage=stage, criterion=criterion, document=str(document.pk) if document else None,
    )  # fmt: skip
    return evidence


@transaction.atomic
def ask(unit: Unit, stage: str, *, note: str = "", by: User, at: datetime) -> StagePassage:
    """Ask to pass the next gate.

    Raises PermissionDenied; Refusal `unit_is_closed`, `unit_is_dormant`, `simulated_and_real`, `gate_out_of_order`,
    `gate_is_asked`, `evidence_missing`.
    """
    access.require(by, RUN, unit.organisation)
    guards.check_world(by, unit.organisation)
    row = guards.locked(unit)
    model = own_model.of(row)
    if row.standing == Standing.DORMANT:
        raise Refusal("unit_is_dormant", number=row.number)
    if waiting := row.passages.filter(verdict=Verdict.WAITING).first():
        raise Refusal("gate_is_asked", stage=model.stage(waiting.stage).names.name_en)
    wanted = _next(row, model, stage)
    if fault := gate.fault_in_asking(wanted, _shown(row, model, wanted)):
        raise _refusal(fault, wanted)
    passage = StagePassage.objects.create(
        unit=row, stage=stage, verdict=Verdict.WAITING, asked_by=by, asked_at=at, note=note.strip()
    )
    audit.record(
        "units.gate_asked", passage, by=by, at=at, reason=note, organisation=row.organisation_id,
        unit=row.number, stage=stage,
    )  # fmt: skip
    return passage


@transaction.atomic
def withdraw(passage: StagePassage, *, reason: str, by: User, at: datetime) -> None:
    """Ask no longer. Raises PermissionDenied; Refusal `reason_missing`, `gate_is_decided`, and as `ask`."""
    access.require(by, RUN, passage.unit.organisation)
    guards.check_world(by, passage.unit.organisation)
    reason = guards.reason_given(reason)
    unit, row = _locked(passage)
    if row.verdict != Verdict.WAITING:
        raise _decided(row, unit)
    row.verdict, row.reason = Verdict.WITHDRAWN, reason
    row.save(update_fields=["verdict", "reason"])
    audit.record(
        "units.gate_withdrawn", row, by=by, at=at, reason=reason, organisation=unit.organisation_id,
        unit=unit.number, stage=row.stage,
    )  # fmt: skip


@transaction.atomic
def decide(passage: StagePassage, decision: Decision, *, by: User, at: datetime) -> None:
    """Say green, amber with a last day, or red: never by who asked or showed any of the evidence.

    Raises PermissionDenied; Refusal `gate_is_decided`, `not_own_gate`, `not_own_evidence`, `gate_out_of_order`,
    `unit_is_closed`, `simulated_and_real`, and those of `gate.fault_in_deciding`.
    """
    access.require(by, DECIDE, passage.unit.organisation)
    guards.check_world(by, passage.unit.organisation)
    unit, row = _locked(passage)
    if row.verdict != Verdict.WAITING:
        raise _decided(row, unit)
    if decision.verdict not in (*PASSING, Verdict.RED):
        raise ValueError(f"nobody decides {decision.verdict!r}")
    model = own_model.of(unit)
    stage = _next(unit, model, row.stage)
    evidence = newest_evidence(unit, stage.code)
    _check_second_person(row, evidence, by)
    shown = gate.Shown(frozenset(evidence), counting.met(unit, model, stage))
    given = {code: said.answer for code, said in decision.said.items()}
    answers = gate.complete(stage, given, shown, decision.verdict)
    today = timezone.localdate(at)
    fault = gate.fault_in_deciding(
        stage,
        answers,
        shown,
        decision.verdict,
        deadline=decision.deadline,
        reason=decision.reason,
        today=today,
    )
    if fault:
        raise _refusal(fault, stage, latest=gate.latest_deadline(stage, today))
    _answer(row, stage, answers, decision, evidence)
    _store(row, decision, today, by=by, at=at)
    if decision.verdict in PASSING:
        passing.reach(unit, stage, row, on=today, by=by, at=at)
    _tell(row, unit, stage, answers, by=by, at=at)


@transaction.atomic
def meet(passage: StagePassage, *, by: User, at: datetime) -> None:
    """Say of an amber passage that what was missing has been shown since: again by somebody else.

    Raises PermissionDenied; Refusal `amber_is_met`, `not_own_evidence`, `not_own_gate`, `still_missing`,
    `unit_is_closed`, `simulated_and_real`.
    """
    access.require(by, DECIDE, passage.unit.organisation)
    guards.check_world(by, passage.unit.organisation)
    unit, row = _locked(passage)
    if row.verdict != Verdict.AMBER or row.met_on is not None or row.decided_at is None:
        raise Refusal("amber_is_met", number=unit.number)
    model = own_model.of(unit)
    stage = model.stage(row.stage)
    later = set(row.answers.filter(answer=Answer.LATER).values_list("criterion", flat=True))
    fresh = {
        code: each
        for code, each in newest_evidence(unit, stage.code).items()
        if code in later and each.at > row.decided_at
    }
    _check_second_person(row, fresh, by)
    shown = gate.Shown(frozenset(fresh), counting.met(unit, model, stage))
    missing = [each for each in stage.criteria if each.code in later and not shown.is_there_for(each)]
    if missing:
        raise _refusal(gate.Fault("still_missing", tuple(missing)), stage)
    row.met_on = timezone.localdate(at)
    row.save(update_fields=["met_on"])
    audit.record(
        "units.gate_met", row, by=by, at=at, organisation=unit.organisation_id, unit=unit.number,
        stage=row.stage, evidence=sorted(each.pk for each in fresh.values()),
    )  # fmt: skip


def newest_evidence(unit: Unit, stage: str) -> dict[str, Evidence]:
    """What counts for each criterion of a stage: the newest with its document still there."""
    kept = Evidence.objects.filter(unit=unit, stage=stage).exclude(
        ~Q(document=None), document__removed_at__isnull=False
    )
    rows = kept.select_related("by", "document").order_by("at", "pk")
    return {row.criterion: row for row in rows}


def _criterion(stage: Stage, code: str) -> Criterion:
    found = next((each for each in stage.criteria if each.code == code), None)
    if found is None:
        raise ValueError(f"the stage {stage.code!r} has no criterion {code!r}")
    return found


def _check_shown(unit: Unit, criterion: Criterion, statement: str, document: Attachment | None) -> None:
    """Whether this is what the criterion asks for."""
    name = criterion.names.name_en
    if criterion.evidence is EvidenceKind.COUNTED:
        raise Refusal("criterion_is_counted", criterion=name)
    if document is not None and (document.about_kind, document.about_id) != (DOCUMENTS, str(unit.pk)):
        raise ValueError(f"{document.pk} is no document of {unit}")
    if criterion.evidence is EvidenceKind.DOCUMENT and (document is None or document.removed_at):
        raise Refusal("evidence_needs_document", criterion=name)
    if criterion.evidence is EvidenceKind.STATEMENT and not statement.strip():
        raise Refusal("evidence_needs_statement", criterion=name)


def _shown(unit: Unit, model: Blueprint, stage: Stage) -> gate.Shown:
    return gate.Shown(frozenset(newest_evidence(unit, stage.code)), counting.met(unit, model, stage))


def _next(unit: Unit, model: Blueprint, stage: str) -> Stage:
    """The stage, if it is the one that the unit comes to next."""
    following = model.after(unit.stage)
    if following is None or following.code != stage:
        names = following.names.name_en if following else ""
        raise Refusal("gate_out_of_order", stage=model.stage(stage).names.name_en, following=names or "–")
    return following


def _locked(passage: StagePassage) -> tuple[Unit, StagePassage]:
    unit = guards.locked(passage.unit)
    return unit, StagePassage.objects.select_for_update(of=("self",)).get(pk=passage.pk)


def _decided(row: StagePassage, unit: Unit) -> Refusal:
    return Refusal("gate_is_decided", stage=own_model.of(unit).stage(row.stage).names.name_en)


def _check_second_person(row: StagePassage, evidence: Mapping[str, Evidence], by: User) -> None:
    if row.asked_by_id == by.pk:
        raise Refusal("not_own_gate")
    if any(each.by_id == by.pk for each in evidence.values()):
        raise Refusal("not_own_evidence")


def _answer(
    row: StagePassage,
    stage: Stage,
    answers: Mapping[str, Answer],
    decision: Decision,
    evidence: Mapping[str, Evidence],
) -> None:
    silent = Said(Answer.MET)
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            passage=row,
            criterion=each.code,
            answer=answers[each.code],
            note=decision.said.get(each.code, silent).note.strip(),
            evidence=evidence.get(each.code),
        )
        for each in stage.criteria
    )


def _store(row: StagePassage, decision: Decision, today: date, *, by: User, at: datetime) -> None:
    row.verdict, row.decided_by, row.decided_at = decision.verdict, by, at
    row.reason = decision.reason.strip()
    row.passed_on = today if decision.verdict in PASSING else None
    row.deadline = decision.deadline if decision.verdict is Verdict.AMBER else None
    row.save(update_fields=["verdict", "decided_by", "decided_at", "reason", "passed_on", "deadline"])


def _tell(
    row: StagePassage, unit: Unit, stage: Stage, answers: Mapping[str, Answer], *, by: User, at: datetime
) -> None:
    action = "units.gate_passed" if row.verdict in PASSING else "units.gate_refused"
    audit.record(
        action, row, by=by, at=at, reason=row.reason, organisation=unit.organisation_id, unit=unit.number,
        stage=stage.code, verdict=row.verdict, deadline=row.deadline, answers=dict(answers),
    )  # fmt: skip
    if row.asked_by is not None:
        notices.tell(
            f"units.gate_{row.verdict}", row.asked_by, at=at, about=row,
            url=reverse("units:gate", args=[unit.number, stage.code]),
            number=unit.number, stage=stage.names, organisation=unit.organisation,
            reason=row.reason or "–", deadline=row.deadline or "",
        )  # fmt: skip


def _refusal(fault: gate.Fault, stage: Stage, **facts: object) -> Refusal:
    criteria = " ".join(each.names.name_en for each in fault.criteria)
    return Refusal(fault.code, stage=stage.names.name_en, criteria=criteria, **facts)
