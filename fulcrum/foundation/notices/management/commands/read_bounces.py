"""`fulcrum manage read_bounces FILE|FOLDER|-`: note which mails came back."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fulcrum.foundation.notices.services import bounces


class Command(BaseCommand):
    """Exit code 0 once everything was read, whether or not anything had bounced; 1 for what cannot be read."""

    help = (
        "Read delivery reports: one mail from a file or from standard input (-), or every mail of a Maildir."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="a file, a Maildir (its new mails are moved to cur), or -")

    def handle(self, *args: Any, **options: Any) -> None:
        read = bounced = 0
        try:
            for report in _reports(options["source"]):
                bounced += bounces.take_in(report, at=timezone.now())
                read += 1
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. {read} read before.") from error
        self.stdout.write(f"{read} read, {bounced} of our mails came back.")


def _reports(source: str) -> Iterator[bytes]:
    """Each mail in turn; one of a Maildir is moved to `cur` once it was dealt with, so that a stop loses none."""
    if source == "-":
        yield sys.stdin.buffer.read()
        return
    path = Path(source)
    if not path.is_dir():
        yield path.read_bytes()
        return
    for mail in sorted((path / "new").iterdir()):
        yield mail.read_bytes()
        mail.replace(path / "cur" / f"{mail.name}:2,S")
