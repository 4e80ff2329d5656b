"""The register becomes the same facts that its files state, in a fixed number of queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from fulcrum.allocation import need_facts
from fulcrum.allocation.domain.need import score
from fulcrum.allocation.tests.domain.published import facts, model
from fulcrum.registry.models import Organisation
from fulcrum.registry.services import packs

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """The shipped pack, loaded once; each test's own transaction lies inside this one, which is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        packs.load(packs.SHIPPED, by=None, at=datetime(2026, 11, 23, tzinfo=UTC), dry_run=False)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _register(register, db):
    return None


def test_the_register_gives_the_facts_of_its_files():
    read = need_facts.read(DAY)

    assert {each.slug: each for each in read.organisations} == {
        each.slug: each for each in facts().organisations
    }
    assert {each.code: each for each in read.atlas.regions()} == {
        each.code: each for each in facts().atlas.regions()
    }


def test_the_register_and_its_files_give_the_same_scores():
    assert score(model(), need_facts.read(DAY)) == score(model(), facts())


def test_reading_takes_four_queries(django_assert_num_queries):
    with django_assert_num_queries(4):
        need_facts.read(DAY)


def test_a_body_that_is_closed_on_the_day_is_marked_and_no_longer_counted_above_it():
    Organisation.objects.filter(slug="divsec-1103").update(closed_on=date(2026, 11, 1))

    before = {each.slug: each for each in need_facts.read(date(2026, 10, 31)).organisations}
    after = {each.slug: each for each in need_facts.read(DAY).organisations}

    assert not before["divsec-1103"].is_closed
    assert after["divsec-1103"].is_closed
    assert after["dsec-11"].supervised == before["dsec-11"].supervised - 1
