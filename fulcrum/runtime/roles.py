"""The two database roles: one owns the tables, the other, without special rights, is what the program runs as.

Row rules inside the database bind only a role that neither owns the tables nor is a superuser. What the owner
creates later is usable by the other at once, through default privileges; a migration may take single rights back.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.sql import Identifier, Literal

from fulcrum.runtime import problems

OWNER = "fulcrum_owner"
APP = "fulcrum_app"
DATABASE = "fulcrum"
Connection = psycopg.Connection[tuple[Any, ...]]

GRANTS = (
    ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
    ("SEQUENCES", "SELECT, USAGE, UPDATE"),
    ("FUNCTIONS", "EXECUTE"),
)


@dataclass(frozen=True)
class RoleFacts:
    """What the server says about one role."""

    name: str
    exists: bool
    superuser: bool = False
    may_create_roles: bool = False
    may_create_databases: bool = False
    bypasses_row_rules: bool = False


def facts(connection: Connection, name: str) -> RoleFacts:
    row = connection.execute(
        "select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = %s", [name]
    ).fetchone()
    return RoleFacts(name, True, *row) if row else RoleFacts(name, False)


def ensure_login(connection: Connection, name: str, password: str, *, create_databases: bool = False) -> None:
    """Make the role `name` an ordinary role that signs in with `password`, whatever it was before."""
    verb = "ALTER" if facts(connection, name).exists else "CREATE"
    rights = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION " + (
        "CREATEDB" if create_databases else "NOCREATEDB"
    )
    connection.execute(
        sql.SQL("{verb} ROLE {name} LOGIN {rights} PASSWORD {password}").format(
            verb=sql.SQL(verb),
            name=Identifier(name),
            rights=sql.SQL(rights),
            password=Literal(_scrambled(connection, name, password)),
        )
    )


def ensure_database(connection: Connection, name: str, owner: str) -> bool:
    """Create the database if missing; whether it was created."""
    if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
        return False
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(owner)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(name)))
    return True


def grant(connection: Connection, *, owner: str, app: str) -> None:
    """Let `app` use what `owner` has and will have in this database. Run as the owner.

    Tables on which `app` already has any right are left alone: a migration may have narrowed it on purpose.
    """
    for statement in grant_statements(_database(connection), owner=owner, app=app):
        connection.execute(statement)
    for name in _tables_without_rights(connection, app):
        connection.execute(
            sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(
                Identifier("public", name), Identifier(app)
            )
        )


def grant_statements(database: str, *, owner: str, app: str) -> list[sql.Composed]:
    """The statements that let `app` in and share what `owner` will create."""
    statements = [
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            Identifier(database), Identifier(app)
        ),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(Identifier(app)),
        sql.SQL("GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}").format(
            Identifier(app)
        ),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(Identifier(app)),
    ]
    for kind, rights in GRANTS:
        statements.append(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} ON {} TO {}").format(
                Identifier(owner),
                sql.SQL(rights),
                sql.SQL(kind),
                Identifier(app),
            )
        )
    return statements


def shares_with(connection: Connection, *, owner: str, app: str) -> bool:
    """Whether what `owner` creates in this database already goes to `app`."""
    row = connection.execute(
        """select count(distinct d.defaclobjtype)
           from pg_default_acl d, aclexplode(d.defaclacl) a
           where d.defaclnamespace = 'public'::regnamespace and d.defaclrole = to_regrole(%s)
             and a.grantee = to_regrole(%s)""",
        [_quoted(owner), _quoted(app)],
    ).fetchone()
    return bool(row and row[0] == len(GRANTS))


def check_app_is_ordinary(connection: Connection) -> None:
    """Refuse to run as a role that the rules inside the database would not bind. Run as the app role.

    Raises Problem app_role_too_strong.
    """
    row = connection.execute(
        """select current_user, r.rolsuper or r.rolbypassrls or exists (
             select 1 from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)
           from pg_roles r where r.rolname = current_user"""
    ).fetchone()
    if row and row[1]:
        raise problems.app_role_too_strong(str(row[0]))


def _tables_without_rights(connection: Connection, app: str) -> list[str]:
    rows = connection.execute(
        """select c.relname from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
             and c.relowner = current_user::regrole
             and not exists (select 1 from aclexplode(c.relacl) a where a.grantee = to_regrole(%s))""",
        [_quoted(app)],
    ).fetchall()
    return [str(row[0]) for row in rows]


def _database(connection: Connection) -> str:
    return connection.info.dbname


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _scrambled(connection: Connection, name: str, password: str) -> str:
    """The password as the server stores it, so that the clear one can never appear in the server's log."""
    return connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
