"""`fulcrum verify`: whether what must never change is as it was written."""

import os
from collections.abc import Sequence

import django

from fulcrum.runtime import connections, databases, env, problems
from fulcrum.runtime.console import say
from fulcrum.runtime.problems import Exit


def main(arguments: Sequence[str]) -> int:
    """Run every check and print what it found. OK if all is well, NOT_INTACT if anything is not.

    Raises Problem database_unreachable, bad_setting.
    """
    if arguments:
        raise problems.bad_setting(f"`fulcrum verify` takes no arguments, not {' '.join(arguments)!r}.")
    with databases.reach(connections.url_for_role(env.read())):
        pass  # a database out of reach is told as such, before Django meets it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    django.setup()
    return _run()


def _run() -> int:
    from fulcrum.foundation.audit import chain_check, verify

    intact = True
    for result in verify.run():
        intact = intact and not result.count
        say(f"{result.name}: {_found(result.count)}")
        for line in result.lines:
            say(f"  {line}")
        if result.count > len(result.lines):
            say(f"  and {result.count - len(result.lines):,} more")
    say(f"{chain_check.NAME}: {chain_check.summary()}")
    return Exit.OK if intact else Exit.NOT_INTACT


def _found(count: int) -> str:
    if not count:
        return "in order"
    return "1 fault" if count == 1 else f"{count:,} faults"
