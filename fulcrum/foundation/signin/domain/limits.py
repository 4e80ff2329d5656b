"""How long somebody waits after wrong attempts: nothing at first, then longer, never for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Act(StrEnum):
    """What is counted."""

    PASSWORD = "password"  # noqa: S105 - the name of an act
    """A wrong password, at signing in and at confirming who one is."""
    CODE = "code"
    """A wrong code of the second factor."""
    RESET = "reset"
    """A mail asked for to choose a new password; every request counts."""
    INVITATION = "invitation"
    """An invitation's link that is not ours."""


@dataclass(frozen=True)
class Rule:
    """How many attempts are free, and the waits after them.

    free      attempts without any wait
    first     the first wait; each further attempt doubles it
    longest   no wait is longer
    memory    attempts are forgotten when the last one is so old
    """

    free: int
    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(minutes=15)
    memory: timedelta = timedelta(hours=24)


ACCOUNT: dict[Act, Rule] = {Act.PASSWORD: Rule(5), Act.CODE: Rule(5), Act.RESET: Rule(3)}
"""Attempts on one account, from wherever."""
BROWSER: dict[Act, Rule] = {Act.PASSWORD: Rule(5)}
"""Attempts on one account from a browser that has signed in to it before: others cannot use these up."""
ADDRESS: dict[Act, Rule] = {
    Act.PASSWORD: Rule(30, memory=timedelta(hours=1)),
    Act.CODE: Rule(30, memory=timedelta(hours=1)),
    Act.RESET: Rule(20, memory=timedelta(hours=1)),
    Act.INVITATION: Rule(20, memory=timedelta(hours=1)),
}
"""Attempts from one network address, on whatever; a whole office may share one."""


def counted(before: int, last: datetime | None, at: datetime, rule: Rule) -> int:
    """The number of attempts after one more at `at`, old ones forgotten."""
    return 1 if last is None or at - last >= rule.memory else before + 1


def wait_after(attempts: int, rule: Rule) -> timedelta:
    """How long to wait after so many attempts."""
    beyond = attempts - rule.free
    if beyond < 0:
        return timedelta(0)
    doublings = min(beyond, 20)  # beyond this the longest wait is reached under every rule
    factor: int = 2**doublings
    return min(rule.first * factor, rule.longest)
