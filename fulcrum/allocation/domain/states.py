"""The states of a plan's computation and the sureness of its places."""

from enum import StrEnum


class State(StrEnum):
    """Where the computation of a plan stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Stage(StrEnum):
    """What a running computation is doing."""

    COLLECT = "collect"
    SOLVE = "solve"
    EXPLAIN = "explain"
    CERTAINTY = "certainty"
    CHECK = "check"
    SAVE = "save"


PROGRESS = {
    Stage.COLLECT: 5,
    Stage.SOLVE: 15,
    Stage.EXPLAIN: 40,
    Stage.CERTAINTY: 65,
    Stage.CHECK: 85,
    Stage.SAVE: 92,
}


class Sureness(StrEnum):
    """How sure a place in the plan is."""

    CERTAIN = "certain"
    INTERCHANGEABLE = "interchangeable"
    LOT = "lot"
