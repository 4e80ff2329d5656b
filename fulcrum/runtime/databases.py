"""The database of one start, embedded or external, with both roles ready: what the rest of the start needs of it."""

import contextlib
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo

from fulcrum.runtime import connections, layout, placement, problems, roles
from fulcrum.runtime.env import Env, without_password
from fulcrum.runtime.layout import Home
from fulcrum.runtime.postgres import Server
from fulcrum.runtime.roles import Connection

Tell = Callable[[str], None]
OLDEST = 15
TIMEOUT = 10
NOT_POSTGRESQL = re.compile(
    r"expected authentication request|invalid response|unexpected message|received invalid|"
    r"server closed the connection unexpectedly|timeout expired|lost synchronization",
)


class Database(Protocol):
    """What the supervisor asks of either kind."""

    version: str
    owner_url: str
    app_url: str

    def has_stopped(self) -> bool: ...
    def restart(self, tell: Tell) -> None: ...
    def stop(self) -> None: ...


class Embedded:
    """Our own server on this data folder."""

    def __init__(self, home: Home, env: Env, tell: Tell) -> None:
        place = placement.settle(home, env.postgres_bin)
        for note in place.notes:
            tell(note)
        self.server = Server(home, place)
        self.version = place.binaries.version
        if self.server.create_if_missing():
            tell(f"made an empty PostgreSQL {self.version} database in {place.data}")
            home.prepared_file.unlink(missing_ok=True)
        self._open(tell)

    def _open(self, tell: Tell) -> None:
        self.server.start(tell)
        try:
            self._provide_roles()
        except BaseException:
            self.server.stop()
            raise

    def _provide_roles(self) -> None:
        passwords = self._passwords()
        self.owner_url = self.server.url(roles.OWNER, passwords["owner"], roles.DATABASE)
        self.app_url = self.server.url(roles.APP, passwords["app"], roles.DATABASE)
        with psycopg.connect(self.server.superuser_url(), autocommit=True) as connection:
            for name, password in ((roles.OWNER, passwords["owner"]), (roles.APP, passwords["app"])):
                if not roles.is_ordinary(connection, name) or not roles.can_sign_in(
                    connection, name, password
                ):
                    roles.ensure_login(connection, name, password)
                    roles.make_ordinary(connection, name)
            roles.ensure_database(connection, roles.DATABASE, roles.OWNER)
        share(self.owner_url, app=roles.APP)

    def _passwords(self) -> dict[str, str]:
        file = self.server.home.database / "roles.json"
        kept = layout.read_json(file)
        if kept is None:
            kept = {"owner": secrets.token_urlsafe(24), "app": secrets.token_urlsafe(24)}
            layout.write_json(file, kept)
        return kept

    def has_stopped(self) -> bool:
        return self.server.process is None or self.server.process.poll() is not None

    def restart(self, tell: Tell) -> None:
        """Start again after the server was killed, on the same port if it is still free."""
        self.server.stop()
        self._open(tell)

    def stop(self) -> None:
        self.server.stop()


class External:
    """A server somebody else runs; only its roles are our business."""

    def __init__(self, home: Home, env: Env) -> None:
        self.owner_url = connections.owner_url(env)
        self.version = check_server(self.owner_url)
        self.app_url = env.app_database_url or _own_app_role(home, self.owner_url)
        app = unquote(urlsplit(self.app_url).username or "")
        share(self.owner_url, app=app)
        with reach(self.app_url) as connection:
            roles.check_app_is_ordinary(connection)

    def has_stopped(self) -> bool:
        return False

    def restart(self, tell: Tell) -> None:
        raise NotImplementedError("an external server is not ours to start")

    def stop(self) -> None:
        return None


def open_for(home: Home, env: Env, tell: Tell) -> Database:
    """The database the settings ask for, running and with its roles. Raises Problem."""
    if env.external_database_url or env.owner_database_url:
        return External(home, env)
    if env.app_database_url:
        raise problems.owner_url_missing()
    return Embedded(home, env, tell)


@contextlib.contextmanager
def reach(url: str) -> Iterator[Connection]:
    """A connection to an external server. Raises Problem database_unreachable, not_postgresql."""
    shown = without_password(url)
    try:
        connection = psycopg.connect(make_conninfo(url, connect_timeout=TIMEOUT), autocommit=True)
    except psycopg.Error as error:
        said = " ".join(str(error).split()).rstrip(".")
        if NOT_POSTGRESQL.search(said):
            raise problems.not_postgresql(shown, said) from error
        raise problems.database_unreachable(shown, said) from error
    with connection:
        yield connection


def check_server(owner_url: str) -> str:
    """The external server's version, once it is sure that it can serve. Raises Problem."""
    with reach(owner_url) as connection:
        number = connection.info.server_version
        version = f"{number // 10000}.{number % 10000}"
        shown = without_password(owner_url)
        if number < OLDEST * 10000:
            raise problems.postgresql_too_old(shown, version)
        row = connection.execute(
            """select current_user, current_database(), pg_is_in_recovery(),
                      has_schema_privilege('public', 'CREATE'), has_database_privilege(current_database(), 'CREATE')"""
        ).fetchone()
    user, database, is_replica, may_create_tables, may_extend = row or ("", "", False, False, False)
    if is_replica:
        raise problems.database_is_a_replica(shown)
    if not (may_create_tables and may_extend):
        raise problems.roles_need_help(
            user, "may not create tables and extensions", roles.owner_sql(user, database)
        )
    return version


def share(owner_url: str, *, app: str) -> None:
    """Make sure that what the owner has and will create is usable by the app role.

    Raises Problem app_role_too_strong if they are one and the same.
    """
    with reach(owner_url) as connection:
        owner = roles.current(connection)
        if app == owner:
            raise problems.app_role_too_strong(app)
        if not roles.shares_with(connection, owner=owner, app=app):
            roles.grant(connection, owner=owner, app=app)


def _own_app_role(home: Home, owner_url: str) -> str:
    """Make sure that the app role exists on an external server. Raises Problem roles_need_help.

    Its password follows from the owner's, so that several machines on one database agree on it.
    """
    database = unquote(urlsplit(owner_url).path.strip("/"))
    name = f"{database}_app"[:63]
    password = _derived_password(home, owner_url)
    app_url = connections.with_credentials(owner_url, name, password)
    with reach(owner_url) as connection:
        if roles.exists(connection, name) and _can_sign_in(app_url):
            return app_url
        try:
            roles.ensure_login(connection, name, password)
        except psycopg.errors.InsufficientPrivilege as error:
            sql = roles.login_sql(connection, name, password)
            raise problems.roles_need_help(
                roles.current(connection), f"may not prepare the role `{name}`", sql
            ) from error
    return app_url


def _derived_password(home: Home, owner_url: str) -> str:
    parts = urlsplit(owner_url)
    key = unquote(parts.password or "") or _own_secret(home)
    return hmac.new(key.encode(), f"fulcrum app role {parts.path}".encode(), hashlib.sha256).hexdigest()


def _own_secret(home: Home) -> str:
    file = home.database / "external.json"
    kept = layout.read_json(file)
    if kept is None:
        kept = {"secret": secrets.token_urlsafe(24)}
        layout.write_json(file, kept)
    return str(kept["secret"])


def _can_sign_in(url: str) -> bool:
    try:
        psycopg.connect(make_conninfo(url, connect_timeout=TIMEOUT)).close()
    except psycopg.OperationalError:
        return False
    return True
