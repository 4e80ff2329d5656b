"""An officer's import of units, step by step: upload, have it checked, look, have it carried out."""

import hashlib
import logging
import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import control
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import UploadedFile
from fulcrum.registry.services import appointments
from fulcrum.units.domain import import_book
from fulcrum.units.domain.import_book import Words
from fulcrum.units.domain.importing import ImportState
from fulcrum.units.models import UnitImport
from fulcrum.units.models.unit_import import ACTION
from fulcrum.units.services import import_looking, import_writing
from fulcrum.units.services.import_looking import Found, Tell

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
"""A file that nobody carries on is let go."""
LONGEST_NAME = 120
CHECK_JOB, COMMIT_JOB = "units.check_import", "units.commit_import"
BEFORE_JOB = {ImportState.CHECKING: ImportState.STALE, ImportState.COMMITTING: ImportState.CHECKED}
"""Where an import stands again whose job was stopped."""


class MovedError(Exception):
    """The registers are not what the check compared the file with."""


@transaction.atomic
def begin(data: bytes, *, name: str, by: User, at: datetime) -> UnitImport:
    """Keep an uploaded workbook and have it checked by a job. It belongs to the world of whoever uploads it.

    Raises PermissionDenied, UnreadableError for a file that is no workbook; then nothing is kept.
    """
    access.require(by, ACTION)
    import_book.check_kind(data)
    _let_old_go(at)
    pack = appointments.pack_of(by)
    file = UploadedFile.objects.create(
        token=uuid.uuid4(), pack=pack, name=name[-LONGEST_NAME:], content=data, by=by, at=at
    )
    run = UnitImport.objects.create(
        pack=pack,
        state=ImportState.STALE,
        file=file,
        file_name=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        at=at,
        by=by,
    )
    _queue(run, CHECK_JOB, ImportState.CHECKING)
    return run


@transaction.atomic
def ask_check(run: UnitImport, *, by: User) -> None:
    """Have the file checked again by a job.

    Raises PermissionDenied; Refusal `import_of_another`, `import_at_work`, `import_ended`, `import_file_gone`.
    """
    _queue(_locked(run, by), CHECK_JOB, ImportState.CHECKING)


@transaction.atomic
def ask_commit(run: UnitImport, *, by: User) -> None:
    """Have a checked file carried out by a job.

    Raises as `ask_check`; Refusal `import_not_checked`, `import_has_faults`, `import_changes_nothing`.
    """
    locked = _locked(run, by)
    if locked.state != ImportState.CHECKED:
        raise Refusal("import_not_checked", name=locked.file_name)
    if locked.fault_count:
        raise Refusal("import_has_faults", name=locked.file_name)
    if not locked.makes_anything:
        raise Refusal("import_changes_nothing", name=locked.file_name)
    _queue(locked, COMMIT_JOB, ImportState.COMMITTING)


@transaction.atomic
def stop(run: UnitImport, *, by: User, at: datetime) -> None:
    """Stop the job that is at it; everything stays as it was. Raises as `ask_check`, Refusal `import_not_at_work`."""
    _require_own(run, by)
    job = JobRun.objects.filter(job_id=run.job_id or 0).first()
    if job is None or not run.is_at_work:
        raise Refusal("import_not_at_work", name=run.file_name)
    control.stop(job, by=by, at=at)


def stopped(run_id: int) -> None:
    """Put an import whose job was stopped back to where it can be carried on."""
    for during, before in BEFORE_JOB.items():
        UnitImport.objects.filter(pk=run_id, state=during).update(state=before)


def failed(run_id: int) -> None:
    """Say of an import that its job could not do its work."""
    UnitImport.objects.filter(pk=run_id, state__in=BEFORE_JOB).update(state=ImportState.FAILED)


@transaction.atomic
def drop(run: UnitImport, *, by: User, at: datetime) -> None:
    """Give an import up; its file goes. Raises as `ask_check`."""
    locked = _locked(run, by)
    locked.state, locked.faults = ImportState.DROPPED, []
    locked.save(update_fields=["state", "faults"])
    UploadedFile.objects.filter(unit_import=locked).defer("content").delete()
    audit.record("units.import_dropped", locked, by=by, at=at, reason=locked.file_name)


def check(run: UnitImport, words: Words, *, at: datetime, tell: Tell) -> None:
    """The dry run: keep what would be made and what is wrong; run twice, it finds the same."""
    found = _look(run, words, at, tell)
    UnitImport.objects.filter(pk=run.pk, state=ImportState.CHECKING).update(
        state=ImportState.CHECKED,
        checked_at=at,
        counts=found.counts,
        faults=found.faults,
        fault_count=found.errors.total,
    )


def commit(run: UnitImport, words: Words, *, at: datetime, tell: Tell) -> None:
    """Carry a checked import out, all of it or nothing; where anything moved since the check, it is told and left alone.

    Run twice, the second time finds it done. Raises PermissionDenied if the officer may not import any more.
    """
    try:
        with transaction.atomic():
            _commit(run, words, at, tell)
    except (MovedError, IntegrityError, Refusal) as error:
        log.warning(
            "units are not as they were when the file was checked", extra={"import": run.pk}, exc_info=error
        )
        UnitImport.objects.filter(pk=run.pk, state=ImportState.COMMITTING).update(state=ImportState.STALE)


def _commit(run: UnitImport, words: Words, at: datetime, tell: Tell) -> None:
    access.require(run.by, ACTION)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('units.import', 0))")
    run.refresh_from_db()
    if run.state != ImportState.COMMITTING:
        return
    history.explain(by=run.by, reason=f"file {run.file_name}")
    found = _look(run, words, at, tell)
    if found.errors or found.counts != run.counts:
        raise MovedError
    basis = f"file {run.file_name}"
    import_writing.write(
        found, pack=run.pack, basis=basis, by=run.by, at=at,
        done=lambda done, total: tell("writing", done, total),
    )  # fmt: skip
    wanted = UnitImport.objects.filter(pk=run.pk, state=ImportState.COMMITTING)
    if not wanted.update(state=ImportState.DONE, done_at=at):  # somebody stopped it meanwhile
        transaction.set_rollback(True)
        return
    UploadedFile.objects.filter(unit_import=run).defer("content").delete()
    audit.record(
        "units.import_carried_out", run, by=run.by, at=at, reason=run.file_name, counts=run.counts,
        sha256=run.sha256,
    )  # fmt: skip


def _look(run: UnitImport, words: Words, at: datetime, tell: Tell) -> Found:
    if run.file is None:
        raise Refusal("import_file_gone", name=run.file_name)
    data, today = bytes(run.file.content), timezone.localdate(at)
    return import_looking.look(data, words, pack=run.pack, by=run.by, today=today, tell=tell)


def _queue(run: UnitImport, task: str, state: ImportState) -> None:
    """The job is a row of this transaction: both or neither. Two jobs of one import never run at the same time."""
    job_id: int = app.configure_task(task, lock=f"units.import:{run.pk}").defer(run_id=run.pk)
    run.state, run.job_id = state, job_id
    run.save(update_fields=["state", "job_id"])
    JobRun.objects.filter(job_id=job_id).update(by=run.by)


def _locked(run: UnitImport, by: User) -> UnitImport:
    """The import, for the one who uploaded it, if it can be carried on now."""
    _require_own(run, by)
    locked = UnitImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.is_at_work:
        raise Refusal("import_at_work", name=locked.file_name)
    if not locked.is_open:
        raise Refusal("import_ended", name=locked.file_name)
    if locked.file_id is None:
        raise Refusal("import_file_gone", name=locked.file_name)
    return locked


def _require_own(run: UnitImport, by: User) -> None:
    access.require(by, ACTION)
    if run.by_id != by.pk:
        raise Refusal("import_of_another", name=run.file_name)


def _let_old_go(at: datetime) -> None:
    """Files that nobody carried on for a week go."""
    left = UnitImport.objects.filter(at__lt=at - KEPT_FOR, file__isnull=False).exclude(state__in=BEFORE_JOB)
    keys = list(left.values_list("pk", flat=True))
    UnitImport.objects.filter(pk__in=keys).update(state=ImportState.DROPPED, faults=[])
    UploadedFile.objects.filter(unit_import__in=keys).defer("content").delete()
