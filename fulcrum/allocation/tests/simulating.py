"""The simulated world of the tests: small, and the same every time."""

from fulcrum.allocation import simulation
from fulcrum.registry import simulation as register
from tests.cast import NOW

SIZE = register.Size(organisations=60, people=20)


def simulate():
    """Make what is not there yet of the register and of its plan; returns what allocation says."""
    register.run(seed=7, size=SIZE, at=NOW)
    return simulation.run(seed=7, size=SIZE, at=NOW)
