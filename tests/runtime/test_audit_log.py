"""The audit log on a real server: what the program's role may do, what a superuser cannot hide, and a killed sealer."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from fulcrum.runtime import databases, roles
from fulcrum.runtime.postgres import Server
from tests.runtime.conftest import PROJECT, wait_for

pytestmark = pytest.mark.slow

PAST_THE_TRIGGERS = "SET session_replication_role = replica"
WRITE = """
INSERT INTO audit_entry (at, action, object_kind, object_id, reason, facts)
SELECT now(), 'tests.tried', 'tests.thing', n::text, 'try ' || n, jsonb_build_object('number', n)
FROM generate_series(1, %s) n
"""
SEAL = """
import django; django.setup()
from django.conf import settings
from django.utils import timezone
from fulcrum.foundation.audit.anchors import Anchors
from fulcrum.foundation.audit.services import sealing
sealing.seal_waiting(at=timezone.now(), anchors=Anchors(settings.ENV.home))
"""
SEAL_AGAIN = """
INSERT INTO audit_unsealed (entry_id) SELECT id FROM audit_entry ON CONFLICT DO NOTHING;
DELETE FROM audit_sealedentry;
DELETE FROM audit_seal;
"""


@dataclass(frozen=True)
class Log:
    """A database with the tables of the program, and the data folder beside it."""

    server: Server
    name: str
    home: Path
    role: str

    def environ(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("FULCRUM_") and k != "DATABASE_URL"}
        return {
            **clean,
            "PYTHONPATH": str(PROJECT),
            "DJANGO_SETTINGS_MODULE": "fulcrum.config.settings",
            "FULCRUM_HOME": str(self.home),
            "FULCRUM_OWNER_DATABASE_URL": self.server.url(self.role, "secret", self.name),
            "FULCRUM_DATABASE_URL": self.server.url(f"{self.role}_app", "secret", self.name),
        }

    def python(self, code: str) -> subprocess.Popen[str]:
        line = [sys.executable, "-P", "-c", code]
        return subprocess.Popen(
            line, env=self.environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def seal(self) -> None:
        process = self.python(SEAL)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said

    def verify(self) -> tuple[int, str]:
        line = [sys.executable, "-P", "-m", "fulcrum.config.cli", "verify"]
        done = subprocess.run(line, env=self.environ(), capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def as_superuser(self) -> "psycopg.Connection[tuple[object, ...]]":
        connection = psycopg.connect(self.server.superuser_url(self.name), autocommit=True)
        connection.execute(PAST_THE_TRIGGERS)
        return connection

    def as_program(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.environ()["FULCRUM_DATABASE_URL"], autocommit=True)

    def entries(self) -> list[int]:
        with self.as_program() as connection:
            rows = connection.execute("SELECT entry_id FROM audit_sealedentry ORDER BY position").fetchall()
            return [int(str(row[0])) for row in rows]


@pytest.fixture(scope="module")
def sealed(other_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Six entries sealed by two runs of the job; the tests take copies."""
    name = f"audit_{secrets.token_hex(4)}"
    with psycopg.connect(other_server.superuser_url(), autocommit=True) as connection:
        for role in (name, f"{name}_app"):
            roles.ensure_login(connection, role, "secret")
            roles.make_ordinary(connection, role)
        roles.ensure_database(connection, name, name)
    with psycopg.connect(other_server.superuser_url(name), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    databases.share(other_server.url(name, "secret", name), app=f"{name}_app")
    log = Log(other_server, name, tmp_path_factory.mktemp("audit"), name)
    migrate = [sys.executable, "-P", "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env={**log.environ(), "FULCRUM_ROLE": "owner"}, check=True, timeout=120)
    for _ in range(2):
        with log.as_program() as connection:
            connection.execute(WRITE, [3])
        log.seal()
    return log


@pytest.fixture
def log(sealed: Log, tmp_path: Path) -> Iterator[Log]:
    """A copy of that database and of its data folder."""
    name = f"{sealed.name}_{secrets.token_hex(3)}"
    home = tmp_path / "home"
    shutil.copytree(sealed.home, home)
    with psycopg.connect(sealed.server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {sealed.name} OWNER {sealed.role}")
        yield Log(sealed.server, name, home, sealed.role)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_untouched_log_is_in_order(log: Log):
    code, said = log.verify()

    assert (code, said.splitlines()[0]) == (0, "audit log: in order")
    assert "6 entries in 2 seals; head of seal 2: " in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_seal SET number = 7",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_sealedentry",
        "TRUNCATE audit_sealedentry",
        "INSERT INTO audit_unsealed (entry_id) VALUES (1)",
        "TRUNCATE audit_unsealed",
        "SET session_replication_role = replica",
        "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    ],
)
def test_the_program_itself_may_only_add(statement: str, log: Log):
    with log.as_program() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET reason = ''", "DELETE FROM audit_entry", "TRUNCATE audit_entry CASCADE"],
)
def test_the_owner_of_the_tables_is_refused_as_well(statement: str, log: Log):
    with (
        psycopg.connect(log.environ()["FULCRUM_OWNER_DATABASE_URL"]) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="only"),
    ):
        connection.execute(statement)


def edit_a_field(c, entries):
    c.execute("UPDATE audit_entry SET reason = 'innocent' WHERE id = %s", [entries[1]])
    return f"position 2: entry {entries[1]} is not what was sealed there"


def delete_one(c, entries):
    c.execute("DELETE FROM audit_entry WHERE id = %s", [entries[1]])
    return f"position 2: entry {entries[1]} is missing"


def delete_the_tail_with_its_seal(c, entries):
    c.execute("DELETE FROM audit_entry WHERE id >= %s", [entries[3]])
    c.execute("DELETE FROM audit_sealedentry WHERE position > 3")
    c.execute("DELETE FROM audit_seal WHERE number = 2")
    return "anchors.head line 1: seal 2 of "


def swap_two(c, entries):
    first, second = entries[0], entries[1]
    for old, new in ((first, -1), (second, first), (-1, second)):
        c.execute("UPDATE audit_entry SET id = %s WHERE id = %s", [new, old])
    return f"position 1: entry {first} is not what was sealed there"


def insert_a_forged_one(c, entries):
    c.execute(
        "INSERT INTO audit_entry (id, at, action, object_kind, object_id, facts) VALUES (99, now(), 'x', '', '', '{}')"
    )
    return "entry 99 is neither sealed nor waiting to be sealed"


def edit_a_seal(c, entries):
    c.execute("UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 1")
    return "seal 1 was altered"


ATTACKS: list[Callable[..., str]] = [
    edit_a_field,
    delete_one,
    delete_the_tail_with_its_seal,
    swap_two,
    insert_a_forged_one,
    edit_a_seal,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_what_a_superuser_does_past_the_triggers_is_found(attack: Callable[..., str], log: Log):
    with log.as_superuser() as connection:
        expected = attack(connection, log.entries())

    code, said = log.verify()

    assert code == 11
    assert expected in said


def test_a_chain_that_a_superuser_had_computed_anew_is_found_by_the_anchors(log: Log):
    noted = (log.home / "anchors").read_text(), (log.home / "anchors.head").read_text()
    with log.as_superuser() as connection:
        connection.execute("UPDATE audit_entry SET reason = 'innocent'")
        connection.execute(SEAL_AGAIN)
    log.seal()
    (log.home / "anchors").write_text(noted[0])
    (log.home / "anchors.head").write_text(noted[1])

    code, said = log.verify()

    assert code == 11
    assert said.count("the chain was made anew") + said.count("is gone") == 2


def test_a_sealer_killed_in_the_middle_leaves_nothing_half_done(log: Log):
    with log.as_program() as connection:
        connection.execute(WRITE, [500])
    with psycopg.connect(log.server.superuser_url(log.name)) as gate:
        gate.execute("LOCK TABLE audit_seal IN EXCLUSIVE MODE")  # the places are written, the seal is not
        sealer = log.python(SEAL)
        waits = "SELECT 1 FROM pg_locks WHERE relation = 'audit_seal'::regclass AND NOT granted"
        assert wait_for(lambda: gate.execute(waits).fetchone() is not None, seconds=40)
        sealer.send_signal(signal.SIGKILL)
        sealer.communicate()
    assert len(log.entries()) == 6

    log.seal()

    code, said = log.verify()
    assert code == 0, said
    assert "506 entries in 3 seals" in said


def test_a_database_out_of_reach_is_told_as_such(log: Log):
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    environ = {**log.environ(), "FULCRUM_DATABASE_URL": nowhere}
    line = [sys.executable, "-P", "-m", "fulcrum.config.cli", "verify"]

    done = subprocess.run(line, env=environ, capture_output=True, text=True, timeout=60)

    assert done.returncode == 8
    assert "cannot be reached" in done.stderr


def test_verify_takes_no_arguments(log: Log):
    line = [sys.executable, "-P", "-m", "fulcrum.config.cli", "verify", "--quickly"]

    done = subprocess.run(line, env=log.environ(), capture_output=True, text=True, timeout=60)

    assert done.returncode == 2
