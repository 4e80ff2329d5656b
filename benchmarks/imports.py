"""Importing a hundred thousand rows of people and appointments, as CSV and as XLSX; within `data.measure`."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell
from benchmarks.program import MeasurementError

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PEOPLE, EACH = 25_000, 4
ROUNDS = 3
WITHIN = 30.0
SYLLABLES = ("an", "ba", "da", "ga", "ha", "ja", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "va", "wi")
SINHALA = ("අනු", "බන්දු", "දිල්", "ගයා", "කුමා", "ලක්", "මනෝ", "නිමල්", "පියල්", "රුවන්", "සමන්", "තිලක්")
HEADINGS = ("name_en", "name_si", "email", "phone", "role", "organisation", "begins_on", "basis")
Row = Sequence[str]


def measure(tell: Tell) -> Iterator[Figure]:
    """Figures on the database of this process, which holds the country pack. Each round brings other people."""
    officer = _officer()
    number = 0
    for form, write in (("CSV", _as_csv), ("XLSX", _as_xlsx)):
        tell(f"imports: {PEOPLE * EACH:,} rows as {form}")
        files = [write(list(_rows(number + each))) for each in range(ROUNDS)]
        number += ROUNDS
        yield from _importing(form, files, officer)


def _importing(form: str, files: list[bytes], officer: Any) -> Iterator[Figure]:
    waiting = iter(files)
    seconds, run = timed(len(files), lambda: _commit(_check(next(waiting), form, officer), officer))
    told = f"{run.rows:,} rows, {run.counts['person']['new']:,} people, {len(files[-1]) / 1e6:.1f} MB"
    yield Figure(f"import, {form}: read, check and commit", "s", seconds, Budget(WITHIN), told)
    seconds, again = timed(ROUNDS, lambda: _check(files[-1], form, officer))
    if again.changes_anything:
        raise MeasurementError("the same file again would change something")
    yield Figure(f"import, {form}: the same file again", "s", seconds, remark="nothing to do")


def _check(data: bytes, form: str, officer: Any) -> Any:
    """Upload, columns as they are guessed, dry run."""
    from fulcrum.registry.domain import import_mapping
    from fulcrum.registry.domain.import_fields import ImportKind
    from fulcrum.registry.domain.import_mapping import FileMapping
    from fulcrum.registry.services import import_checks, imports

    kind = ImportKind.PEOPLE
    run = imports.begin(data, name=f"people.{form.lower()}", kind=kind, pack="lk", by=officer, at=AT)
    columns = import_mapping.guessed_columns(kind, run.headings, {})
    imports.decide(run, FileMapping(columns), by=officer)
    imports.ask_check(run, by=officer)
    run.refresh_from_db()
    import_checks.check(run, at=AT, tell=_silently)
    run.refresh_from_db()
    if run.fault_count:
        raise MeasurementError(f"the file of the measurement has faults: {run.faults.first()}")
    return run


def _commit(run: Any, officer: Any) -> Any:
    from fulcrum.registry.services import import_commits, imports

    imports.ask_commit(run, by=officer)
    run.refresh_from_db()
    import_commits.commit(run, at=AT, tell=_silently)
    run.refresh_from_db()
    if run.state != "done":
        raise MeasurementError(f"the import of the measurement was not carried out: {run.state}")
    return run


def _silently(step: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def _officer() -> Any:
    from fulcrum.foundation.users.models import User
    from fulcrum.registry.domain.roles import Reach, Role
    from fulcrum.registry.services import appointments, people
    from fulcrum.registry.services.appointments import Terms

    user = User.objects.create(name="Officer of the measurement", email="officer@bench.invalid", joined_at=AT)
    person = people.add(names={"name_en": user.name}, pack="lk", by=None, at=AT, user=user)
    terms = Terms(Role.PROGRAMME_OFFICER, AT.date().replace(year=2000), reach=Reach.NATION)
    appointments.appoint(person, terms, by=None, at=AT)
    return user


def _rows(round_number: int) -> Iterator[Row]:
    """People with four appointments each, at bodies of the register; the same for the same number."""
    from fulcrum.registry.models import Organisation

    bodies = list(Organisation.objects.filter(pack="lk").order_by("key").values_list("slug", flat=True))
    chance = random.Random(round_number)
    pick: Callable[[Sequence[str]], str] = chance.choice
    for number in range(PEOPLE):
        name = " ".join("".join(pick(SYLLABLES) for _ in range(3)).title() for _ in range(3))
        own = f"{pick(SINHALA)}{pick(SINHALA)} {pick(SINHALA)}{pick(SINHALA)}"
        email = f"officer-{round_number}-{number}@bench.invalid"
        phone = f"+94 11 {chance.randrange(10**7):07d}"
        first = chance.randrange(len(bodies))
        for each in range(EACH):
            body = bodies[(first + each) % len(bodies)]
            role = "public_officer" if each else "unit_member"
            yield name, own, email, phone, role, body, f"20{10 + each}-01-01", f"Letter {number}/{each}"


def _as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows((HEADINGS, *rows))
    return text.getvalue().encode()


def _as_xlsx(rows: Sequence[Row]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *rows)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.getvalue()
