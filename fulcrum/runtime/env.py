"""The program's environment variables, read and checked in one place.

Plain Python without any dependency, so that the command line, Django's settings and the tests all read the same
values. What each variable means for an operator is told in docs/operate.md.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fulcrum.runtime import mail_way
from fulcrum.runtime.mail_way import MailServer, MailWay

PROJECT = Path(__file__).resolve().parents[2]

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
ROLES = ("app", "owner")
SECOND_FACTOR = ("required", "relaxed")
_PUBLIC_URL = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?/?", re.ASCII)
_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class EnvError(Exception):
    """A variable holds a value the program cannot use: which one, what it holds, what to do."""

    def __init__(self, variable: str, value: str, remedy: str) -> None:
        super().__init__(f"{variable} is {value!r}. {remedy}")
        self.variable = variable
        self.value = value
        self.remedy = remedy


@dataclass(frozen=True)
class Setting:
    """One variable as docs/operate.md lists it."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("FULCRUM_HOME", "var in the project folder", "data folder"),
    Setting("FULCRUM_HOST", "127.0.0.1", "address the web server listens on"),
    Setting("FULCRUM_PORT", "8000", "port the web server listens on"),
    Setting("DATABASE_URL", "empty: embedded PostgreSQL", "external PostgreSQL, 15 or newer"),
    Setting(
        "FULCRUM_OWNER_DATABASE_URL", "set by the launcher", "connection of the role that owns the tables"
    ),
    Setting("FULCRUM_DATABASE_URL", "set by the launcher", "connection of the role the program runs as"),
    Setting("FULCRUM_POSTGRES_BIN", "found by itself", "folder with initdb and postgres to use instead"),
    Setting("FULCRUM_ROLE", "app", "which of the two connections this process takes: app or owner"),
    Setting("FULCRUM_DEMONSTRATION", "1", "demonstration people and one-click sign-in"),
    Setting(
        "FULCRUM_SECOND_FACTOR",
        "required, in a demonstration relaxed",
        "whether roles that need a second factor get in without one",
    ),
    Setting("FULCRUM_DEBUG", "0", "developer's error pages"),
    Setting("FULCRUM_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "names under which the pages are served"),
    Setting("FULCRUM_BEHIND_TLS", "0", "a proxy in front speaks TLS and sets X-Forwarded-Proto"),
    Setting("FULCRUM_PUBLIC_URL", "made from the settings above", "address of the pages, for links in mails"),
    Setting("FULCRUM_MAIL_URL", "file:, kept in the data folder", "how mail leaves: a mail server or files"),
    Setting("FULCRUM_MAIL_FROM", "Fulcrum <fulcrum@localhost>", "sender of mails; bounces come back to it"),
    Setting("FULCRUM_ATTACHMENT_MB", "20", "largest attached file, in megabytes"),
    Setting("FULCRUM_ATTACHMENTS_TOTAL_MB", "200", "largest sum of the files attached to one thing"),
    Setting("FULCRUM_SECRET_KEY", "made once in the data folder", "key that signs sessions"),
    Setting("FULCRUM_WEB_WORKERS", "2", "web processes"),
    Setting("FULCRUM_LOG_LEVEL", "INFO", "least important level that is logged"),
)


@dataclass(frozen=True)
class Env:
    """The checked values of all settings."""

    home: Path
    host: str
    port: int
    external_database_url: str | None
    owner_database_url: str | None
    app_database_url: str | None
    postgres_bin: Path | None
    role: str
    demonstration: bool
    second_factor: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    behind_tls: bool
    given_public_url: str | None
    mail: MailWay
    mail_from: str
    attachment_mb: int
    attachments_total_mb: int
    given_secret_key: str | None
    web_workers: int
    log_level: str

    @property
    def trusted_origins(self) -> tuple[str, ...]:
        """Origins whose forms are taken although only the proxy in front sees their TLS: our own names."""
        if not self.behind_tls:
            return ()
        names = [name for name in self.allowed_hosts if name != "*"]
        return tuple(f"https://*{name}" if name.startswith(".") else f"https://{name}" for name in names)

    @property
    def public_url(self) -> str:
        """Where readers find the pages, without a slash at its end."""
        if self.given_public_url:
            return self.given_public_url
        names = [name for name in self.allowed_hosts if name != "*" and not name.startswith(".")]
        name = names[0] if names else "localhost"
        return f"https://{name}" if self.behind_tls else f"http://{name}:{self.port}"

    @property
    def secret_key(self) -> str:
        """The key that signs sessions: the one given, else one made once and kept in the data folder."""
        return self.given_secret_key or _kept_secret_key(self.home / "secret_key")


def read(environ: Mapping[str, str] = os.environ) -> Env:
    """Read every setting from `environ`; an empty value counts as not set.

    Raises EnvError on the first value that cannot be used.
    """
    debug = _switch(environ, "FULCRUM_DEBUG", default=False)
    demonstration = _switch(environ, "FULCRUM_DEMONSTRATION", default=True)
    usual = "relaxed" if demonstration else "required"
    home = _folder(environ, "FULCRUM_HOME") or PROJECT / "var"
    mail = _mail(environ, home)
    return Env(
        home=home,
        host=_text(environ, "FULCRUM_HOST") or "127.0.0.1",
        port=_number(environ, "FULCRUM_PORT", default=8000, least=1, most=65535),
        external_database_url=_database_url(environ, "DATABASE_URL"),
        owner_database_url=_database_url(environ, "FULCRUM_OWNER_DATABASE_URL"),
        app_database_url=_database_url(environ, "FULCRUM_DATABASE_URL"),
        postgres_bin=_folder(environ, "FULCRUM_POSTGRES_BIN"),
        role=_choice(environ, "FULCRUM_ROLE", ROLES, default="app"),
        demonstration=demonstration,
        second_factor=_choice(environ, "FULCRUM_SECOND_FACTOR", SECOND_FACTOR, default=usual),
        debug=debug,
        allowed_hosts=_names(environ, "FULCRUM_ALLOWED_HOSTS", default=("localhost", "127.0.0.1", "[::1]")),
        behind_tls=_switch(environ, "FULCRUM_BEHIND_TLS", default=False),
        given_public_url=_public_url(environ),
        mail=mail,
        mail_from=_mail_from(environ, mail),
        attachment_mb=_number(environ, "FULCRUM_ATTACHMENT_MB", default=20, least=1, most=2000),
        attachments_total_mb=_number(
            environ, "FULCRUM_ATTACHMENTS_TOTAL_MB", default=200, least=1, most=100_000
        ),
        given_secret_key=_secret_key(environ),
        web_workers=_number(environ, "FULCRUM_WEB_WORKERS", default=2, least=1, most=64),
        log_level=_choice(environ, "FULCRUM_LOG_LEVEL", LOG_LEVELS, default="INFO"),
    )


def check_database_url(url: str, variable: str = "DATABASE_URL") -> None:
    """Raise EnvError unless `url` names a PostgreSQL host and a database; a password is never repeated."""
    shown = without_password(url)
    form = "Write it as postgresql://user:password@host:5432/database"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        reason = f"Its host or port cannot be read. {form} and encode special characters as %XX."
        raise EnvError(variable, shown, reason) from error
    if parts.scheme not in ("postgresql", "postgres"):
        raise EnvError(variable, shown, f"Only PostgreSQL is supported. {form}.")
    if not parts.hostname or (port is not None and port == 0):
        raise EnvError(variable, shown, f"It names no host. {form}.")
    if not unquote(parts.path).strip("/"):
        raise EnvError(variable, shown, f"It names no database. {form}.")


def without_password(url: str) -> str:
    """`url` as it may be shown: the password replaced by ***."""
    scheme, mark, rest = url.partition("://")
    if not mark or "@" not in rest:
        return url
    who, _, where = rest.rpartition("@")
    user, colon, _password = who.partition(":")
    return f"{scheme}://{user}{':***' if colon else ''}@{where}"


def _text(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = _text(environ, name)
    return Path(value).expanduser().absolute() if value else None


def _number(environ: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    value = _text(environ, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise EnvError(name, value, f"Give a whole number from {least} to {most}.")
    return int(value)


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = _text(environ, name)
    if value is None:
        return default
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise EnvError(name, value, "Give 1 (on) or 0 (off).")


def _choice(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], *, default: str) -> str:
    value = _text(environ, name)
    if value is None:
        return default
    for choice in allowed:
        if value.lower() == choice.lower():
            return choice
    raise EnvError(name, value, f"Give one of {', '.join(allowed)}.")


def _names(environ: Mapping[str, str], name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
    value = _text(environ, name)
    if value is None:
        return default
    names = tuple(part.strip() for part in value.split(",") if part.strip())
    wrong = [part for part in names if "/" in part or " " in part]
    if wrong or not names:
        raise EnvError(
            name, value, "Give host names separated by commas, without http:// and without a path."
        )
    return names


def _database_url(environ: Mapping[str, str], name: str) -> str | None:
    value = _text(environ, name)
    if value is not None:
        check_database_url(value, name)
    return value


def _public_url(environ: Mapping[str, str]) -> str | None:
    value = _text(environ, "FULCRUM_PUBLIC_URL")
    if value is None:
        return None
    if not _PUBLIC_URL.fullmatch(value):
        remedy = "Give scheme and host, such as https://plan.example.org, without a path."
        raise EnvError("FULCRUM_PUBLIC_URL", value, remedy)
    return value.rstrip("/")


def _mail(environ: Mapping[str, str], home: Path) -> MailWay:
    value = _text(environ, "FULCRUM_MAIL_URL") or "file:"
    try:
        return mail_way.read(value, home)
    except ValueError as error:
        raise EnvError("FULCRUM_MAIL_URL", without_password(value), str(error)) from error


def _mail_from(environ: Mapping[str, str], mail: MailWay) -> str:
    value = _text(environ, "FULCRUM_MAIL_FROM")
    if value is None and not isinstance(mail, MailServer):
        return "Fulcrum <fulcrum@localhost>"
    _name, address = parseaddr(value or "")
    if "\n" in (value or "") or not all(address.partition("@")):
        remedy = "Give the sender of mails, such as Fulcrum <plan@example.org>; a mail server needs one."
        raise EnvError("FULCRUM_MAIL_FROM", value or "", remedy)
    return value or ""


def _secret_key(environ: Mapping[str, str]) -> str | None:
    value = _text(environ, "FULCRUM_SECRET_KEY")
    if value is not None and len(value) < 32:
        remedy = "Give at least 32 characters that cannot be guessed, or leave it empty to have one made."
        raise EnvError("FULCRUM_SECRET_KEY", f"({len(value)} characters, not shown)", remedy)
    return value


def _kept_secret_key(path: Path) -> str:
    """The key in `path`; made there first if missing. Two processes that start at once agree on one key."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other process was first; its key counts
        finally:
            draft.unlink()
    return path.read_text().strip()
