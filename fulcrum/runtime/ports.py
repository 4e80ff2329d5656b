"""Ports of this machine: whether the web server may listen, who is in the way, and a free one for the database."""

import contextlib
import errno
import socket

import psutil

from fulcrum.runtime import problems


def check(host: str, port: int) -> None:
    """Prove that a server can listen there now. Raises Problem port_taken, port_not_allowed, host_not_here."""
    error = _why_not(host, port)
    if error is None:
        return
    if error.errno == errno.EADDRINUSE:
        raise problems.port_taken(host, port, _who_listens(port))
    if error.errno == errno.EACCES:
        raise problems.port_not_allowed(port)
    raise problems.host_not_here(host, error.strerror or str(error))


def is_free(host: str, port: int) -> bool:
    return _why_not(host, port) is None


def free(host: str = "127.0.0.1") -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _why_not(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
            probe.listen(1)
        except OSError as error:
            return error
    return None


def _who_listens(port: int) -> str:
    """` by process 12 (name)` for the message, or nothing where the system does not tell."""
    with contextlib.suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("inet"):
            listening = connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
            if listening and connection.pid:
                return f" by process {connection.pid} ({psutil.Process(connection.pid).name()})"
    return ""
