"""DATABASE_URL changes where the data lies and nothing else; what is wrong with it is said plainly."""

import secrets
import socket
import threading
from collections.abc import Iterator

import psycopg
import pytest

from fulcrum.runtime.postgres import Server
from fulcrum.runtime.problems import Exit
from tests.runtime.conftest import StartOn

pytestmark = pytest.mark.slow


@pytest.fixture
def database(other_server: Server) -> Iterator[tuple[str, str]]:
    """A fresh database and the name of its owner, who may create roles; both are dropped afterwards."""
    name = f"ext_{secrets.token_hex(4)}"
    with psycopg.connect(other_server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"create role {name} login password 'p@ss' createrole")
        connection.execute(f"create database {name} owner {name}")
        yield other_server.url(name, "p%40ss", name), name
        connection.execute(f"drop database {name} with (force)")
        connection.execute(f"drop role if exists {name}_app")
        connection.execute(f"drop role {name}")


def test_it_serves_from_an_external_server_with_a_role_of_its_own(run_on: StartOn, open_folder, database):
    url, name = database
    run = run_on(open_folder / "home", DATABASE_URL=url).start().until_ready()

    with run.database() as connection:
        user = connection.execute("select current_user").fetchone()
        connection.execute("insert into kept (said) values ('outside')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table mine (id int)")

    assert user == (f"{name}_app",)
    assert not any(process.name() == "postgres" for process in run.all_processes())
    assert run.stop() == Exit.OK


def test_another_machine_on_the_same_database_agrees_on_the_role(run_on: StartOn, open_folder, database):
    url, _ = database
    first = run_on(open_folder / "one", DATABASE_URL=url).start().until_ready()

    second = run_on(open_folder / "two", DATABASE_URL=url).start().until_ready()

    assert first.is_ready() and second.is_ready()


def test_a_role_that_may_not_create_roles_gets_the_exact_sql(
    run_on: StartOn, open_folder, database, other_server
):
    url, name = database
    with psycopg.connect(other_server.superuser_url(), autocommit=True) as admin:
        admin.execute(f"alter role {name} nocreaterole")
        refused = run_on(open_folder / "home", DATABASE_URL=url).start()
        code = refused.to_its_end()
        statement = next(line.strip() for line in refused.said.splitlines() if "CREATE ROLE" in line)

        admin.execute(statement)

    assert code == Exit.DATABASE
    assert "p@ss" not in refused.said
    assert run_on(open_folder / "home", DATABASE_URL=url).start().until_ready().stop() == Exit.OK


def test_a_role_that_may_not_create_tables_gets_the_exact_sql(
    run_on: StartOn, open_folder, database, other_server
):
    url, name = database
    with psycopg.connect(other_server.superuser_url(name), autocommit=True) as admin:
        admin.execute(
            f"alter database {name} owner to {other_server.superuser_url().split('//')[1].split(':')[0]}"
        )
        refused = run_on(open_folder / "home", DATABASE_URL=url).start()
        code = refused.to_its_end()
        for line in refused.said.splitlines():
            if line.strip().startswith("GRANT"):
                admin.execute(line.strip())

    assert code == Exit.DATABASE
    assert run_on(open_folder / "home", DATABASE_URL=url).start().until_ready().stop() == Exit.OK


def test_a_superuser_is_refused_as_the_role_the_program_runs_as(
    run_on: StartOn, open_folder, database, other_server
):
    url, name = database
    strong = other_server.superuser_url(name)

    run = run_on(open_folder / "home", DATABASE_URL=url, FULCRUM_DATABASE_URL=strong).start()

    assert run.to_its_end() == Exit.DATABASE
    assert "superuser" in run.said


@pytest.mark.parametrize(
    ("url", "words", "code"),
    [
        ("postgresql://u:secret@127.0.0.1:notaport/d", "host or port cannot be read", Exit.BAD_SETTING),
        ("mysql://u:secret@127.0.0.1/d", "Only PostgreSQL is supported", Exit.BAD_SETTING),
        ("postgresql://u:secret@127.0.0.1:1/d", "cannot be reached", Exit.DATABASE),
        ("postgresql://u:secret@no-such-host.invalid/d", "cannot be reached", Exit.DATABASE),
    ],
)
def test_a_wrong_url_is_named_without_its_password(run_on: StartOn, open_folder, url, words, code):
    run = run_on(open_folder / "home", DATABASE_URL=url).start()

    assert run.to_its_end() == code
    assert words in run.said
    assert "secret" not in run.said and "Traceback" not in run.said


def test_something_that_is_not_postgresql_is_said_to_be_none(run_on: StartOn, open_folder):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def answer() -> None:
            for _ in range(2):
                peer, _ = server.accept()
                peer.recv(1000)
                peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                peer.close()

        threading.Thread(target=answer, daemon=True).start()
        url = f"postgresql://u@127.0.0.1:{server.getsockname()[1]}/d"

        run = run_on(open_folder / "home", DATABASE_URL=url).start()
        code = run.to_its_end()

    assert code == Exit.DATABASE
    assert "is not PostgreSQL" in run.said
