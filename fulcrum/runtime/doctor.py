"""`fulcrum doctor`: look for everything that usually goes wrong, and say for each what to do."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psycopg

from fulcrum import __version__
from fulcrum.runtime import (
    binaries,
    connections,
    databases,
    layout,
    letter_fonts,
    mail_way,
    placement,
    ports,
    problems,
    programme,
    roles,
    state,
)
from fulcrum.runtime import env as environment
from fulcrum.runtime.console import say
from fulcrum.runtime.env import Env, EnvError
from fulcrum.runtime.layout import Home
from fulcrum.runtime.mail_way import MailFolder
from fulcrum.runtime.problems import Exit, Problem

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: fine, not needed for running, or wrong with its remedy."""

    subject: str
    said: str
    remedy: str = ""
    matters: bool = True

    @property
    def is_wrong(self) -> bool:
        return bool(self.remedy) and self.matters


def main(arguments: Sequence[str]) -> int:
    """Print every finding; returns 1 if one of them keeps the program from running."""
    argparse.ArgumentParser(
        prog="fulcrum doctor", description="Name what is wrong and the remedy."
    ).parse_args(arguments)
    wrong = 0
    for finding in findings():
        mark = "WRONG" if finding.is_wrong else "note " if finding.remedy else "ok   "
        say(f"  {mark}  {finding.subject}: {finding.said}")
        for line in finding.remedy.splitlines():
            say(f"         -> {line.strip()}")
        wrong += finding.is_wrong
    say(f"\n  {wrong} wrong" if wrong else "\n  nothing is wrong")
    return Exit.WRONG if wrong else Exit.OK


def findings() -> Iterator[Finding]:
    """Everything looked at, in the order in which a start would meet it."""
    yield _python()
    try:
        env = environment.read()
    except EnvError as error:
        yield Finding("settings", str(error), "correct the setting (docs/operate.md)")
        return
    yield Finding("settings", "all can be read")
    yield _second_factor(env)
    home = Home(env.home)
    folder = _guarded("data folder", lambda: _data_folder(home))
    yield folder
    if folder.is_wrong:
        return
    running = layout.is_held(home)
    yield _port(env, home, running)
    if env.external_database_url or env.owner_database_url:
        yield _guarded(
            "database", lambda: f"external, PostgreSQL {databases.check_server(connections.owner_url(env))}"
        )
    else:
        yield _guarded("database programs", lambda: _programs(env, home))
    if running or env.external_database_url or env.owner_database_url:
        yield _guarded("database role", lambda: _app_role(env))
        yield _migrations()
    else:
        yield Finding("database role, migrations", "looked at while the program runs")
    yield _mail(env)
    yield _letters()
    for place, gone in placement.left_behind():
        remedy = "delete it if nobody needs that data any more"
        yield Finding(
            "left behind", f"{place} is the database of {gone}, which is gone", remedy, matters=False
        )
    yield from _tools()


def _second_factor(env: Env) -> Finding:
    if env.second_factor == "required":
        return Finding("second factor", "demanded of every role that needs one")
    remedy = "set FULCRUM_SECOND_FACTOR=required, or FULCRUM_DEMONSTRATION=0, before real people work here"
    return Finding("second factor", "demanded of nobody", remedy, matters=False)


def _guarded(subject: str, look: Callable[[], str]) -> Finding:
    """The result of `look`, or its Problem as a finding."""
    try:
        return Finding(subject, look())
    except Problem as problem:
        return Finding(subject, problem.what, problem.remedy)
    except (OSError, psycopg.Error) as error:
        said = " ".join(str(error).split())
        return Finding(subject, said, "see the files under logs in the data folder and docs/operate.md")


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", f"{version} ({sys.executable})")


def _data_folder(home: Home) -> str:
    layout.open_home(home.path)
    free = shutil.disk_usage(home.path).free // 2**20
    return f"{home.path}, writable, {free} MB free, fits Fulcrum {__version__}"


def _port(env: Env, home: Home, running: bool) -> Finding:
    last = state.read(home)
    if running and last:
        return Finding("port", f"served by Fulcrum itself at {last.address} ({last.phase})")
    return _guarded("port", lambda: _free_port(env))


def _free_port(env: Env) -> str:
    ports.check(env.host, env.port)
    return f"{env.port} on {env.host} is free"


def _programs(env: Env, home: Home) -> str:
    major = placement.major_of(placement.data_of(home))
    try:
        found = binaries.find(env.postgres_bin, major, None)
    except binaries.OtherVersionError as error:
        raise problems.data_of_other_postgresql(placement.data_of(home), major or 0, str(error)) from error
    return f"PostgreSQL {found.version} in {found.folder}"


def _app_role(env: Env) -> str:
    with databases.reach(connections.app_url(env)) as connection:
        roles.check_app_is_ordinary(connection)
        return f"`{roles.current(connection)}` is ordinary: no superuser, owns no table"


def _migrations() -> Finding:
    command = (*programme.OWN, "manage", "migrate", "--check")
    done = subprocess.run(
        command, env=programme.environment("doctor", "owner"), capture_output=True, text=True
    )
    if done.returncode == 0:
        return Finding("tables", "all migrations are applied")
    return Finding("tables", "not all migrations are applied", "restart with `make run`; it applies them")


def _mail(env: Env) -> Finding:
    """Whether the mail server answers and takes the password; without it the rest of the program still works."""
    if isinstance(env.mail, MailFolder):
        remedy = "to send it, set FULCRUM_MAIL_URL and FULCRUM_MAIL_FROM (docs/operate.md, Mail)"
        return Finding("mail", f"kept as files in {env.mail.path}, not sent", remedy, matters=False)
    try:
        mail_way.greet(env.mail)
    except OSError as error:
        said = f"{env.mail.host}:{env.mail.port}: {' '.join(str(error).split())}"
        return Finding(
            "mail", said, "correct FULCRUM_MAIL_URL; mail waits in the outbox meanwhile", matters=False
        )
    return Finding("mail", f"{env.mail.host}:{env.mail.port} answers, mails come from {env.mail_from}")


def _letters() -> Finding:
    if missing := letter_fonts.missing():
        said = f"no letter can be made: {', '.join(missing)} not in {letter_fonts.FOLDER}"
        return Finding("fonts of letters", said, letter_fonts.REMEDY)
    return Finding("fonts of letters", f"all {len(letter_fonts.names())} in {letter_fonts.FOLDER}")


def _tools() -> Iterator[Finding]:
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    if browser:
        yield Finding("browser for the tests", browser)
    else:
        yield Finding(
            "browser for the tests", "none found", "`make test` installs Chromium or says how", matters=False
        )
    npm = shutil.which("npm")
    if npm:
        yield Finding("npm", npm)
    else:
        yield Finding("npm", "none found", "not needed: the set-up brings its own", matters=False)
