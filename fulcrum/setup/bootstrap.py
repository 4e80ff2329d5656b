"""Make everything `make run` and `make test` need: `python3 fulcrum/setup/bootstrap.py runtime|dev|test [--then COMMAND...]`.

This file is read by whatever Python a machine has, so it uses only what every Python 2 and 3 understands; the rest is
in its neighbours, which need the version checked here.
"""

# ruff: noqa: PTH100, PTH118, PTH120, UP031, RUF005 (must parse and run on Python 2.7 and 3.4 too)

import os
import sys

NEEDED = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def find_newer():
    # type: () -> str | None
    for name in NEWER_NAMES:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and os.system('"%s" -c "" >/dev/null 2>&1' % path) == 0:
                return path
    return None


def complain_about_version():
    # type: () -> None
    have = "%d.%d.%d" % tuple(sys.version_info[:3])
    sys.stderr.write(
        "fulcrum: Python 3.11 or newer is needed; `%s` is Python %s.\n"
        "         Install a newer Python (for example your system's package python3.11 or python3.12),\n"
        "         or name one: make run PYTHON=/path/to/python3.12\n" % (sys.executable, have)
    )


def main():
    # type: () -> int
    if os.name != "posix":
        sys.stderr.write("fulcrum: This system is not supported directly.\n         On Windows, use WSL 2.\n")
        return 1
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if sys.version_info[:2] < NEEDED:
        newer = find_newer()
        if newer is None:
            complain_about_version()
            return 1
        os.execv(newer, [newer, os.path.abspath(__file__)] + sys.argv[1:])
    sys.path[0] = project  # not this folder: its file names must not hide modules of other names
    from fulcrum.setup import steps

    return steps.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
