"""How mail leaves the program: to a folder of files, or through a mail server. Read from one address."""

import smtplib
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

SECONDS = 30
"""How long a mail server may take to answer each step."""
PORTS = {"starttls": 587, "implicit": 465, "none": 25}
FORM = "Write it as smtp://user:password@host:587?tls=starttls, or file: to keep mail as files"


@dataclass(frozen=True)
class MailFolder:
    """Mail is kept as files; nothing is sent."""

    path: Path


@dataclass(frozen=True)
class MailServer:
    """Mail is given to this server. tls: starttls, implicit or none."""

    host: str
    port: int
    user: str
    password: str
    tls: str


MailWay = MailFolder | MailServer


def read(url: str, home: Path) -> MailWay:
    """The way that `url` names; `file:` alone is the folder `mail` in `home`.

    Raises ValueError with what is wrong and how to write it; it never repeats the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"Its host or port cannot be read. {FORM}.") from error
    if parts.scheme == "file":
        named = unquote(parts.path)
        return MailFolder(Path(named).expanduser().absolute() if named else home / "mail")
    if parts.scheme != "smtp":
        raise ValueError(f"It begins with neither smtp:// nor file:. {FORM}.")
    if not parts.hostname or port == 0:
        raise ValueError(f"It names no host or no port. {FORM}.")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    tls = asked.pop("tls", "starttls")
    if tls not in PORTS or asked:
        raise ValueError(f"After the question mark stands tls=starttls, tls=implicit or tls=none. {FORM}.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if password and tls == "none" and not _is_this_machine(parts.hostname):
        raise ValueError("It would send the password in the clear. Use tls=starttls or tls=implicit.")
    return MailServer(parts.hostname, port or PORTS[tls], user, password, tls)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def greet(server: MailServer, seconds: float = 5) -> None:
    """Reach the server, agree on TLS and sign in, without sending anything.

    Raises OSError (which smtplib's errors are) with what it said.
    """
    with _connection(server, seconds) as connection:
        if server.tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        connection.noop()


def _connection(server: MailServer, seconds: float) -> smtplib.SMTP:
    if server.tls == "implicit":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=seconds)
