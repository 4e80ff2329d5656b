"""Entries of the log, its chain and anchors, as the tests of this app need them."""

import pytest

from fulcrum.foundation.audit import chain_check
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.anchors import Anchors
from fulcrum.foundation.audit.services import sealing


@pytest.fixture
def anchors(tmp_path):
    return Anchors(tmp_path)


@pytest.fixture
def write(officer, now):
    """Write so many entries."""

    def write(count, **facts):
        return [
            audit.record("tests.tried", officer, by=officer, at=now, reason=f"try {number}", **facts)
            for number in range(1, count + 1)
        ]

    return write


@pytest.fixture
def seal(now, anchors):
    """Seal what waits, as the job does."""
    return lambda: sealing.seal_waiting(at=now, anchors=anchors)


@pytest.fixture
def faults(now, anchors):
    """What the comparison with the chain finds, a moment after `now`."""
    return lambda: list(chain_check.faults(at=now, anchors=anchors))
