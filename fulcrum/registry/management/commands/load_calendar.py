"""Load the working calendars of a country from a content file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from fulcrum.registry import calendar_wordings, refusals
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.services import calendars

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Load hours, holidays and special days from a YAML file. Exit code 0: loaded or nothing to do; 2: the file is "
        "wrong and nothing was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the content file, such as lk.yaml")
        parser.add_argument(
            "--dry-run", action="store_true", help="check and tell what differs, change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.stderr.write(f"{path} cannot be read: {error}. Give a text file in UTF-8.")
            raise SystemExit(BAD_INPUT) from None
        with translation.override("en"):
            report = calendars.load(
                text, file=path.name, by=None, at=timezone.now(), dry_run=options["dry_run"]
            )
            self._tell(report)
        if not report.ok:
            raise SystemExit(BAD_INPUT)

    def _tell(self, report: LoadReport) -> None:
        if not report.ok:
            self._tell_errors(report)
            return
        if report.same_content:
            self.stdout.write(f"Calendars {report.pack} {report.version} are loaded already.")
            return
        for change in report.changes:
            sign = "+" if change.is_new else "~"
            self.stdout.write(f"  {sign} {change.table} {change.key}: {change.name}")
            for column, old, new in change.columns:
                self.stdout.write(f"      {column}: {old or '-'} -> {new or '-'}")
        for table, counts in report.tables.items():
            self.stdout.write(
                f"  {table:<14} {counts.new:>4} new {counts.changed:>4} changed {counts.unchanged:>4} unchanged"
            )
        done = "Dry run: nothing was changed" if report.dry_run else "Loaded"
        self.stdout.write(f"{done}. Calendars {report.pack} {report.version}, {report.seconds:.1f} s.")

    def _tell_errors(self, report: LoadReport) -> None:
        for error in report.errors:
            wording = refusals.word(error, calendar_wordings.ROWS)
            place = ", ".join(
                part for part in (error.file, f"line {error.row}" if error.row else "", error.column) if part
            )
            value = f" ({error.value})" if error.value else ""
            self.stderr.write(f"{place}{value}: {wording.what} {wording.remedy}")
        self.stderr.write(f"{report.error_count} errors. Nothing was changed.")
