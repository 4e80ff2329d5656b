"""What the tests of units share: the small model, the calendars of the country, and a unit."""

import pytest

from fulcrum.registry.domain.roles import Role
from fulcrum.registry.services import calendars as loading
from fulcrum.units.domain.codes import Origin
from fulcrum.units.services import units
from fulcrum.units.tests import small_model
from tests.cast import NOW, TODAY, somebody


@pytest.fixture
def model(db):
    """The small model, published."""
    return small_model.published()


@pytest.fixture
def calendars(register):
    """The shipped calendars: years 2021 to 2026."""
    text = loading.SHIPPED.read_text(encoding="utf-8")
    assert loading.load(text, file="lk.yaml", by=None, at=NOW, dry_run=False).ok


@pytest.fixture
def unit(register, model, head):
    """The unit of hosp-a by an accepted offer, without calendars and so without a plan beyond *agreed*."""
    return units.create(
        register["hosp-a"],
        origin=Origin.OFFER,
        blueprint=model,
        staff=20,
        began_on=TODAY,
        basis="offer 12",
        by=head,
        at=NOW,
    )


@pytest.fixture
def planned(calendars, unit):
    """The same with its plan."""
    from fulcrum.units.services import planning

    planning.plan_missing(at=NOW)
    return unit


@pytest.fixture
def lead(unit):
    """Who leads the unit, with an account and the role at its organisation."""
    from fulcrum.units.models import Holding, Post

    user = somebody("Dilani", Role.UNIT_LEAD, organisation=unit.organisation)
    post = Post.objects.get(unit=unit, leads=True)
    Holding.objects.create(
        post=post,
        person=user.person,
        appointment=user.person.appointments.get(),
        manner="substantive",
        begins_on=TODAY,
    )
    Post.objects.filter(pk=post.pk).update(vacant_since=None)
    return user
