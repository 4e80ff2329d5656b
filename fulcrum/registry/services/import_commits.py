"""Carry an import out: one transaction, set-based, and only if the register still is as it was when the file was checked."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit import services as audit
from fulcrum.registry import access, events
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_states import ImportState, Part, RowState
from fulcrum.registry.models import Appointment, ImportRow, ImportRun, UploadedFile
from fulcrum.registry.models.import_run import ACTION
from fulcrum.registry.services import (
    decisions,
    deriving,
    import_conflicts,
    import_known,
    import_staging,
    lookalikes,
    turns,
)
from fulcrum.registry.services.import_staging import APPOINTMENTS, ORGANISATIONS, PEOPLE, Table

log = logging.getLogger(__name__)

Tell = Callable[[str, int, int], None]
FEW = 200
"""Organisations for which names alike are looked for at once; those of a longer list are found in the night."""


class MovedError(Exception):
    """The register is not what the check compared the file with."""


def commit(run: ImportRun, *, at: datetime, tell: Tell) -> None:
    """Merge what is staged, all of it or nothing. A register that changed since the check is left alone and told.

    Run twice, the second time finds it done. Raises PermissionDenied if the officer may not import any more.
    """
    try:
        with transaction.atomic():
            _commit(run, at, tell)
    except (MovedError, IntegrityError) as error:
        log.warning(
            "the register was not as it was when the file was checked",
            extra={"import": run.pk},
            exc_info=error,
        )
        ImportRun.objects.filter(pk=run.pk, state=ImportState.COMMITTING).update(state=ImportState.STALE)


def _commit(run: ImportRun, at: datetime, tell: Tell) -> None:
    access.require(run.by, ACTION)
    turns.alone()
    run.refresh_from_db()
    if run.state != ImportState.COMMITTING:
        return
    tables = (ORGANISATIONS,) if run.kind == ImportKind.ORGANISATIONS else (PEOPLE, APPOINTMENTS)
    import_staging.join_by_hashes()
    history.explain(by=run.by, reason=f"file {run.file_name}")
    tell("comparing", 0, 3)
    _check_unmoved(run, tables)
    tell("writing", 1, 3)
    ended = _about_to_end(run, timezone.localdate(at))
    for table in tables:
        _merge(run, table, at)
    tell("finishing", 2, 3)
    import_staging.join_as_usual()
    if run.kind == ImportKind.ORGANISATIONS:
        _bring_in_step(run, at)
    for appointment in Appointment.objects.filter(pk__in=ended).select_related("person"):
        events.appointment_ended.send(sender=Appointment, appointment=appointment, at=at, by=run.by)
    _keep(run, at)


def _bring_in_step(run: ImportRun, at: datetime) -> None:
    """What follows from changed organisations; what the file changed counts as decided here."""
    written = list(run.staged.exclude(state=RowState.UNCHANGED).values_list("target", "values", "before"))
    decisions.note(
        {int(key or 0): set(values if before is None else before) for key, values, before in written}
    )
    deriving.derive(run.pack)
    if len(written) <= FEW:
        lookalikes.renew_for([int(key or 0) for key, _values, _before in written], at=at)
    events.organisations_loaded.send(ImportRun, at=at, by=run.by)


def _check_unmoved(run: ImportRun, tables: tuple[Table, ...]) -> None:
    if import_known.mark() != run.register_mark:
        raise MovedError
    if any(import_staging.moved(run, table) for table in tables):
        raise MovedError
    if PEOPLE in tables and import_conflicts.people_known_by_now(run):
        raise MovedError


def _merge(run: ImportRun, table: Table, at: datetime) -> None:
    """Write one table; the database must count what the dry run counted.

    What makes room for other rows comes first: the database refuses two holders of an office at any moment.
    """
    told = run.counts[table.part]
    if table.part == Part.PERSON:
        import_staging.number_new_people(run)
    changed = import_staging.update(run, table, only=import_staging.FREEING)
    changed += import_staging.update(run, table, only=f"NOT {import_staging.FREEING}")
    added = import_staging.insert(run, table, always=_always(run, table, at))
    if (added, changed) != (told[RowState.NEW], told[RowState.CHANGED]):
        raise MovedError


def _always(run: ImportRun, table: Table, at: datetime) -> dict[str, object]:
    """What every new row gets beside what the file says."""
    if table.part == Part.PERSON:
        return {"pack": run.pack, "added_at": at}
    if table.part == Part.APPOINTMENT:
        return {"made_by_id": run.by_id, "made_at": at}
    return {"pack": run.pack}


def _about_to_end(run: ImportRun, today: date) -> list[int]:
    """Appointments in force that the file gives a last day in the past: higher floors must hear that they have ended."""
    changed = ImportRow.objects.filter(
        run=run, part=Part.APPOINTMENT, state=RowState.CHANGED, values__until__lt=today.isoformat()
    )
    in_force = Appointment.objects.in_force(today).filter(pk__in=changed.values("target"))
    return list(in_force.values_list("pk", flat=True))


def _keep(run: ImportRun, at: datetime) -> None:
    """Mark it done, in the transaction of the change, unless somebody stopped it meanwhile."""
    wanted = ImportRun.objects.filter(pk=run.pk, state=ImportState.COMMITTING)
    if not wanted.update(state=ImportState.DONE, done_at=at):
        transaction.set_rollback(True)
        return
    audit.record(
        "registry.import_carried_out",
        run,
        by=run.by,
        at=at,
        reason=run.file_name,
        kind=run.kind,
        counts=run.counts,
        sha256=run.sha256,
    )
    import_staging.let_unchanged_go(run)
    UploadedFile.objects.filter(import_run=run).defer("content").delete()
