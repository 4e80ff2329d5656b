"""The two database roles: one owns the tables, the other, without special rights, is what the program runs as.

Row rules inside the database bind only a role that neither owns the tables nor is a superuser. What the owner
creates later is usable by the other at once, through default privileges; a migration may take single rights back.
"""

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


def current(connection: Connection) -> str:
    row = connection.execute("select current_user").fetchone()
    return str(row[0]) if row else ""


def exists(connection: Connection, name: str) -> bool:
    return connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone() is not None


def ensure_login(connection: Connection, name: str, password: str) -> None:
    """Make sure that the role `name` exists and signs in with `password`."""
    connection.execute(login_sql(connection, name, password))


def login_sql(connection: Connection, name: str, password: str) -> str:
    """The statement for `ensure_login`. It holds the password only as the server stores it, never the clear one."""
    verb = "ALTER" if exists(connection, name) else "CREATE"
    stored = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    statement = sql.SQL(verb + " ROLE {name} LOGIN PASSWORD {password};")
    return statement.format(name=Identifier(name), password=Literal(stored)).as_string(connection)


def make_ordinary(connection: Connection, name: str, *, create_databases: bool = False) -> None:
    """Take every special right from a role. Run as a superuser."""
    rights = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION " + (
        "CREATEDB" if create_databases else "NOCREATEDB"
    )
    connection.execute(sql.SQL("ALTER ROLE {} " + rights).format(Identifier(name)))


def is_ordinary(connection: Connection, name: str) -> bool:
    """Whether the role exists and has no right beyond its grants."""
    row = connection.execute(
        """select not (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication) and rolcanlogin
           from pg_roles where rolname = %s""",
        [name],
    ).fetchone()
    return bool(row and row[0])


def can_sign_in(connection: Connection, name: str, password: str) -> bool:
    """Whether the password is the role's: tried on the same server."""
    try:
        psycopg.connect(
            host=connection.info.host,
            port=connection.info.port,
            dbname="template1",
            user=name,
            password=password,
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def owner_sql(owner: str, database: str) -> str:
    """What an administrator runs so that `owner` can create the tables."""
    return (
        f"GRANT CREATE ON SCHEMA public TO {_quoted(owner)};\n"
        f"GRANT CREATE ON DATABASE {_quoted(database)} TO {_quoted(owner)};"
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
    who = {"owner": Identifier(owner), "app": Identifier(app), "database": Identifier(connection.info.dbname)}
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}").format(**who))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {app}").format(**who))
    for kind, rights in GRANTS:
        statement = (
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT " + rights + " ON " + kind
        )
        connection.execute(sql.SQL(statement + " TO {app}").format(**who))
    for name, kind in _without_rights(connection, app):
        rights = (
            "SELECT, USAGE, UPDATE ON SEQUENCE" if kind == "S" else "SELECT, INSERT, UPDATE, DELETE ON TABLE"
        )
        statement = "GRANT " + rights + " {table} TO {app}"
        connection.execute(sql.SQL(statement).format(table=Identifier("public", name), **who))


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


def _without_rights(connection: Connection, app: str) -> list[tuple[str, str]]:
    """Name and kind of the owner's own tables and sequences on which `app` has no right at all."""
    rows = connection.execute(
        """select c.relname, c.relkind::text from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
             and c.relowner = current_user::regrole
             and not exists (select 1 from aclexplode(c.relacl) a where a.grantee = to_regrole(%s))""",
        [_quoted(app)],
    ).fetchall()
    return [(str(name), str(kind)) for name, kind in rows]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
