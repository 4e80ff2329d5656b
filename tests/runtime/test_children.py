"""One part of the program: how it is asked to stop."""

import sys
from pathlib import Path

import pytest

from fulcrum.runtime.children import Child
from tests.runtime.conftest import wait_for

pytestmark = pytest.mark.slow
COUNTS_ITS_SIGNALS = (
    "import signal, sys, time\n"
    "got = []\n"
    "signal.signal(signal.SIGTERM, lambda number, frame: got.append(number))\n"
    "print('listening', flush=True)\n"
    "while not got: time.sleep(0.02)\n"
    "time.sleep(0.3)\n"
    "print('signals:', len(got))\n"
)


def test_it_is_asked_once_even_if_it_is_stopped_twice(tmp_path: Path):
    log = tmp_path / "part.log"
    child = Child("part", (sys.executable, "-c", COUNTS_ITS_SIGNALS), {}, log, lambda text: None)
    child.start()
    assert wait_for(lambda: "listening" in log.read_text())

    child.ask_to_stop()
    child.stop()

    assert "signals: 1" in log.read_text()


def test_one_that_does_not_listen_is_ended_after_its_patience(tmp_path: Path):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    log = tmp_path / "part.log"
    child = Child("part", (sys.executable, "-c", deaf), {}, log, lambda text: None)
    child.start()
    assert wait_for(lambda: "deaf" in log.read_text())

    child.stop(patience=0.2)

    assert child.record() is None
