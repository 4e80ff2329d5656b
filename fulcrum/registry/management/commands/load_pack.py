"""Load a country pack into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from fulcrum.registry import refusals
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.services import packs
from fulcrum.registry.services.pack_folder import PACKS

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Load a country pack into the register. Exit code 0: loaded or nothing to do; 2: the files are wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", help="code of the pack, such as lk")
        parser.add_argument("--dry-run", action="store_true", help="check and count, change nothing")
        parser.add_argument(
            "--folder", type=Path, help="folder of the pack (default: the one in the program)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            report = packs.load_and_tell(
                options["folder"] or PACKS / options["pack"],
                by=None,
                at=timezone.now(),
                dry_run=options["dry_run"],
                progress=self.stdout.write,
            )
            self._tell(report)
        if not report.ok:
            raise SystemExit(BAD_INPUT)

    def _tell(self, report: LoadReport) -> None:
        if not report.ok:
            self._tell_errors(report)
        elif report.same_content:
            self.stdout.write(
                f"Pack {report.pack} {report.version} is loaded already ({report.seconds:.2f} s)."
            )
        else:
            for table, counts in report.tables.items():
                self.stdout.write(
                    f"  {table:<14} {counts.new:>6} new {counts.changed:>6} changed "
                    f"{counts.unchanged:>6} unchanged {counts.missing:>6} missing"
                )
            self._tell_kept(report)
            done = "Dry run: nothing was changed" if report.dry_run else "Loaded"
            self.stdout.write(f"{done}. Pack {report.pack} {report.version}, {report.seconds:.1f} s.")

    def _tell_kept(self, report: LoadReport) -> None:
        for difference in report.kept:
            for column, stored, given in difference.columns:
                self.stdout.write(
                    f"  kept: {difference.key} {difference.name}: {column} stays {stored or '-'!r}, "
                    f"the pack says {given or '-'!r}"
                )
        if report.kept_count:
            self.stdout.write(f"  {report.kept_count} organisations keep what was decided here.")

    def _tell_errors(self, report: LoadReport) -> None:
        for error in report.errors:
            wording = refusals.word(error)
            place = ", ".join(
                part for part in (error.file, f"row {error.row}" if error.row else "", error.column) if part
            )
            value = f" ({error.value})" if error.value else ""
            self.stderr.write(f"{place}{value}: {wording.what} {wording.remedy}")
        self.stderr.write(f"{report.error_count} errors. Nothing was changed.")
