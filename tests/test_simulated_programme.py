"""The whole simulated programme, from the briefing to units that live, and nothing of it at an organisation that exists."""

import pytest
from django.db.models import Q

from fulcrum.allocation.domain.consent import OfferState
from fulcrum.allocation.models import Attendance, Offer, Plan, Publication, UnitRequest
from fulcrum.config import simulate
from fulcrum.registry.models import OrganisationCalendar
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.simulation import Size, demonstration_body
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import Holding, MonthlyReport, Nomination, StagePassage, Step, Unit
from fulcrum.units.services import blueprints, standing
from tests.cast import NOW

OF_ORGANISATIONS = (Offer, Unit, UnitRequest, Attendance, OrganisationCalendar)
OF_UNITS = (Step, StagePassage, Nomination, MonthlyReport)


@pytest.fixture
def world(db, need_model):
    blueprints.load_shipped(at=NOW)
    return list(simulate.world(simulate.SEED, Size(), NOW))


def numbers():
    rows = (Publication, Plan, Offer, Unit, Holding, Step, StagePassage, MonthlyReport)
    return {row.__name__: row.objects.count() for row in rows}


def test_the_programme_is_walked_once_and_its_rows_agree_with_each_other(world):
    first, second = Publication.objects.order_by("number")
    states = set(first.offers.values_list("state", flat=True))
    before = numbers()

    again = list(simulate.world(simulate.SEED, Size(), NOW))

    assert numbers() == before, again
    assert second.follows == first
    assert states >= {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED}
    assert not first.offers.filter(state=OfferState.OPEN).exists()
    assert second.offers.get(organisation=demonstration_body()).state == OfferState.OPEN
    assert Unit.objects.filter(offer__isnull=False).count() == first.offers.filter(state="accepted").count()
    assert set(Unit.objects.values_list("standing", flat=True)) >= {Standing.ACTIVE, Standing.AT_RISK}
    assert standing.sweep(at=NOW) == 0, "how units do follows from their rows already"
    assert not Unit.objects.filter(Q(formed_on__gt=NOW) | Q(operational_on__gt=NOW)).exists()


def test_nothing_of_it_stands_at_an_organisation_that_exists(world):
    for model in OF_ORGANISATIONS:
        assert model.objects.exists(), model
        assert not model.objects.exclude(organisation__pack=SIMULATED).exists(), model
    for model in OF_UNITS:
        assert model.objects.exists(), model
        assert not model.objects.exclude(unit__organisation__pack=SIMULATED).exists(), model
    assert not Holding.objects.exclude(person__pack=SIMULATED).exists()
