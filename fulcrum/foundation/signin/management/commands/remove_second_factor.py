"""`fulcrum manage remove_second_factor EMAIL --reason WHY`: for a person who lost phone and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fulcrum.foundation.signin.services import credentials, factors


class Command(BaseCommand):
    """Exit code 0 if the person can set up a new one now, 1 with the reason otherwise."""

    help = "Remove the second factor of a person whom you have recognised, and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--reason", required=True, help="how you made sure that it is them; kept in the audit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = credentials.find(options["email"])
        if user is None:
            raise CommandError(f"Nothing was removed: no open account has the address {options['email']}.")
        if not factors.remove(user, by=None, at=timezone.now(), reason=options["reason"]):
            raise CommandError(f"Nothing was removed: {options['email']} has no second factor.")
        self.stdout.write(
            f"{options['email']} signs in with the password alone, and can set up a new second factor."
        )
