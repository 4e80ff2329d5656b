"""Reads about imports: the list, what one would change, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from fulcrum.foundation.jobs.models import JobRun
from fulcrum.registry import import_texts, refusals
from fulcrum.registry.domain import import_fields
from fulcrum.registry.domain.import_states import ImportState, Part, RowState
from fulcrum.registry.domain.row_errors import RowError
from fulcrum.registry.models import Agreement, ImportFault, ImportRow, ImportRun, Organisation


@dataclass(frozen=True)
class Difference:
    """One value of a row, as the register holds it and as the file has it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """One staged row as a page shows it."""

    row: ImportRow
    part: str
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        return self.row.state == RowState.NEW


@dataclass(frozen=True)
class Count:
    """How many rows of one part become what."""

    part: str
    new: int
    changed: int
    unchanged: int
    missing: int


def packs() -> list[str]:
    """The packs that a file may belong to, the real country first."""
    return list(Organisation.objects.order_by("-pack").values_list("pack", flat=True).distinct()) or ["lk"]


def listed(user: Any) -> "QuerySet[ImportRun]":
    """Imports that this person may see, the newest first, without what only their own pages show."""
    heavy = ("headings", "samples", "words", "mapping", "other_sheets")
    return ImportRun.objects.visible_to(user).newest_first().select_related("by").defer(*heavy)


@dataclass(frozen=True)
class ListedRun:
    """One import as the list shows it."""

    run: ImportRun
    kind: str
    state: str
    tone: str
    new: int
    changed: int


def in_words(run: ImportRun) -> ListedRun:
    """An import with its kind, state and counts in the reader's language; one with faults says so."""
    has_faults = run.state == ImportState.CHECKED and run.fault_count > 0
    state = import_texts.TO_CORRECT if has_faults else import_texts.STATES[run.state]
    return ListedRun(
        run,
        str(import_texts.KINDS[run.kind]),
        str(state),
        "danger" if has_faults else import_texts.TONES.get(run.state, ""),
        run.counted(RowState.NEW),
        run.counted(RowState.CHANGED),
    )


def job_of(run: ImportRun) -> JobRun | None:
    """The record of the job that is or was at it last."""
    return JobRun.objects.filter(job_id=run.job_id).first() if run.job_id else None


def counts(run: ImportRun) -> list[Count]:
    """What becomes of the rows, part by part."""
    return [
        Count(
            str(import_texts.PARTS[part]),
            *(told.get(name, 0) for name in ("new", "changed", "unchanged", "missing")),
        )
        for part, told in run.counts.items()
    ]


def staged(run: ImportRun, part: str, state: str) -> "QuerySet[ImportRow]":
    """Rows that the commit would write, or wrote, narrowed to a part and a state; the unchanged ones only if asked for."""
    rows = run.staged.filter(part=part) if part in list(Part) else run.staged.all()
    if state in list(RowState):
        return rows.filter(state=state)
    return rows.exclude(state=RowState.UNCHANGED)


def changed_rows(rows: Iterable[ImportRow]) -> list[ChangedRow]:
    """Rows of one page with their values in words, in at most two statements more."""
    rows = list(rows)
    names = _pointed_to(rows)
    return [
        ChangedRow(row, str(import_texts.PARTS[row.part]), tuple(_differences(row, names))) for row in rows
    ]


def _differences(row: ImportRow, names: Mapping[tuple[str, Any], str]) -> Iterator[Difference]:
    before = row.before or {}
    told = (
        before
        if row.state == RowState.CHANGED
        else {key: value for key, value in row.values.items() if value}
    )
    for name in told:
        yield Difference(
            import_texts.label(name),
            _shown(name, before.get(name), names),
            _shown(name, row.values.get(name), names),
        )


def _shown(name: str, value: Any, names: Mapping[tuple[str, Any], str]) -> str:
    if value in (None, ""):
        return ""
    return names.get((name, value)) or import_texts.code_label(name, str(value))


def _pointed_to(rows: Iterable[ImportRow]) -> dict[tuple[str, Any], str]:
    """Names of the rows that values point to by a number."""
    keys: dict[str, set[Any]] = {"parent_id": set(), "organisation_id": set(), "agreement_id": set()}
    for row in rows:
        for name, found in keys.items():
            found.update({row.values.get(name), (row.before or {}).get(name)} - {None})
    bodies = keys["parent_id"] | keys["organisation_id"]
    slugs = dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "slug")) if bodies else {}
    agreements = keys["agreement_id"]
    references = (
        dict(Agreement.objects.filter(pk__in=agreements).values_list("pk", "reference")) if agreements else {}
    )
    return {
        **{(name, key): slug for name in ("parent_id", "organisation_id") for key, slug in slugs.items()},
        **{("agreement_id", key): reference for key, reference in references.items()},
    }


@dataclass(frozen=True)
class WordedFault:
    """A fault in the reader's language, under the heading that the file itself has."""

    number: int
    heading: str
    value: str
    what: str
    remedy: str


def worded(run: ImportRun, faults: Iterable[ImportFault]) -> Iterator[WordedFault]:
    """Faults as a person reads them."""
    columns = run.decided.columns
    for fault in faults:
        heading = run.headings[columns[fault.field]] if fault.field in columns else ""
        label = import_texts.label(fault.field) if fault.field else ""
        error = RowError("", fault.number, label, fault.value, fault.code, fault.facts)
        wording = refusals.word(error)
        yield WordedFault(fault.number, heading or label, fault.value, wording.what, wording.remedy)


def unused_headings(run: ImportRun) -> list[str]:
    """Columns of the file that nothing is read from."""
    used = set(run.decided.columns.values())
    return [heading for number, heading in enumerate(run.headings) if number not in used and heading]


def missing_fields(run: ImportRun) -> list[str]:
    """Fields that the file says nothing of; what the register holds there stays."""
    return [import_texts.label(name) for name in import_fields.of(run.kind) if name not in run.decided.fields]
