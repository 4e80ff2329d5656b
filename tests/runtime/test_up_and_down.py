"""The supervisor starts, watches and stops everything, and nothing saved is lost when all of it is killed."""

import signal

import pytest

from fulcrum.runtime.problems import Exit
from tests.runtime.conftest import Run, StartOn, wait_for

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_in_order(run: Run, number: int):
    run.start().until_ready()

    code = run.stop(number)

    assert code == Exit.OK
    assert run.left_alive() == []
    assert run.said.index("stopping web server and worker") < run.said.index("stopping the database")


def test_kill_9_of_everything_loses_nothing_and_the_next_start_needs_no_cleaning(run: Run, run_on: StartOn):
    run.start().until_ready()
    with run.database() as connection:
        connection.execute("insert into kept (said) values ('before the crash')")
    run.kill_everything()

    again = run_on(run.home, run.port).start().until_ready()

    with again.database() as connection:
        assert connection.execute("select said from kept").fetchall() == [("before the crash",)]
    assert again.stop() == Exit.OK


def test_kill_9_of_the_supervisor_alone_takes_its_children_along(run: Run, run_on: StartOn):
    run.start().until_ready()

    run.process.kill()

    assert run.process.wait() == -signal.SIGKILL
    assert run.left_alive() == []
    assert run_on(run.home, run.port).start().until_ready().stop() == Exit.OK


def test_what_a_killed_web_server_left_running_is_ended_at_the_next_start(run_on: StartOn, open_folder):
    run = run_on(open_folder / "home", STAND_IN_FAILS="orphan").start().until_ready()
    helper = run.part("web").children()[0]
    for process in [run.process, run.part("web"), run.part("worker"), run.postmaster()]:
        process.kill()
    assert helper.is_running()

    again = run_on(run.home, run.port).start().until_ready()

    assert not helper.is_running() or helper.status() == "zombie"
    assert f"process {helper.pid}" in again.said


def test_a_web_server_that_dies_is_started_again_and_it_is_said(run: Run):
    run.start().until_ready()
    first = run.part("web").pid

    run.part("web").kill()

    run.until_said("web stopped (signal 9); starting it again")
    assert wait_for(run.is_ready)
    assert run.part("web").pid != first


def test_a_database_that_is_killed_is_started_again_on_the_same_port(run: Run):
    run.start().until_ready()
    with run.database() as connection:
        port = connection.info.port
        connection.execute("insert into kept (said) values ('kept')")

    run.postmaster().kill()

    run.until_said("the database stopped; starting it again")
    assert wait_for(run.is_ready)
    with run.database() as connection:
        assert connection.info.port == port
        assert connection.execute("select count(*) from kept").fetchone() == (1,)


def test_two_starts_at_once_on_one_folder_give_one_program_and_one_clear_message(run: Run, run_on: StartOn):
    second = run_on(run.home)
    run.start()
    second.start()

    first_code, second_code = (
        (None, second) if wait_for(lambda: second.process.poll() is not None, 3) else (None, run)
    )
    refused, winner = (second, run) if second_code is second else (run, second)

    assert first_code is None
    assert refused.to_its_end() == Exit.ALREADY_RUNNING
    assert f"already started on the data folder {run.home}" in refused.said
    assert "Traceback" not in refused.said
    assert winner.until_ready().stop() == Exit.OK


def test_it_can_be_stopped_while_it_prepares(run: Run):
    run.start().until_said("starting the database")

    code = run.stop(signal.SIGINT)

    assert code == Exit.OK
    assert "Traceback" not in run.said


def test_status_and_down_speak_of_a_run_started_elsewhere(run: Run):
    assert run.command("status").returncode == Exit.NOT_RUNNING
    run.start().until_ready()

    status = run.command("status")
    down = run.command("down")

    assert status.returncode == Exit.OK
    assert f"http://localhost:{run.port}" in status.stdout and "PostgreSQL 1" in status.stdout
    assert (down.returncode, run.to_its_end()) == (Exit.OK, Exit.OK)
    assert run.command("status").returncode == Exit.NOT_RUNNING
    assert "not running" in run.command("down").stdout


def test_a_second_start_skips_what_is_unchanged(run: Run, run_on: StartOn):
    run.start().until_ready().stop()

    again = run_on(run.home, run.port).start().until_ready()

    assert "bringing the tables" in run.said
    assert "bringing the tables" not in again.said
