"""What people read about jobs: states, messages of progress, reasons of failures."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.foundation.jobs import kinds
from fulcrum.foundation.jobs.faults import Fault
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.states import State
from fulcrum.kit.refusal import Refusal

STATES: Mapping[str, Promise] = {
    State.WAITING: gettext_lazy("Waiting"),
    State.RUNNING: gettext_lazy("Running"),
    State.SUCCEEDED: gettext_lazy("Done"),
    State.FAILED: gettext_lazy("Failed"),
    State.CANCELLED: gettext_lazy("Cancelled"),
}

FAULTS: Mapping[str, Callable[[], str]] = {
    Fault.REFUSED: lambda: _("It was refused (%(code)s)."),
    Fault.NOT_ALLOWED: lambda: _("Whoever asked for it may not do this, or not any more."),
    Fault.DATABASE: lambda: _("The database did not answer; see whether it runs."),
    Fault.MEMORY: lambda: _("The machine ran out of memory; free some, or divide the work."),
    Fault.DISK: lambda: _("The disk is full; free some space."),
    Fault.CONNECTION: lambda: _("Another system did not answer; see whether it can be reached."),
    Fault.WORKER_LOST: lambda: _(
        "The worker ended each of the %(starts)s times that it was started. Look into the log of the worker."
    ),
    Fault.UNKNOWN: lambda: _(
        "The program met a fault that it does not know. The details tell its makers more."
    ),
}


def state_of(run: JobRun) -> str:
    """The state in words; a job that waits for its next attempt says so."""
    if run.state == State.WAITING and run.fault_code:
        return _("Waiting for another attempt")
    if run.state == State.RUNNING and run.stop_asked_at:
        return _("Stopping")
    return str(STATES[run.state])


def tone_of(run: JobRun) -> str:
    """The colour that repeats the state."""
    if run.state == State.WAITING:
        return "warm" if run.fault_code else "quiet"
    return {State.SUCCEEDED: "good", State.FAILED: "danger", State.CANCELLED: "quiet"}.get(
        State(run.state), ""
    )


def message_of(run: JobRun) -> str:
    """What the job last said it does, or nothing."""
    wording = kinds.of(run.task).messages.get(run.message_code)
    return wording() % run.message_facts if wording else ""


def fault_of(run: JobRun) -> str:
    """Why its last attempt failed, or nothing. A refusal is told in the words of its app."""
    if not run.fault_code:
        return ""
    word = kinds.of(run.task).word
    if run.fault_code == Fault.REFUSED and word is not None:
        return word(Refusal(run.fault_facts["code"], **run.fault_facts["facts"]))
    wording = FAULTS.get(run.fault_code, FAULTS[Fault.UNKNOWN])
    return str(wording() % run.fault_facts)
