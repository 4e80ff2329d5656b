"""The role the program runs as can use what the owner makes, and nothing more."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest

from fulcrum.runtime import databases, roles
from fulcrum.runtime.postgres import Server
from fulcrum.runtime.problems import Problem

pytestmark = pytest.mark.slow
PAIR = tuple[str, str]


@pytest.fixture
def pair(other_server: Server) -> Iterator[PAIR]:
    """Connections of a fresh owner and app role to a fresh database."""
    name = f"roles_{secrets.token_hex(4)}"
    with psycopg.connect(other_server.superuser_url(), autocommit=True) as connection:
        for role in (name, f"{name}_app"):
            roles.ensure_login(connection, role, "secret")
            roles.make_ordinary(connection, role)
        roles.ensure_database(connection, name, name)
        owner = other_server.url(name, "secret", name)
        databases.share(owner, app=f"{name}_app")
        yield owner, other_server.url(f"{name}_app", "secret", name)
        connection.execute(f"drop database {name} with (force)")
        connection.execute(f"drop role {name}_app")
        connection.execute(f"drop role {name}")


def test_it_uses_tables_the_owner_makes_later(pair: PAIR):
    owner, app = pair
    with psycopg.connect(owner) as connection:
        connection.execute("create table later (id bigserial primary key)")

    with psycopg.connect(app) as connection:
        connection.execute("insert into later default values")
        connection.execute("update later set id = 5")
        connection.execute("delete from later")


@pytest.mark.parametrize(
    "statement",
    [
        "create table mine (id int)",
        "drop table later",
        "alter table later add x int",
        "create role r",
        "create database d",
    ],
)
def test_it_can_neither_change_tables_nor_make_roles_or_databases(pair: PAIR, statement: str):
    owner, app = pair
    with psycopg.connect(owner) as connection:
        connection.execute("create table later (id int)")

    with (
        psycopg.connect(app, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_what_a_migration_took_back_stays_taken_back(pair: PAIR):
    owner, app = pair
    app_role = app.split("//")[1].split(":")[0]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("create table audit (id int)")
        connection.execute(f"revoke update, delete on audit from {app_role}")
        roles.grant(connection, owner=roles.current(connection), app=app_role)

    with (
        psycopg.connect(app, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("delete from audit")


def test_a_role_that_owns_tables_is_refused(pair: PAIR):
    owner, _ = pair
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("create table mine (id int)")

        with pytest.raises(Problem, match="owns the tables"):
            roles.check_app_is_ordinary(connection)


def test_strangers_to_the_database_cannot_even_connect(pair: PAIR, other_server: Server):
    owner, _ = pair
    database = owner.rsplit("/", 1)[1]
    with psycopg.connect(other_server.superuser_url(), autocommit=True) as connection:
        roles.ensure_login(connection, f"{database}_x", "secret")

        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(other_server.url(f"{database}_x", "secret", database))
        connection.execute(f"drop role {database}_x")
