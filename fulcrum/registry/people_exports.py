"""People and their appointments as files, in the columns of an import, as far as the reader may know of them.

A file is written to the disk some hundred people at a time, so that it costs the same memory however long it is.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.db.models import F, QuerySet

from fulcrum.kit.cells import as_meant, harmless
from fulcrum.registry import access, people_reads
from fulcrum.registry.domain.import_fields import APPOINTMENT_FIELDS, FIELDS, ImportKind
from fulcrum.registry.domain.import_people import OF_PERSON
from fulcrum.registry.models import Appointment, Person

AT_ONCE = 500
BOM = "\ufeff"
CONTACTS = ("email", "phone", "languages")
COLUMNS = tuple(field.name for field in FIELDS[ImportKind.PEOPLE])
NO_APPOINTMENT = [""] * len(APPOINTMENT_FIELDS)
Line = list[str]


def lines(people: QuerySet[Person], *, user: Any, on: date) -> Iterator[Line]:
    """One line per appointment, and one for somebody without any. Contacts only of people at places in one's reach today."""
    last = 0
    while chunk := list(people.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = chunk[-1].pk
        held = _appointments(chunk, user, on)
        for person in chunk:
            own = held.get(person.pk, [])
            is_near = people_reads.shows_contacts(person, own, user=user, on=on)
            told = _person(person, shows_contacts=is_near)
            if not own:
                yield [*told, *NO_APPOINTMENT]
            for appointment in own:
                yield [*told, *_appointment(appointment, user)]


def _appointments(people: Iterable[Person], user: Any, on: date) -> dict[int, list[Appointment]]:
    """What these people hold and held; an appointment that was ended on its first day never gave a right."""
    rows = (
        Appointment.objects.visible_to(user, on)
        .filter(person__in=[person.pk for person in people])
        .exclude(ended_at__isnull=False, until=F("begins_on"))
        .select_related("organisation", "agreement")
        .order_by("person_id", "begins_on", "pk")
    )
    found: dict[int, list[Appointment]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _person(person: Person, *, shows_contacts: bool) -> Line:
    told = [getattr(person, name) if shows_contacts or name not in CONTACTS else "" for name in OF_PERSON]
    return [str(person.pk), *told]


def _appointment(row: Appointment, user: Any) -> Line:
    shows_agreement = row.agreement is not None and access.may(user, "registry.see_agreements")
    return [
        row.role,
        row.manner,
        row.reach,
        row.organisation.slug if row.organisation else "",
        row.region_id or "",
        row.begins_on.isoformat(),
        row.until.isoformat() if row.until else "",
        row.agreement.reference if row.agreement and shows_agreement else "",
        row.basis,
    ]


def as_csv(rows: Iterable[Line]) -> tuple[IO[bytes], int]:
    """CSV in UTF-8 with the mark that makes Excel read it as such, and how many lines it has."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([harmless(cell) for cell in row])
    text.flush()
    text.detach()
    file.seek(0)
    return file, count


def as_xlsx(rows: Iterable[Line]) -> tuple[IO[bytes], int]:
    """A workbook whose cells are all text, and how many lines it has.

    A text that begins like a formula carries the spreadsheet's own mark for text; it is not seen in the cell.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115
    count = 0
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        quoted = book.add_format({"quote_prefix": True})
        sheet = book.add_worksheet("people")
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, COLUMNS)
        for count, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if not cell:
                    continue
                if harmless(cell) == cell:
                    sheet.write_string(count, column, cell)
                else:
                    sheet.write_string(
                        count, column, cell if as_meant(cell) == cell else harmless(cell), quoted
                    )
    file.seek(0)
    return file, count


FORMS: dict[str, tuple[Callable[[Iterable[Line]], tuple[IO[bytes], int]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
