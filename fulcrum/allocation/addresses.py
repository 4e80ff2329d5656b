"""Where a plan has its pages: the public ones if everybody may see it, else those of its scenario."""

from django.urls import reverse

from fulcrum.allocation.models import Plan
from fulcrum.allocation.registers import PARAMETER


def of_plan(plan: Plan) -> str:
    """The page with map and list."""
    return _with_register(plan, "plan") if plan.is_public else reverse("allocation:scenario", args=[plan.pk])


def of_problem(plan: Plan) -> str:
    """The exact input as a file."""
    if plan.is_public:
        return _with_register(plan, "problem")
    return reverse("allocation:scenario_problem", args=[plan.pk])


def of_why(plan: Plan, slug: str) -> str:
    """Why this organisation is in or not; the organisation says which register it is."""
    if plan.is_public:
        return reverse("allocation:why", args=[slug])
    return reverse("allocation:scenario_why", args=[plan.pk, slug])


def of_exports(plan: Plan) -> str:
    """The list as a file, up to the kind of file; the filters that follow name the register."""
    if plan.is_public:
        return reverse("allocation:plan_export", args=["csv"]).removesuffix("csv")
    return reverse("allocation:scenario_export", args=[plan.pk, "csv"]).removesuffix("csv")


def _with_register(plan: Plan, name: str) -> str:
    address = reverse(f"allocation:{name}")
    return f"{address}?{PARAMETER}={plan.scenario.pack}" if plan.scenario.is_simulated else address
