"""Adding and letting go exclude each other, so that no content goes while a row that needs it is being written.

Advisory locks of PostgreSQL, held until the transaction ends: adders share one, whoever lets go has it alone.
"""

from django.db import connection

CONTENTS = 7_204_300


def share() -> None:
    """For those who add; any number at once."""
    _lock("pg_advisory_xact_lock_shared")


def alone() -> None:
    """For who lets go: waits for all who add to end."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [CONTENTS])
