"""The simulated world: marked everywhere, the same for the same seed, never mixed with what is real."""

import pytest
from django.urls import reverse

from fulcrum.kit.text import normalise
from fulcrum.registry import people_reads, simulation
from fulcrum.registry.models import (
    Agreement,
    Appointment,
    CiiEntry,
    Organisation,
    OrganisationCalendar,
    PackLoad,
    Partner,
    Person,
    Region,
)
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.services import pack_folder
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
SMALL = simulation.Size(organisations=60, people=100)


@pytest.fixture
def world(register):
    simulation.run(seed=7, size=SMALL, at=NOW)


def told():
    """Everything of the world that must come out the same."""
    people = Person.objects.filter(pack=SIMULATED).order_by("pk")
    held = Appointment.objects.order_by("pk").values_list("role", "organisation__slug", "begins_on", "until")
    return list(people.values_list("name_en", "name_si", "name_ta")), list(held)


def test_the_same_seed_and_day_give_the_same_world(world):
    first = told()
    Appointment.objects.all().delete()
    CiiEntry.objects.all().delete()
    Person.objects.all().delete()
    Agreement.objects.all().delete()
    Partner.objects.all().delete()
    OrganisationCalendar.objects.all().delete()
    Organisation.objects.filter(pack=SIMULATED).update(parent=None)
    Organisation.objects.filter(pack=SIMULATED).delete()
    PackLoad.objects.all().delete()

    simulation.run(seed=7, size=SMALL, at=NOW)

    assert told() == first


def test_a_second_run_changes_nothing(world):
    before = told()

    line = simulation.run(seed=8, size=SMALL, at=NOW)

    assert told() == before
    assert "already" in line


def test_no_simulated_name_is_a_real_one(world):
    real = set()
    folder = pack_folder.SHIPPED
    for name in ("organisations.csv", "regions.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()[1:]
        real |= {normalise(cell) for line in lines for cell in line.split(",")[1:6] if cell}

    simulated = [*Organisation.objects.filter(pack=SIMULATED), *Region.objects.filter(pack=SIMULATED)]

    assert {normalise(thing.name_en) for thing in simulated} & real == set()


def test_nobody_simulated_holds_anything_real_and_nothing_real_is_on_the_confidential_register(world):
    assert (
        not Appointment.objects.filter(person__pack=SIMULATED).exclude(organisation__pack=SIMULATED).exists()
    )
    assert not CiiEntry.objects.exclude(organisation__pack=SIMULATED).exists()


def test_lists_counts_and_filters_of_the_real_country_leave_the_simulated_out(client, world, register):
    page = client.get(reverse("registry:organisations"))
    simulated = client.get(reverse("registry:organisations"), {"pack": "demo"})

    assert page.context["page"].total == len(register)
    assert simulated.context["page"].total == Organisation.objects.filter(pack=SIMULATED).count()
    assert 'value="IL-1"' not in page.content.decode()
    assert client.get(reverse("registry:district", args=["IL-11"])).status_code == 404


def test_every_name_of_the_simulated_country_carries_its_mark(client, world):
    listed = client.get(reverse("registry:organisations"), {"pack": "demo"}).content.decode()
    body = Organisation.objects.filter(pack=SIMULATED).order_by("key").first()
    one = client.get(reverse("registry:organisation", args=[body.slug])).content.decode()

    assert listed.count("mark-simulated") >= 50
    assert "this organisation does not exist" in one
    assert client.get(f"/api/v1/organisations/{body.slug}").json()["is_simulated"] is True


def test_some_offices_stand_empty_and_most_are_held(world, officer):
    empty = people_reads.vacancies(user=officer, on=TODAY)
    heads = Appointment.objects.in_force(TODAY).filter(role="head").count()

    assert 0 < len(empty) < heads
