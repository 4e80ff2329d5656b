"""The set-up works on machines that lack the usual tools, repairs what is broken, and says plainly what it cannot do.

Each test sets up a small copy of the project with a short list of packages.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SETUP = PROJECT / "fulcrum" / "setup"
PACKAGE = "pyuca"
INSTALL = (
    "import sys; sys.path.insert(0, '.')\n"
    "from fulcrum.setup import command, console, packages, virtual\n"
    "try:\n"
    "    python = virtual.ensure(); packages.ensure(python, 'runtime'); command.ensure(python)\n"
    "except console.SetupError as error:\n"
    "    sys.exit(error.lines())\n"
)

pytestmark = pytest.mark.slow


class Copy:
    """A copy of the set-up alone, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SETUP, folder / "fulcrum" / "setup", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(PROJECT / "fulcrum" / "__init__.py", folder / "fulcrum" / "__init__.py")
        listed = (SETUP / "requirements" / "runtime.txt").read_text()
        entry = re.search(rf"^{PACKAGE}==.*(?:\n\s+--hash.*)+", listed, re.MULTILINE)
        assert entry
        (folder / "fulcrum" / "setup" / "requirements" / "runtime.txt").write_text(entry.group() + "\n")
        self.environ = {k: v for k, v in os.environ.items() if not k.startswith(("FULCRUM_", "VIRTUAL_ENV"))}
        self.environ["PYTHONPATH"] = ""

    def without(self, *modules: str) -> "Copy":
        """Let Python behave as if these modules were not installed."""
        blocker = self.folder / "blocker"
        blocker.mkdir()
        (blocker / "sitecustomize.py").write_text(
            "import sys\n"
            "class Blocker:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            f"        if name.split('.')[0] in {modules!r}:\n"
            "            raise ModuleNotFoundError(name)\n"
            "sys.meta_path.insert(0, Blocker())\n"
        )
        self.environ["PYTHONPATH"] = str(blocker)
        return self

    def install(self, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
        return self.run(os.path.realpath(python) if python == sys.executable else python, "-c", INSTALL)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, text=True, timeout=120
        )

    def has_the_package(self) -> bool:
        self.environ["PYTHONPATH"] = ""
        return (
            self.run(str(self.folder / ".venv" / "bin" / "python"), "-c", f"import {PACKAGE}").returncode == 0
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "project")


def test_it_installs_once_and_is_then_quiet(copy: Copy):
    first = copy.install()
    second = copy.install()

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert copy.has_the_package()
    assert "installing" in first.stdout and second.stdout == ""


def test_a_broken_environment_is_made_anew(copy: Copy):
    copy.install()
    (copy.folder / ".venv" / "bin" / "python").unlink()
    (copy.folder / ".venv" / "bin" / "python").symlink_to("/nowhere/python")

    again = copy.install()

    assert again.returncode == 0, again.stderr
    assert "making it anew" in again.stdout
    assert copy.has_the_package()


def test_without_ensurepip_another_pip_serves(copy: Copy):
    done = copy.without("ensurepip").install()

    assert done.returncode == 0, done.stderr
    assert "another pip serves" in done.stdout
    assert copy.has_the_package()


def test_without_the_venv_module_packages_go_into_a_plain_folder(copy: Copy):
    done = copy.without("venv", "ensurepip", "virtualenv").install()

    assert done.returncode == 0, done.stderr
    assert "plain folder" in done.stdout
    assert copy.has_the_package()


def test_without_venv_and_pip_it_says_what_to_install(copy: Copy):
    copy.without("venv", "ensurepip", "virtualenv", "pip")
    copy.environ["PATH"] = str(copy.folder)

    done = copy.install()

    assert done.returncode == 1
    assert "neither a usable venv module nor pip" in done.stderr and "python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_network_it_says_so_and_the_next_run_goes_on(copy: Copy):
    online = dict(copy.environ)
    copy.environ = {k: v for k, v in online.items() if not k.startswith("PIP_")}
    copy.environ |= {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_NO_CACHE_DIR": "1",
    }

    offline = copy.install()
    copy.environ = online
    again = copy.install()

    assert offline.returncode == 1
    assert "no package registry can be reached" in offline.stderr and "Traceback" not in offline.stderr
    assert again.returncode == 0, again.stderr


def test_a_package_with_another_content_is_refused(copy: Copy):
    listed = copy.folder / "fulcrum" / "setup" / "requirements" / "runtime.txt"
    listed.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", listed.read_text()))

    done = copy.install()

    assert done.returncode == 1
    assert "not the one this project was tested with" in done.stderr
    assert not copy.has_the_package()


def test_without_npm_it_comes_from_its_own_package(copy: Copy):
    copy.install()
    tools = copy.folder / "tools"
    tools.mkdir()
    for name in ("sh", "env", "uname"):
        found = shutil.which(name)
        if found:
            (tools / name).symlink_to(found)
    copy.environ["PATH"] = str(tools)

    done = copy.run(
        os.path.realpath(sys.executable),
        "-c",
        "import sys; sys.path.insert(0, '.')\n"
        "from fulcrum.setup import assets, node, virtual\n"
        "node.ensure(virtual.ensure(), 'runtime'); assets.ensure('runtime')",
    )

    assert done.returncode == 0, done.stderr
    assert "npm is missing here" in done.stdout
    assert (copy.folder / "build" / "assets" / "map" / "sri-lanka.json").exists()
    assert len(list((copy.folder / "build" / "assets" / "fonts").glob("*.woff2"))) == 4
    assert len(list((copy.folder / "build" / "fonts").glob("*.ttf"))) == 6


def test_an_old_python_says_which_one_is_needed():
    """Run under a stand-in for an old Python, since most machines have none: the version is what differs."""
    pretend = (
        "import sys, runpy; sys.version_info = (3, 8, 18, 'final', 0); sys.argv = ['bootstrap.py', 'runtime']\n"
        f"runpy.run_path({str(SETUP / 'bootstrap.py')!r}, run_name='__main__')"
    )

    done = subprocess.run(
        [sys.executable, "-c", pretend], env={"PATH": "/nowhere"}, capture_output=True, text=True, timeout=30
    )

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr and "3.8.18" in done.stderr
    assert "Traceback" not in done.stderr


def test_committed_locks_name_no_registry():
    listed = [
        *(SETUP / "requirements").glob("*.txt"),
        SETUP / "npm" / "package.json",
        SETUP / "npm" / ".npmrc",
    ]
    lock = (SETUP / "npm" / "package-lock.json").read_text()

    assert [path.name for path in listed if "://" in path.read_text()] == []
    assert "resolved" not in lock and "integrity" in lock
