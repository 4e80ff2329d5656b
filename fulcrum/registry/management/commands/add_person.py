"""`fulcrum manage add_person EMAIL --name NAME --role ROLE`: let a first person in, outside the demonstration."""

import getpass
import sys
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import refused
from fulcrum.registry.domain.roles import RULES, Reach, Role
from fulcrum.registry.services import appointments


class Command(BaseCommand):
    """Exit code 0 if the person can sign in now, 1 with the reason otherwise."""

    help = "Make an account with a role; the password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role",
            required=True,
            choices=[role.value for role in Role if Reach.NATION in RULES[role].reaches],
        )
        parser.add_argument(
            "--until", type=date.fromisoformat, help="last day of the role, such as 2027-12-31"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            appointments.add_person(
                options["email"],
                name=options["name"],
                password=_password(),
                role=Role(options["role"]),
                until=options["until"],
                at=timezone.now(),
            )
        except (ValueError, ValidationError, Refusal) as error:
            raise CommandError(f"Nobody was added: {_told(error)}") from error
        self.stdout.write(f"{options['email']} can sign in now as {options['role']}.")


def _told(error: Exception) -> str:
    """The reason in English, the language of the command line."""
    with translation.override("en"):
        if isinstance(error, Refusal):
            return refused.word(error)
        return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password (at least 12 characters): ")
    if first != getpass.getpass("Once more: "):
        raise ValueError("the two passwords differ")
    return first
