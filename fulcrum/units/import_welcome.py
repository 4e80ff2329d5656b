"""What this app tells the floors below about imports of units when the program starts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import given_up
from fulcrum.foundation.jobs.kinds import Kind
from fulcrum.foundation.jobs.kinds import register as register_kinds
from fulcrum.foundation.web import work
from fulcrum.registry import access
from fulcrum.units import import_words
from fulcrum.units.domain.importing import ImportState
from fulcrum.units.models import UnitImport
from fulcrum.units.models.unit_import import ACTION
from fulcrum.units.services import imports


def _page_of(run_id: int) -> str:
    return reverse("units:import", args=[run_id])


def _stopped(run_id: int, **facts: Any) -> None:
    imports.stopped(run_id)


KINDS = tuple(
    Kind(
        task,
        label,
        messages=import_words.MESSAGES,
        address=_page_of,
        stop=_stopped,
        stops=True,
        repeatable=False,
    )
    for task, label in (
        (imports.CHECK_JOB, _("Check a workbook of units before it is imported")),
        (imports.COMMIT_JOB, _("Import units with their members and history")),
    )
)


def register() -> None:
    """Called once, in ready()."""
    work.register(work.Source("units.imports", "units", _("Units"), _waiting, _lines))
    register_kinds(*KINDS)
    for kind in KINDS:
        given_up.register(kind.task, imports.failed)


def _waiting(user: Any, at: datetime) -> "QuerySet[UnitImport] | None":
    """Own workbooks that were checked and wait to be carried out, corrected or given up."""
    if not access.may(user, ACTION):
        return None
    return UnitImport.objects.filter(by=user, state=ImportState.CHECKED)


def _lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _waiting(user, at)
    if rows is None:
        return
    for run in rows.defer("faults")[: work.MOST]:
        yield work.Line(
            title=run.file_name,
            href=reverse("units:import", args=[run.pk]),
            action=_("Correct the workbook") if run.fault_count else _("Look at the dry run"),
            reason=_("A workbook of units was checked and waits for you."),
        )
