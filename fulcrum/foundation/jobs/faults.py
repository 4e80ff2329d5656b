"""Why a job failed, as a code that can be worded for everybody."""

import errno
from enum import StrEnum

import psycopg
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError

from fulcrum.kit.refusal import Refusal


class Fault(StrEnum):
    """Kinds of failures."""

    REFUSED = "refused"
    NOT_ALLOWED = "not_allowed"
    DATABASE = "database"
    MEMORY = "memory"
    DISK = "disk"
    CONNECTION = "connection"
    WORKER_LOST = "worker_lost"
    UNKNOWN = "unknown"


_BY_CLASS: tuple[tuple[tuple[type[BaseException], ...], Fault], ...] = (
    ((Refusal,), Fault.REFUSED),
    ((PermissionDenied,), Fault.NOT_ALLOWED),
    ((OperationalError, InterfaceError, psycopg.OperationalError), Fault.DATABASE),
    ((MemoryError,), Fault.MEMORY),
    ((ConnectionError, TimeoutError), Fault.CONNECTION),
)


def of(error: BaseException) -> Fault:
    """The kind of failure that this error is."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Fault.DISK
    return next((fault for classes, fault in _BY_CLASS if isinstance(error, classes)), Fault.UNKNOWN)
