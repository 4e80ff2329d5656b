"""A year's holidays: published once, corrected by a next version, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.calendar_codes import ListBasis, NamesState
from fulcrum.registry.domain.holiday_rows import HolidayRow, content_hash, read_file
from fulcrum.registry.domain.load_report import Change, LoadReport, TableCounts
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.models import Calendar, CalendarContent, Holiday, HolidayList
from fulcrum.registry.services import calendar_turn

ACTION = "registry.manage_calendars"
TABLE = "holidays"


@dataclass(frozen=True)
class Publication:
    """What is said of a list as a whole."""

    pack: str
    year: int
    basis: ListBasis
    gazette: str
    source: str
    note: str = ""
    reason: str = ""
    names_state: NamesState = NamesState.DRAFT


@transaction.atomic
def load(
    text: str, publication: Publication, *, file: str, by: User, at: datetime, dry_run: bool
) -> LoadReport:
    """Publish an officer's list of a year, or say what that would change; a file with a fault changes nothing.

    Raises PermissionDenied; Refusal calendar_source_missing, and calendar_reason_missing for a correction.
    """
    access.require(by, ACTION)
    calendar_turn.wait()
    errors = ErrorList()
    known = Calendar.objects.filter(pack=publication.pack).values_list("code", flat=True)
    rows = read_file(file, text, year=publication.year, calendars=set(known), errors=errors)
    report = LoadReport(pack=publication.pack, version=str(publication.year), dry_run=dry_run)
    report.errors, report.error_count = sorted(errors, key=lambda error: error.row), errors.total
    if not report.ok:
        return report
    last = latest(publication.pack, publication.year)
    compare(rows, last, report)
    if dry_run:
        return report
    if last is not None and is_same(rows, publication, last):
        report.same_content = True
        return report
    publish(rows, publication, by=by, at=at, content=None)
    calendar_turn.renew_stamp()
    return report


def latest(pack: str, year: int) -> HolidayList | None:
    """The version of a year's list that is in force."""
    return HolidayList.objects.filter(pack=pack, year=year).order_by("-version").first()


def is_same(rows: Sequence[HolidayRow], publication: Publication, last: HolidayList) -> bool:
    """Whether a list says what the last one says: the same days, from the same place."""
    said = (
        publication.basis,
        publication.gazette,
        publication.source,
        publication.note,
        publication.names_state,
    )
    stored = (last.basis, last.gazette, last.source, last.note, last.names_state)
    return content_hash(rows) == last.content_hash and tuple(map(str, said)) == stored


def publish(
    rows: Sequence[HolidayRow],
    publication: Publication,
    *,
    by: User | None,
    at: datetime,
    content: CalendarContent | None,
) -> HolidayList:
    """Store the next version of a year's list, inside a change of the calendars; the stamp is the caller's.

    Raises Refusal calendar_source_missing, calendar_reason_missing.
    """
    last = latest(publication.pack, publication.year)
    if not (publication.source.strip() and publication.gazette.strip()):
        raise Refusal("calendar_source_missing")
    if last is not None and not publication.reason.strip():
        raise Refusal("calendar_reason_missing")
    made = HolidayList.objects.create(
        pack=publication.pack,
        year=publication.year,
        version=last.version + 1 if last else 1,
        basis=publication.basis,
        gazette=publication.gazette,
        source=publication.source,
        note=publication.note,
        names_state=publication.names_state,
        reason=publication.reason if last else "",
        content_hash=content_hash(rows),
        content=content,
        at=at,
        by=by,
    )
    Holiday.objects.bulk_create(
        Holiday(
            in_list=made,
            day=row.day,
            name_en=row.name_en,
            name_si=row.name_si,
            name_ta=row.name_ta,
            kind=row.kind,
            only=list(row.only),
            excepted=list(row.excepted),
        )
        for row in rows
    )
    audit.record(
        "registry.holidays_published",
        made,
        by=by,
        at=at,
        reason=made.reason,
        year=made.year,
        version=made.version,
        days=len(rows),
        gazette=made.gazette,
    )
    return made


def stored_rows(last: HolidayList | None) -> list[HolidayRow]:
    """The holidays of a stored list as rows."""
    if last is None:
        return []
    return [
        HolidayRow(
            each.day,
            each.name_en,
            each.name_si,
            each.name_ta,
            each.kind,
            tuple(each.only),
            tuple(each.excepted),
        )
        for each in last.holidays.all()
    ]


def compare(rows: Sequence[HolidayRow], last: HolidayList | None, report: LoadReport) -> None:
    """Count what differs from the list in force, day by day; days that the new list lacks are `missing`."""
    counts = report.tables.setdefault(TABLE, TableCounts())
    before, after = _by_day(stored_rows(last)), _by_day(rows)
    for day in sorted({*before, *after}):
        old, new = before.get(day), after.get(day)
        if old == new:
            counts.unchanged += 1
            continue
        counts.new += old is None
        counts.changed += old is not None and new is not None
        counts.missing += new is None
        name = (new or old or [HolidayRow(day, "")])[0].name_en
        report.note(Change(TABLE, str(day), name, old is None, ((str(day), _told(old), _told(new)),)))


def _by_day(rows: Iterable[HolidayRow]) -> dict[date, list[HolidayRow]]:
    found: dict[date, list[HolidayRow]] = defaultdict(list)
    for row in sorted(rows):
        found[row.day].append(row)
    return dict(found)


def _told(rows: Sequence[HolidayRow] | None) -> str:
    return "; ".join(_one(row) for row in rows or ())


def _one(row: HolidayRow) -> str:
    names = " / ".join(name for name in (row.name_en, row.name_si, row.name_ta) if name)
    narrowed = f", only {' '.join(row.only)}" if row.only else ""
    narrowed += f", except {' '.join(row.excepted)}" if row.excepted else ""
    return f"{names} ({row.kind}{narrowed})"
