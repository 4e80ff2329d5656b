"""What the kinds of jobs are called, and what may be done with them: told by the apps whose tasks they are.

An app registers each of its tasks in its ready(); a task that nobody registered is shown by its bare name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from fulcrum.kit.refusal import Refusal


@dataclass(frozen=True)
class Kind:
    """One task as people see it.

    messages    wording of each code the task reports, filled with the facts of the report
    word        wording of the refusals of the app
    address     page of what a job works on, from the job's own arguments; None for no page
    stop        told (by=, at=, **arguments) when a person has a job stopped; may refuse
    stops       whether a running job hears that it should stop (it calls `progress.report`, or `stop` sees to it)
    repeatable  whether a failed job may be run again as it is
    """

    task: str
    label: str | Promise
    messages: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    word: Callable[[Refusal], str] | None = None
    address: Callable[..., str | None] | None = None
    stop: Callable[..., object] | None = None
    stops: bool = False
    repeatable: bool = True


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Tell what these tasks are. Raises ValueError if one is registered twice differently."""
    for kind in kinds:
        if _kinds.setdefault(kind.task, kind) != kind:
            raise ValueError(f"the task {kind.task!r} is registered twice")


def of(task: str) -> Kind:
    """What is known of a task."""
    return _kinds.get(task) or Kind(task, task, repeatable=False)


def known() -> list[Kind]:
    """Every registered kind, by its label in the reader's language."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.label))
