"""Work that the worker does for this app."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.allocation.models import Plan
from fulcrum.allocation.services import plans


@app.task(name="allocation.run_plan", pass_context=False)
def run_plan(plan_id: int) -> None:
    """Compute one plan; run twice, it computes again or finds it finished."""
    plans.run(Plan.objects.get(pk=plan_id), at=timezone.now())
