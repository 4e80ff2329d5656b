"""The closed lists of codes that units are described with; their words in three languages are in `units/labels.py`."""

from enum import StrEnum


class Size(StrEnum):
    """How large an organisation is, for the team that its unit needs."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Origin(StrEnum):
    """How a unit came into the register of units."""

    OFFER = "offer"
    RECORDED = "recorded"
    MERGED = "merged"
    SPLIT = "split"


class Standing(StrEnum):
    """How a unit does, beside the stage that it has reached."""

    ACTIVE = "active"
    AT_RISK = "at_risk"
    DORMANT = "dormant"
    CLOSED = "closed"


class StepState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What was said of a gate. Green and amber let a unit pass; amber with a last day for what is missing."""

    WAITING = "waiting"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    WITHDRAWN = "withdrawn"


PASSING = (Verdict.GREEN, Verdict.AMBER)


class Answer(StrEnum):
    """What a reviewer says of one criterion of a gate."""

    MET = "met"
    LATER = "later"
    NOT_MET = "not_met"


class NominationState(StrEnum):
    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReportState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"


class TailoringState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class TailoringKind(StrEnum):
    """What a unit may do otherwise than its blueprint says."""

    POST_LEFT_OUT = "post_left_out"
    POST_ADDED = "post_added"
    STEP_LEFT_OUT = "step_left_out"
    STEP_MOVED = "step_moved"
    CRITERION_LEFT_OUT = "criterion_left_out"
    SERVICE_LEFT_OUT = "service_left_out"


class EventKind(StrEnum):
    """What the history of a unit tells."""

    CREATED = "created"
    RECORDED = "recorded"
    STAGE_PASSED = "stage_passed"
    STANDING_CHANGED = "standing_changed"
    RECONSTITUTED = "reconstituted"
    MEMBER_JOINED = "member_joined"
    MEMBER_LEFT = "member_left"
    ADOPTED = "adopted"
    TAILORED = "tailored"
    CARRIED_OVER = "carried_over"
    REPORT_SIGNED = "report_signed"
    CLOSED = "closed"
