"""The wording of the codes of units, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.units.domain.blueprint import OwnerRole
from fulcrum.units.domain.codes import (
    Answer,
    EventKind,
    NominationState,
    Origin,
    ReportState,
    Size,
    Standing,
    StepState,
    TailoringState,
    Verdict,
)

SIZE: Mapping[str, Promise] = {
    Size.SMALL: _("Small"),
    Size.MEDIUM: _("Medium"),
    Size.LARGE: _("Large"),
}
ORIGIN: Mapping[str, Promise] = {
    Origin.OFFER: _("An accepted offer"),
    Origin.RECORDED: _("Recorded as existing"),
    Origin.MERGED: _("Made of units that were merged"),
    Origin.SPLIT: _("Made of a unit that was split"),
}
STANDING: Mapping[str, Promise] = {
    Standing.ACTIVE: _("Active"),
    Standing.AT_RISK: _("At risk"),
    Standing.DORMANT: _("Dormant"),
    Standing.CLOSED: _("Closed"),
}
STANDING_TONE: Mapping[str, str] = {
    Standing.ACTIVE: "good",
    Standing.AT_RISK: "warm",
    Standing.DORMANT: "danger",
    Standing.CLOSED: "quiet",
}
STEP: Mapping[str, Promise] = {
    StepState.OPEN: _("Open"),
    StepState.DONE: _("Done"),
    StepState.DROPPED: _("Left out"),
}
OWNER: Mapping[str, Promise] = {
    OwnerRole.LEAD: _("Lead of the unit"),
    OwnerRole.HEAD: _("Head of the organisation"),
    OwnerRole.OFFICER: _("Programme officer"),
}
VERDICT: Mapping[str, Promise] = {
    Verdict.WAITING: _("Waits for a decision"),
    Verdict.GREEN: _("Passed"),
    Verdict.AMBER: _("Passed, with something to be shown by a last day"),
    Verdict.RED: _("Not passed"),
    Verdict.WITHDRAWN: _("Taken back"),
}
VERDICT_TONE: Mapping[str, str] = {
    Verdict.WAITING: "",
    Verdict.GREEN: "good",
    Verdict.AMBER: "warm",
    Verdict.RED: "danger",
    Verdict.WITHDRAWN: "quiet",
}
ANSWER: Mapping[str, Promise] = {
    Answer.MET: _("Met"),
    Answer.LATER: _("To be shown later"),
    Answer.NOT_MET: _("Not met"),
}
NOMINATION: Mapping[str, Promise] = {
    NominationState.NOMINATED: _("Waits for the officer"),
    NominationState.ACCEPTED: _("Accepted"),
    NominationState.REFUSED: _("Refused"),
    NominationState.WITHDRAWN: _("Taken back"),
}
REPORT: Mapping[str, Promise] = {
    ReportState.DRAFT: _("Waits to be signed"),
    ReportState.SIGNED: _("Signed"),
}
TAILORING: Mapping[str, Promise] = {
    TailoringState.ASKED: _("Waits for a decision"),
    TailoringState.APPROVED: _("Approved"),
    TailoringState.REFUSED: _("Refused"),
}
EVENT: Mapping[str, Promise] = {
    EventKind.CREATED: _("The unit was created"),
    EventKind.RECORDED: _("The unit was recorded"),
    EventKind.STAGE_PASSED: _("A gate was passed"),
    EventKind.STANDING_CHANGED: _("The standing changed"),
    EventKind.RECONSTITUTED: _("The unit was set up anew"),
    EventKind.MEMBER_JOINED: _("A member joined"),
    EventKind.MEMBER_LEFT: _("A member left"),
    EventKind.ADOPTED: _("Another version of the model was taken over"),
    EventKind.TAILORED: _("A difference from the model was approved"),
    EventKind.CARRIED_OVER: _("Carried over from another unit"),
    EventKind.REPORT_SIGNED: _("A monthly report was signed"),
    EventKind.CLOSED: _("The unit was closed"),
}

_GROUPS: Mapping[str, Mapping[str, Promise]] = {
    "size": SIZE,
    "origin": ORIGIN,
    "standing": STANDING,
    "step": STEP,
    "owner": OWNER,
    "verdict": VERDICT,
    "answer": ANSWER,
    "nomination": NOMINATION,
    "report": REPORT,
    "tailoring": TAILORING,
    "event": EVENT,
}


def of(group: str, code: str) -> str:
    """The wording of a code; the code itself if nobody worded it."""
    return str(_GROUPS[group].get(code, code))
