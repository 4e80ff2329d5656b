"""What the tests of this app share."""

import pytest
from django.db import transaction

from fulcrum.allocation import queries
from fulcrum.allocation.tests.offering import chief, offer, published, ready, second_officer  # noqa: F401 - fixtures
from fulcrum.allocation.tests.simulating import simulate
from fulcrum.registry.models.region import SIMULATED


@pytest.fixture(scope="module")
def simulated(django_db_setup, django_db_blocker):
    """The simulated country with its plan, made once; each test's own transaction lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        simulate()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ilmara(simulated, db):
    """The shown plan of the simulated country."""
    return queries.shown(SIMULATED)
