"""This app's part of the simulated world: figures for its regions, scores, a scenario and its plan.

Everything lies in the pack `demo`, and the plan is computed by the same need model and the same engine as the real one.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import need_facts, published
from fulcrum.allocation.domain import invented_figures
from fulcrum.allocation.domain.criteria import AreaFigure
from fulcrum.allocation.domain.need import NeedModel
from fulcrum.allocation.domain.reach import PopulationServed
from fulcrum.allocation.models import Plan
from fulcrum.allocation.services import worked_example
from fulcrum.registry.domain import invented_country
from fulcrum.registry.domain.codes import Statistic
from fulcrum.registry.models import IndicatorValue, Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.simulation import Size

log = logging.getLogger(__name__)


def run(*, seed: int, size: Size, at: datetime) -> str:
    """Give the simulated country figures and a plan if it has none; returns one line on what was done.

    size   of the country that the register has made already: figures and plan follow from that
    """
    if not Organisation.objects.filter(pack=SIMULATED).exists():
        return "allocation: there is no simulated country to plan for"
    before = Plan.objects.shown(SIMULATED).values_list("pk", flat=True).first()
    model = published.need_model(worked_example.shipped_model(at))
    made = _add_figures(model, seed, at)
    plan = worked_example.renew(pack=SIMULATED, at=at, say=log.debug)
    if plan.pk == before:
        return "allocation: the simulated plan is there already"
    units, weighed = plan.scenario.units, plan.weighed
    return f"allocation: {made} simulated figures, {units} places among {weighed} simulated organisations"


@transaction.atomic
def _add_figures(model: NeedModel, seed: int, at: datetime) -> int:
    """What the need model reads about regions, where it is missing; returns how many figures that were."""
    atlas = need_facts.read(timezone.localdate(at), SIMULATED).atlas
    chance = Random(f"{seed} figures")  # noqa: S311 - a world that can be made again, no secret
    rows = [
        IndicatorValue(
            pack=SIMULATED,
            region_id=figure.region,
            indicator=figure.indicator,
            value=figure.value,
            unit=figure.unit,
            year=figure.year,
            period=str(figure.year),
            statistic=Statistic.DERIVED,
            source_id=invented_country.SOURCE,
            note="Simulated",
        )
        for figure in invented_figures.figures(atlas, _read_by(model), chance)
    ]
    IndicatorValue.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _read_by(model: NeedModel) -> Iterator[tuple[str, int]]:
    """The figures that a need model looks at: indicator and year."""
    for criterion in model.criteria:
        if isinstance(criterion.measure, AreaFigure | PopulationServed):
            yield criterion.measure.indicator, criterion.measure.year
