"""Who may change the register at a time: loads and changes of the tree one by one, single facts beside each other.

Take the turn before any row, so that nobody waits for a row while another waits for the turn.
"""

from django.db import connection

REGISTER = 7_204_001
"""Key of the lock, which ends with the transaction."""


def alone() -> None:
    """Wait until nobody else changes the register; a load, or a change of who stands below whom."""
    _take("SELECT pg_advisory_xact_lock(%s)")


def beside_others() -> None:
    """Wait until no load and no change of the tree is under way; a change of facts of single organisations."""
    _take("SELECT pg_advisory_xact_lock_shared(%s)")


def _take(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [REGISTER])
