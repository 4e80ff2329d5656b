"""Load a country's calendars from a content file: all of it or nothing, each version once."""

import hashlib
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.registry.domain.calendar_codes import Effect, ListBasis, NamesState
from fulcrum.registry.domain.calendar_content import CalendarRow, Content, SpecialRow, YearRow, read
from fulcrum.registry.domain.load_report import Change, LoadReport, TableCounts
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.models import Calendar, CalendarContent, CalendarRule, SpecialDay, WorkingHours
from fulcrum.registry.services import calendar_turn, holiday_lists, special_days
from fulcrum.registry.services.holiday_lists import Publication
from fulcrum.registry.services.special_days import Declared

SHIPPED = Path(__file__).resolve().parents[1] / "content" / "calendars" / "lk.yaml"


class _Undo(Exception):  # noqa: N818 - takes a dry run back, and reaches nobody
    pass


def load(text: str, *, file: str, by: User | None, at: datetime, dry_run: bool) -> LoadReport:
    """Bring the calendars to a content file; with faults, or as a dry run, change nothing.

    Hours and rules are those of the last file loaded. A year whose list differs needs a reason in the file and becomes
    the next version; a list that an officer loaded, and a special day that one withdrew, stay as they are. The file
    loaded last, byte for byte, changes nothing. Only the program and the operator of its machine load content.
    """
    started = time.monotonic()
    errors = ErrorList()
    report = LoadReport(pack="", version=file, dry_run=dry_run)
    content = read(file, text, errors)
    if content is not None:
        report.pack, report.version = content.pack, content.version
        try:
            with transaction.atomic():
                calendar_turn.wait()
                _carry_out(content, text, file, report, errors, by=by, at=at)
                if dry_run or errors:
                    raise _Undo
        except _Undo:
            pass
    report.errors, report.error_count = sorted(errors, key=lambda error: error.row), errors.total
    report.seconds = time.monotonic() - started
    return report


def _carry_out(
    content: Content,
    text: str,
    file: str,
    report: LoadReport,
    errors: ErrorList,
    *,
    by: User | None,
    at: datetime,
) -> None:
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    last = CalendarContent.objects.filter(pack=content.pack).order_by("-at", "-pk").first()
    if last is not None and last.content_hash == fingerprint:
        report.same_content = True
        return
    _check_stored(content, file, errors)
    if errors:
        return
    made = CalendarContent.objects.create(
        pack=content.pack, version=content.version, content_hash=fingerprint, by=by, at=at
    )
    for position, row in enumerate(content.calendars, 1):
        _write_calendar(row, position, content, made, report)
    _write_rules(content, made, last, report)
    for year in content.years:
        _write_year(year, content.pack, made, file, report, errors, by=by, at=at)
    for special in content.special_days:
        _write_special(special, content.pack, made, report, by=by, at=at)
    if report.dry_run or errors:
        return
    audit.record(
        "registry.calendars_loaded", made, by=by, at=at, version=content.version, counts=report.counts()
    )
    calendar_turn.renew_stamp()


def _check_stored(content: Content, file: str, errors: ErrorList) -> None:
    codes = [row.code for row in content.calendars]
    for code, pack in Calendar.objects.exclude(pack=content.pack).values_list("code", "pack"):
        if code in codes:
            errors.add(file, 0, "code", code, "pack_of_other_calendar", pack=pack)
    for code in (
        Calendar.objects.filter(pack=content.pack).exclude(code__in=codes).values_list("code", flat=True)
    ):
        errors.add(file, 0, "code", code, "calendar_left_out")


def _write_calendar(
    row: CalendarRow, position: int, content: Content, made: CalendarContent, report: LoadReport
) -> None:
    values: dict[str, Any] = {
        "pack": content.pack,
        "position": position,
        **dict(zip(("name_en", "name_si", "name_ta"), row.names, strict=True)),
        "zone": content.zone,
        "observes": list(row.observes),
        "covered_from": row.covered_from,
        "covered_until": row.covered_until,
    }
    stored = Calendar.objects.filter(code=row.code).first()
    before = {name: getattr(stored, name) for name in values} if stored else {}
    _count(report, "calendars", row.code, row.names[0], before, values)
    calendar, _ = Calendar.objects.update_or_create(code=row.code, defaults=values)
    before_hours = _hours_of(calendar, made)
    WorkingHours.objects.bulk_create(
        WorkingHours(
            content=made,
            calendar=calendar,
            begins_on=hours.begins_on,
            weekday=weekday,
            opens=hours.opens,
            closes=hours.closes,
            basis=hours.basis,
            is_confirmed=hours.is_confirmed,
        )
        for hours in row.hours
        for weekday in hours.weekdays
    )
    after = {"hours": _told_hours(WorkingHours.objects.filter(content=made, calendar=calendar))}
    _count(report, "hours", row.code, row.names[0], before_hours, after)


def _hours_of(calendar: Calendar, made: CalendarContent) -> dict[str, Any]:
    """The hours that were in force before this content."""
    earlier = calendar.hours.exclude(content=made).order_by("-content__at", "-content_id").first()
    if earlier is None:
        return {}
    return {"hours": _told_hours(calendar.hours.filter(content=earlier.content_id))}


def _told_hours(hours: Any) -> str:
    return "; ".join(
        f"{row.begins_on} {row.weekday} {row.opens:%H:%M}-{row.closes:%H:%M} {row.basis} {row.is_confirmed}"
        for row in hours
    )


def _write_rules(
    content: Content, made: CalendarContent, last: CalendarContent | None, report: LoadReport
) -> None:
    before = [_told_rule(row) for row in last.rules.all()] if last else []
    rows = [
        CalendarRule(
            content=made,
            position=position,
            slug=rule.slug,
            kind=rule.kind,
            subkind=rule.subkind,
            sector=rule.sector,
            calendar_id=rule.calendar or None,
            begins_on=rule.begins_on,
            until=rule.until,
            reason=rule.reason,
        )
        for position, rule in enumerate(content.rules, 1)
    ]
    CalendarRule.objects.bulk_create(rows)
    counts = report.tables.setdefault("rules", TableCounts())
    after = [_told_rule(row) for row in rows]
    for told in after:
        if told in before:
            counts.unchanged += 1
        else:
            counts.new += 1
            report.note(Change("rules", told, told, True))
    counts.missing = len([told for told in before if told not in after])


def _told_rule(rule: CalendarRule) -> str:
    met = (rule.slug, rule.kind, rule.subkind, rule.sector, rule.begins_on or "", rule.until or "")
    return f"{rule.calendar_id or 'none'}: {', '.join(str(each) for each in met if each) or 'all others'}"


def _write_year(
    year: YearRow,
    pack: str,
    made: CalendarContent,
    file: str,
    report: LoadReport,
    errors: ErrorList,
    *,
    by: User | None,
    at: datetime,
) -> None:
    last = holiday_lists.latest(pack, year.year)
    if last is not None and last.content_id is None:
        report.tables.setdefault("years", TableCounts()).unchanged += 1
        return  # an officer took it from the Gazette itself; a shipped file does not know better
    publication = Publication(
        pack,
        year.year,
        ListBasis(year.basis),
        year.gazette,
        year.source,
        year.note,
        year.reason,
        NamesState(year.names_state),
    )
    counts = report.tables.setdefault("years", TableCounts())
    if last is not None and holiday_lists.is_same(year.holidays, publication, last):
        counts.unchanged += 1
        return
    if last is not None and not year.reason:
        errors.add(file, 0, "years", str(year.year), "correction_without_reason")
        return
    counts.new += last is None
    counts.changed += last is not None
    if last is None:
        report.note(Change("years", str(year.year), f"{len(year.holidays)} holidays", True))
    else:
        holiday_lists.compare(year.holidays, last, report)
    holiday_lists.publish(year.holidays, publication, by=by, at=at, content=made)


def _write_special(
    row: SpecialRow, pack: str, made: CalendarContent, report: LoadReport, *, by: User | None, at: datetime
) -> None:
    declared = _declared(row, pack)
    counts = report.tables.setdefault("special_days", TableCounts())
    known = SpecialDay.objects.filter(pack=pack, code=row.code).order_by("-pk")
    if any(_is_same(declared, each) for each in known):
        counts.unchanged += 1
        return
    standing = known.filter(withdrawn_at__isnull=True).first()
    if standing is not None:
        special_days.take_back(standing, reason=f"replaced by content {made.version}", by=by, at=at)
    counts.new += standing is None
    counts.changed += standing is not None
    report.note(Change("special_days", row.code, row.names[0], standing is None))
    special_days.store(declared, by=by, at=at, content=made)


def _declared(row: SpecialRow, pack: str) -> Declared:
    name_en, name_si, name_ta = row.names
    return Declared(
        pack=pack,
        code=row.code,
        first_on=row.first_on,
        last_on=row.last_on,
        weekdays=row.weekdays,
        effect=Effect(row.effect),
        opens=row.opens,
        closes=row.closes,
        only=row.only,
        excepted=row.excepted,
        name_en=name_en,
        name_si=name_si,
        name_ta=name_ta,
        source=row.source,
        note=row.note,
    )


def _is_same(declared: Declared, stored: SpecialDay) -> bool:
    return all(
        (list(value) if isinstance(value, tuple) else value) == getattr(stored, name)
        for name, value in vars(declared).items()
    )


def _count(
    report: LoadReport, table: str, key: str, name: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    counts = report.tables.setdefault(table, TableCounts())
    if before == after:
        counts.unchanged += 1
        return
    counts.new += not before
    counts.changed += bool(before)
    columns = tuple(
        (column, str(before[column]), str(value))
        for column, value in after.items()
        if before and before[column] != value
    )
    report.note(Change(table, key, name, not before, columns))
