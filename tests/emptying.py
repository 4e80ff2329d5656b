"""Lets the tests empty the tables that nobody else may empty: a pytest plugin, named in pyproject.toml.

Tests that commit (`transactional_db`) are followed by a TRUNCATE of every table, which the audit log refuses. The owner
of the tables, as which tests run, may switch the triggers off for that one transaction; the program's role may not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

GUARDED = ("audit_entry", "audit_seal", "audit_sealedentry", "audit_unsealed")


@contextmanager
def guarded_tables_may_be_emptied() -> Iterator[None]:
    """Until the block ends, Django's `flush` empties the guarded tables too."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def without_guards(self, sql_list):
        switch = "ALTER TABLE {table} {state} TRIGGER USER"
        off = [switch.format(table=table, state="DISABLE") for table in GUARDED]
        on = [switch.format(table=table, state="ENABLE") for table in GUARDED]
        return flush(self, [*off, *sql_list, *on])

    DatabaseOperations.execute_sql_flush = without_guards
    try:
        yield
    finally:
        DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(autouse=True, scope="session")
def _tables_may_be_emptied_between_tests():
    with guarded_tables_may_be_emptied():
        yield
