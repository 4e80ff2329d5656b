"""What the tests of offers share: a published plan, its offers, and short ways to them."""

from datetime import UTC, datetime, timedelta

import pytest

from fulcrum.allocation.models import Offer, Plan
from fulcrum.allocation.services import plans, publications, replanning
from fulcrum.registry.services import calendars as loading
from fulcrum.units.services import blueprints
from tests.cast import NOW, somebody

A_DAY = timedelta(days=1)


@pytest.fixture
def ready(plan):
    """Calendars of 2021 to 2026 and the shipped model of a unit."""
    text = loading.SHIPPED.read_text(encoding="utf-8")
    assert loading.load(text, file="lk.yaml", by=None, at=NOW, dry_run=False).ok
    blueprints.load_shipped(at=NOW)
    return plan


@pytest.fixture
def published(ready, officer):
    """The plan of four places, published by the officer Nimali on 23 November 2026."""
    return publications.publish(ready, by=officer, at=NOW)


@pytest.fixture
def second_officer(db):
    """An officer who had no part in the plan."""
    return somebody("Vindya", "programme_officer")


@pytest.fixture
def offer(published):
    """The offer to the district secretariat dsec-a."""
    return offer_to("dsec-a")


@pytest.fixture
def chief(register):
    """The head of dsec-a."""
    return somebody("Sujata", "head", organisation=register["dsec-a"])


def offer_to(slug):
    """The newest offer to an organisation."""
    return Offer.objects.filter(organisation__slug=slug).order_by("-number").first()


def at(day, hour=6):
    """A moment of a day in the country."""
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=UTC)


def plan_on(follows, *, units, officer, need_model, now, quotas=(), **changes):
    """A computed plan that follows a publication."""
    asked = {
        "pack": "lk",
        "follows": follows,
        "units": units,
        "quotas": list(quotas),
        "tie_seed": 7,
        "need_model": need_model,
        "year": now.year,
        **changes,
    }
    plan = replanning.ask("Plan on", by=officer, at=now, **asked)
    plans.run(plan, at=now)
    return Plan.objects.select_related("scenario").get(pk=plan.pk)


def chosen(plan):
    """The slugs of the organisations that a plan places."""
    return set(plan.places.filter(is_chosen=True).values_list("organisation__slug", flat=True))
