"""The command `fulcrum`. Each subcommand is a module that is loaded only when asked for, so that help is instant."""

import importlib
import sys
from collections.abc import Callable, Sequence

from fulcrum import __version__
from fulcrum.kit import origin
from fulcrum.runtime.console import complain, say
from fulcrum.runtime.env import EnvError
from fulcrum.runtime.problems import Exit, Problem, bad_setting

COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("fulcrum.runtime.supervisor", "start everything and stay in the foreground"),
    "down": ("fulcrum.runtime.down", "stop what was started elsewhere"),
    "status": ("fulcrum.runtime.status", "what runs, where, on which data"),
    "doctor": ("fulcrum.runtime.doctor", "name what is wrong and how to put it right"),
    "plan": ("fulcrum.allocation.plan_cli", "compute a plan from a file, without the web"),
    "load": ("fulcrum.config.django_commands", "load a country pack"),
    "manage": ("fulcrum.config.django_commands", "Django's own management commands"),
    "prepare": ("fulcrum.config.prepare", "content and demonstration data (part of `up`)"),
    "worker": ("fulcrum.config.worker", "run queued work (part of `up`)"),
    "translate": ("fulcrum.config.django_commands", "bring the catalogues in step with the pages"),
    "simulate": ("fulcrum.config.simulate", "a fictitious, marked world for demonstration and load tests"),
    "verify": ("fulcrum.config.verify", "whether what must never change is as it was written"),
    "with-database": ("fulcrum.runtime.testing", "run a command beside a test database of its own"),
}
WITH_OWN_NAME = ("load", "manage", "translate")
"""Commands that share a module and are told which of them was meant."""
WITHOUT_ARGUMENTS = ("prepare", "worker")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["help"]
    return plainly(lambda: _run(name, rest))


def plainly(run: Callable[[], int]) -> int:
    """Run something; what a person must change becomes its lines on stderr and its exit code, never a traceback."""
    try:
        return run()
    except Problem as problem:
        complain(problem.lines())
        return problem.exit_code
    except EnvError as error:
        complain(bad_setting(str(error)).lines())
        return Exit.BAD_SETTING
    except KeyboardInterrupt:
        return 130


def _run(name: str, rest: list[str]) -> int:
    if name in ("help", "-h", "--help"):
        say(help_text())
        return Exit.OK
    if name in ("version", "--version"):
        say(f"fulcrum {__version__}")
        return Exit.OK
    if name not in COMMANDS:
        complain(f"fulcrum: there is no command {name!r}.\n{help_text()}")
        return Exit.BAD_SETTING
    run = importlib.import_module(COMMANDS[name][0]).main
    with origin.working_for(" ".join(["command", name, *rest[: name == "manage"]])):
        if name in WITHOUT_ARGUMENTS:
            return int(run())
        return int(run([name, *rest] if name in WITH_OWN_NAME else rest) or 0)


def help_text() -> str:
    lines = [f"  {name:<14} {meaning}" for name, (_, meaning) in COMMANDS.items()]
    return "\n".join(["usage: fulcrum COMMAND [arguments]", "", *lines])


if __name__ == "__main__":
    sys.exit(main())
