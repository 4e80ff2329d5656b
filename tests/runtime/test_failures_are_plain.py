"""Every failure at start is one clear message with a remedy and its own exit code, never a traceback."""

import json
import os
import shutil
import socket
import subprocess

import pytest

from fulcrum.runtime.problems import Exit
from tests.runtime.conftest import Run, StartOn

pytestmark = pytest.mark.slow


def refusal(run: Run, *, prefix: tuple[str, ...] = ()) -> tuple[int, str]:
    code = run.start(prefix=prefix).to_its_end()
    assert "Traceback" not in run.said
    return code, run.said


def test_a_taken_port_names_who_holds_it_and_another_port(run_on: StartOn, open_folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, said = refusal(run_on(open_folder / "home", port))

    assert code == Exit.PORT_TAKEN
    assert f"port {port}" in said and f"process {os.getpid()}" in said and f"FULCRUM_PORT={port + 1}" in said


def test_a_data_folder_that_is_a_file_is_refused(run_on: StartOn, open_folder):
    (open_folder / "home").write_text("not a folder")

    code, said = refusal(run_on(open_folder / "home"))

    assert code == Exit.FOLDER
    assert f"{open_folder / 'home'} is a file" in said


def test_a_read_only_data_folder_is_refused(run_on: StartOn, open_folder):
    home = open_folder / "home"
    home.mkdir()

    if os.geteuid() != 0:
        home.chmod(0o555)
        code, said = refusal(run_on(home))
    else:
        alone = ("unshare", "--mount", "sh", "-c", f'mount -t tmpfs -o ro none "{home}" && exec "$@"', "sh")
        if (
            shutil.which("unshare") is None
            or subprocess.run([*alone, "true"], capture_output=True).returncode
        ):
            pytest.skip("this machine lets root mount nothing")
        code, said = refusal(run_on(home), prefix=alone)

    assert code == Exit.FOLDER
    assert f"{home} cannot be written" in said


@pytest.mark.parametrize(
    ("made_by", "words"),
    [
        ({"format": 999, "program": "0.1.0", "postgresql": 18}, "last used by Fulcrum 0.1.0"),
        ({"format": 1, "program": "77.0.0", "postgresql": 18}, "last used by Fulcrum 77.0.0"),
        ({"format": "half"}, "cannot be read"),
    ],
)
def test_a_data_folder_of_a_newer_program_is_left_untouched(run_on: StartOn, open_folder, made_by, words):
    home = open_folder / "home"
    home.mkdir()
    (home / "format.json").write_text(json.dumps(made_by))

    code, said = refusal(run_on(home))

    assert code == Exit.OTHER_VERSION
    assert words in said
    assert json.loads((home / "format.json").read_text()) == made_by
    assert not (home / "database" / "data").exists()


def test_a_database_of_a_newer_postgresql_names_the_way_on(run_on: StartOn, open_folder):
    data = open_folder / "home" / "database" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("99\n")

    code, said = refusal(run_on(open_folder / "home"))

    assert code == Exit.OTHER_VERSION
    assert "belongs to PostgreSQL 99" in said and "pg_upgrade" in said


def test_a_setting_that_cannot_be_used_is_named_with_its_value(run_on: StartOn, open_folder):
    code, said = refusal(run_on(open_folder / "home", FULCRUM_WEB_WORKERS="many"))

    assert code == Exit.BAD_SETTING
    assert "FULCRUM_WEB_WORKERS is 'many'. Give a whole number from 1 to 64." in said


def test_a_preparation_that_fails_says_its_own_words(run_on: StartOn, open_folder):
    code, said = refusal(run_on(open_folder / "home", STAND_IN_FAILS="prepare"))

    assert code == Exit.PREPARATION
    assert "The pack lk has no file regions.csv." in said and "prepare.log" in said


def test_a_web_server_that_never_comes_up_says_its_last_words(run_on: StartOn, open_folder):
    code, said = refusal(run_on(open_folder / "home", STAND_IN_FAILS="web"))

    assert code == Exit.PROCESS
    assert "ImportError: no module named pages" in said and "web.log" in said


def test_no_usable_postgresql_lists_what_was_tried(run_on: StartOn, open_folder):
    code, said = refusal(run_on(open_folder / "home", FULCRUM_POSTGRES_BIN=str(open_folder)))

    assert code == Exit.DATABASE
    assert "DATABASE_URL" in said and "FULCRUM_POSTGRES_BIN" in said


def test_the_doctor_finds_the_same_and_says_the_remedy(run_on: StartOn, open_folder):
    healthy = run_on(open_folder / "home").command("doctor")
    (open_folder / "wrong").write_text("a file")

    ill = run_on(open_folder / "wrong").command("doctor")

    assert healthy.returncode == Exit.OK, healthy.stdout
    assert ill.returncode == Exit.WRONG
    assert "is a file" in ill.stdout and "Set FULCRUM_HOME" in ill.stdout
