"""Count wrong attempts, and say how long to wait after too many."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.crypto import salted_hmac

from fulcrum.foundation.signin.domain.limits import (
    ACCOUNT,
    ADDRESS,
    BROWSER,
    Act,
    Rule,
    counted,
    wait_after,
)
from fulcrum.foundation.signin.models import Attempts
from fulcrum.kit.refusal import Refusal


@dataclass(frozen=True)
class Source:
    """Who tries.

    account   the e-mail address that was given; empty if there is none
    address   network address
    browser   mark of a browser that has signed in to this account before
    """

    account: str = ""
    address: str = ""
    browser: str = ""


def check(act: Act, source: Source, *, at: datetime) -> None:
    """Let an attempt pass, and keep others of the same subject waiting until this transaction ends.

    Raises Refusal too_many_attempts with the minutes to wait.
    """
    wait = _wait(act, source, at)
    if wait:
        raise Refusal("too_many_attempts", minutes=ceil(wait / timedelta(minutes=1)))


def is_shut(act: Act, source: Source, *, at: datetime) -> bool:
    """Whether an attempt would be refused; others of the same subject wait as with `check`."""
    return bool(_wait(act, source, at))


def _wait(act: Act, source: Source, at: datetime) -> timedelta:
    rows = _locked(_rules(act, source))
    waits = [row.shut_until - at for row in rows.values() if row.shut_until and row.shut_until > at]
    return max(waits, default=timedelta(0))


def count(act: Act, source: Source, *, at: datetime) -> bool:
    """Count one wrong attempt; whether it shuts anything. To be called after `check`, in its transaction."""
    rules = _rules(act, source)
    shuts = False
    for subject, row in _locked(rules).items():
        row.count = counted(row.count, row.last_at, at, rules[subject])
        row.last_at = at
        wait = wait_after(row.count, rules[subject])
        row.shut_until = at + wait if wait else None
        row.save(update_fields=["count", "last_at", "shut_until"])
        shuts = shuts or bool(wait)
    return shuts


def forget(source: Source, *acts: Act) -> None:
    """Forget the wrong attempts on an account, and from this browser; those of the network address stay."""
    subjects = [subject for act in acts for subject in (*_account(act, source), *_browser(act, source))]
    Attempts.objects.filter(pk__in=subjects).delete()


def subject_of(kind: str, act: Act, value: str) -> str:
    """The keyed hash under which attempts are counted."""
    return salted_hmac("fulcrum.signin.attempts", f"{kind}:{act}:{value}", algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """The address as it is counted: of the newer kind its network, since one household has billions of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return address


def _rules(act: Act, source: Source) -> dict[str, Rule]:
    """What is counted, by subject. A known browser is counted in place of the account."""
    found = _browser(act, source) or _account(act, source)
    if source.address and act in ADDRESS:
        found = {**found, subject_of("address", act, network_of(source.address)): ADDRESS[act]}
    return found


def _account(act: Act, source: Source) -> dict[str, Rule]:
    if not source.account or act not in ACCOUNT:
        return {}
    return {subject_of("account", act, source.account.strip().lower()): ACCOUNT[act]}


def _browser(act: Act, source: Source) -> dict[str, Rule]:
    if not source.browser or act not in BROWSER:
        return {}
    return {subject_of("browser", act, source.browser): BROWSER[act]}


def _locked(subjects: Iterable[str]) -> dict[str, Attempts]:
    """Their rows, made if missing, locked in one order so that two requests never wait for each other."""
    wanted = sorted(subjects)
    Attempts.objects.bulk_create([Attempts(subject=subject) for subject in wanted], ignore_conflicts=True)
    rows = Attempts.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    return {row.pk: row for row in rows}
