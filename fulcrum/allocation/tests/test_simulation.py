"""Without the simulated country: nothing of it is planned, and nobody is asked to choose."""

from django.urls import reverse

from fulcrum.allocation import simulation
from fulcrum.allocation.models import ScoreRun
from fulcrum.registry.simulation import Size
from tests.cast import NOW


def test_without_a_simulated_country_there_is_nothing_to_plan(db):
    line = simulation.run(seed=7, size=Size(), at=NOW)

    assert "no simulated country" in line
    assert not ScoreRun.objects.exists()


def test_without_a_simulated_country_nobody_is_asked_to_choose(plan, officer, client):
    client.force_login(officer)

    for name in ("scenarios", "new_scenario"):
        assert client.get(reverse(f"allocation:{name}")).context["registers"] == [], name
