"""`fulcrum manage publish_need_model FILE`: check a need model and publish it as a new version."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fulcrum.allocation import queries
from fulcrum.allocation.domain.need_content import load_model
from fulcrum.allocation.services import scores
from fulcrum.kit.content_checks import ContentError
from fulcrum.kit.refusal import Refusal


class Command(BaseCommand):
    """Exit code 0 if published or unchanged, 1 with every fault named otherwise."""

    help = "Check a need model (YAML) and publish it as a new version; scenarios asked from then on use its scores."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only check the file")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _read(options["file"])
        try:
            model = load_model(text)
            if options["dry_run"]:
                self.stdout.write(
                    f"Version {model.version} of {model.published_on} is in order; nothing was changed."
                )
                return
            row = scores.publish(text, by=None, at=timezone.now())
            runs = [scores.run(row, pack=pack, by=None, at=timezone.now()) for pack in queries.registers()]
        except ContentError as error:
            raise CommandError("The need model cannot be used:\n  " + "\n  ".join(error.problems)) from error
        except Refusal as refusal:
            raise CommandError(
                f"Version {refusal.facts['version']} was already published with other content. "
                "Give the changed model a new version."
            ) from refusal
        eligible = runs[0].scores.eligible().count()
        self.stdout.write(f"Version {row.version} is published; {eligible} organisations are scored by it.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}. Give a text file in UTF-8.") from error
