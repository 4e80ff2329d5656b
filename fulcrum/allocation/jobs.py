"""Work that the worker does for this app."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.allocation import queries
from fulcrum.allocation.models import NeedModel, Plan
from fulcrum.allocation.services import plans, scores, worked_example

log = logging.getLogger(__name__)


@app.task(name="allocation.run_plan", pass_context=False)
def run_plan(plan_id: int) -> None:
    """Compute one plan; run twice, it computes again or finds it finished."""
    plans.run(Plan.objects.get(pk=plan_id), at=timezone.now())


@app.task(name="allocation.renew_worked_example", pass_context=False)
def renew_worked_example() -> None:
    """Score each register as it is now and show the plan that follows; nothing happens if nothing changed."""
    now = timezone.now()
    newest = NeedModel.objects.first()
    for pack in queries.registers():
        worked_example.renew(pack=pack, at=now, say=log.info)
        if newest is not None:
            scores.run(newest, pack=pack, by=None, at=now)
