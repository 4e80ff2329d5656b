"""The jobs of the register as people see them, and what becomes of an import whose job is given up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import given_up
from fulcrum.foundation.jobs.kinds import Kind
from fulcrum.foundation.jobs.kinds import register as register_kinds
from fulcrum.registry import import_texts
from fulcrum.registry.services import imports


def _page_of(run_id: int) -> str:
    return reverse("registry:import", args=[run_id])


def _stopped(run_id: int, **facts: Any) -> None:
    imports.stopped(run_id)


KINDS = tuple(
    Kind(
        task,
        label,
        messages=import_texts.MESSAGES,
        address=_page_of,
        stop=_stopped,
        stops=True,
        repeatable=False,
    )
    for task, label in (
        (imports.CHECK_JOB, _("Check a file before it is imported")),
        (imports.COMMIT_JOB, _("Import a file into the register")),
    )
)


def register() -> None:
    """Tell the floor below; called in ready()."""
    register_kinds(*KINDS)
    for kind in KINDS:
        given_up.register(kind.task, imports.failed)
