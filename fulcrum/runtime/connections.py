"""Which database connection a process takes: as the owner of the tables, or as the program's ordinary role.

The environment wins (FULCRUM_OWNER_DATABASE_URL, FULCRUM_DATABASE_URL); else DATABASE_URL for the owner; else what
the last start wrote into the data folder, readable by its user only.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from fulcrum.runtime.env import Env
from fulcrum.runtime.layout import Home, read_json, write_json

NOT_STARTED = "postgresql://nobody@127.0.0.1:1/not-started-yet"
"""Stands where no connection is known yet, so that Django can be set up for work without a database."""


def owner_url(env: Env) -> str:
    """The connection that may change tables: migrations and preparation."""
    return env.owner_database_url or env.external_database_url or _recorded(env, "owner")


def app_url(env: Env) -> str:
    """The connection the web server and the worker use, without rights over tables."""
    return env.app_database_url or _recorded(env, "app")


def url_for_role(env: Env) -> str:
    """The connection for FULCRUM_ROLE."""
    return owner_url(env) if env.role == "owner" else app_url(env)


def record(home: Home, *, owner: str, app: str) -> None:
    """Keep both connections for commands started later from other terminals."""
    write_json(home.connections_file, {"owner": owner, "app": app})


def django_database(url: str) -> dict[str, Any]:
    """`url` as an entry of Django's DATABASES: engine, place, person, and the url's own options."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def with_credentials(url: str, user: str, password: str) -> str:
    """The same server, database and options as `url`, as another role."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{host}").geturl()


def same_place(one: str, other: str) -> bool:
    """Whether two urls name the same database of the same server."""
    first, second = urlsplit(one), urlsplit(other)
    return (first.hostname, first.port or 5432, first.path) == (
        second.hostname,
        second.port or 5432,
        second.path,
    )


def _recorded(env: Env, role: str) -> str:
    kept = read_json(Home(env.home).connections_file) or {}
    url = kept.get(role)
    if not isinstance(url, str):
        return NOT_STARTED
    outside = env.owner_database_url or env.external_database_url
    return NOT_STARTED if outside and not same_place(url, outside) else url
