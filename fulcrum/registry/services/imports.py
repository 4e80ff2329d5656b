"""An officer's import, step by step: upload, decide what the columns mean, have it checked, have it carried out."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import control
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain import import_files, import_mapping, import_rows
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_files import Sheet
from fulcrum.registry.domain.import_mapping import MOST_WORDS, FileMapping
from fulcrum.registry.domain.import_states import ImportState
from fulcrum.registry.models import ImportRun, UploadedFile
from fulcrum.registry.models.import_run import ACTION

KEPT_FOR = timedelta(days=7)
"""A file that nobody carries on is let go, with what was staged of it."""
MOST_SAMPLES = 3
LONGEST_SAMPLE = 60
LONGEST_NAME = 120
CHECK_JOB, COMMIT_JOB = "registry.check_import", "registry.commit_import"
BEFORE_JOB = {ImportState.CHECKING: ImportState.MAPPING, ImportState.COMMITTING: ImportState.CHECKED}
"""Where an import stands again whose job was stopped."""


@transaction.atomic
def begin(data: bytes, *, name: str, kind: ImportKind, pack: str, by: User, at: datetime) -> ImportRun:
    """Keep an uploaded file in the database, so that every process can carry it on, and look at its columns.

    What this person decided the last time about the same headings holds again. Raises PermissionDenied,
    UnreadableError for a file that cannot be read; then nothing is kept.
    """
    access.require(by, ACTION)
    sheet = import_files.read(data)
    seen = _looked_at(sheet)
    _let_old_go(at)
    file = UploadedFile.objects.create(
        token=uuid.uuid4(), pack=pack, name=name[-LONGEST_NAME:], content=data, by=by, at=at
    )
    headings_key = import_mapping.key_of(sheet.headings)
    return ImportRun.objects.create(
        kind=kind,
        pack=pack,
        state=ImportState.MAPPING,
        file=file,
        file_name=file.name,
        format=sheet.format,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        headings=list(sheet.headings),
        headings_key=headings_key,
        other_sheets=list(sheet.others),
        mapping=_last_time(kind, headings_key, by),
        at=at,
        by=by,
        **seen,
    )


@transaction.atomic
def decide(run: ImportRun, mapping: FileMapping, *, by: User) -> None:
    """Keep what the columns and words of the file mean. An earlier check no longer holds.

    Raises PermissionDenied; Refusal `import_of_another`, `import_at_work`, `import_ended`, `import_file_gone`.
    """
    locked = _locked(run, by)
    locked.mapping, locked.state = mapping.kept(), ImportState.MAPPING
    locked.save(update_fields=["mapping", "state"])


@transaction.atomic
def ask_check(run: ImportRun, *, by: User) -> int:
    """Have the file checked by a job; returns its number. Raises as `decide`."""
    return _queue(_locked(run, by), CHECK_JOB, ImportState.CHECKING)


@transaction.atomic
def ask_commit(run: ImportRun, *, by: User) -> int:
    """Have a checked file carried out by a job; returns its number.

    Raises as `decide`; Refusal `import_not_checked`, `import_has_faults`, `import_changes_nothing`.
    """
    locked = _locked(run, by)
    if locked.state != ImportState.CHECKED:
        raise Refusal("import_not_checked", name=locked.file_name)
    if locked.fault_count:
        raise Refusal("import_has_faults", name=locked.file_name)
    if not locked.changes_anything:
        raise Refusal("import_changes_nothing", name=locked.file_name)
    return _queue(locked, COMMIT_JOB, ImportState.COMMITTING)


@transaction.atomic
def stop(run: ImportRun, *, by: User, at: datetime) -> None:
    """Stop the job that is at it; the register stays as it was. Raises as `decide`, and as the jobs do."""
    _require_own(run, by)
    job = JobRun.objects.filter(job_id=run.job_id or 0).first()
    if job is None or not run.is_at_work:
        raise Refusal("import_not_at_work", name=run.file_name)
    control.stop(job, by=by, at=at)


def stopped(run_id: int) -> None:
    """Put an import whose job was stopped, or given up, back to where it can be carried on."""
    for during, before in BEFORE_JOB.items():
        ImportRun.objects.filter(pk=run_id, state=during).update(state=before)


def failed(run_id: int) -> None:
    """Say of an import that its job could not do its work."""
    ImportRun.objects.filter(pk=run_id, state__in=BEFORE_JOB).update(state=ImportState.FAILED)


@transaction.atomic
def drop(run: ImportRun, *, by: User, at: datetime) -> None:
    """Give an import up: its file and everything staged go. Raises as `decide`."""
    locked = _locked(run, by)
    locked.state = ImportState.DROPPED
    locked.save(update_fields=["state"])
    _forget([locked.pk])
    audit.record("registry.import_dropped", locked, by=by, at=at, reason=locked.file_name)


def _looked_at(sheet: Sheet) -> dict[str, Any]:
    """Samples and different words of every column, and how many rows there are."""
    width = len(sheet.headings)
    words: list[dict[str, None] | None] = [{} for _ in range(width)]
    still_few = {number: found for number, found in enumerate(words) if found is not None}
    samples: list[list[str]] = [[] for _ in range(width)]
    count = 0
    for _number, cells in sheet.numbered():
        count += 1
        for column, found in list(still_few.items()):
            raw = cells[column]
            if not raw or raw in found:
                continue
            found[raw] = None
            if len(samples[column]) < MOST_SAMPLES:
                samples[column].append(raw[:LONGEST_SAMPLE])
            if len(found) > MOST_WORDS:
                words[column] = None
                del still_few[column]
    if not count:
        raise UnreadableError("no_rows")
    return {"rows": count, "samples": samples, "words": [_tidied(each) for each in words]}


def _tidied(words: dict[str, None] | None) -> list[str] | None:
    return None if words is None else list(dict.fromkeys(filter(None, map(import_rows.tidy, words))))


def _last_time(kind: ImportKind, headings_key: str, by: User) -> dict[str, Any] | None:
    """What this person decided about the same headings before."""
    earlier = ImportRun.objects.filter(by=by, kind=kind, headings_key=headings_key, mapping__isnull=False)
    return earlier.newest_first().values_list("mapping", flat=True).first()


def _queue(run: ImportRun, task: str, state: ImportState) -> int:
    """The job is a row of this transaction: both or neither. Two jobs of one import never run at the same time."""
    lock = f"registry.import:{run.pk}"
    job_id: int = app.configure_task(task, lock=lock).defer(run_id=run.pk)
    run.state, run.job_id = state, job_id
    run.save(update_fields=["state", "job_id"])
    JobRun.objects.filter(job_id=job_id).update(by=run.by)
    return job_id


def _locked(run: ImportRun, by: User) -> ImportRun:
    """The import, for the one who uploaded it, if it can be carried on now."""
    _require_own(run, by)
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.is_at_work:
        raise Refusal("import_at_work", name=locked.file_name)
    if not locked.is_open:
        raise Refusal("import_ended", name=locked.file_name)
    if locked.file_id is None:
        raise Refusal("import_file_gone", name=locked.file_name)
    return locked


def _require_own(run: ImportRun, by: User) -> None:
    access.require(by, ACTION)
    if run.by_id != by.pk:
        raise Refusal("import_of_another", name=run.file_name)


def _let_old_go(at: datetime) -> None:
    left: Sequence[int] = list(
        ImportRun.objects.filter(at__lt=at - KEPT_FOR, file__isnull=False)
        .exclude(state__in=[ImportState.DONE, *BEFORE_JOB])
        .values_list("pk", flat=True)
    )
    ImportRun.objects.filter(pk__in=left).update(state=ImportState.DROPPED)
    _forget(left)
    UploadedFile.objects.filter(at__lt=at - KEPT_FOR, import_run__isnull=True).defer("content").delete()


def _forget(runs: Sequence[int]) -> None:
    """Let go of files, staged rows and faults."""
    for run in ImportRun.objects.filter(pk__in=runs):
        run.staged.all().delete()
        run.faults.all().delete()
    UploadedFile.objects.filter(import_run__in=runs).defer("content").delete()
