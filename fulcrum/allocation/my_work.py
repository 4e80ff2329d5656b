"""What this app adds to My work: the computations that somebody asked for, ways on, and what an empty list teaches."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.allocation import labels
from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan
from fulcrum.foundation.web import work
from fulcrum.registry import access

KEPT = timedelta(days=7)
"""So long an answer stands in the list of the one who asked."""


def register() -> None:
    """Called once, in ready()."""
    work.register(work.Source("allocation.plans", "allocation", gettext_lazy("Plan"), _waiting, _lines))
    work.register_home(work.Home(20, _block))
    work.register_lesson(
        work.Lesson(
            20,
            gettext_lazy(
                "A scenario that you ask for stands here while it is computed and for a week after."
            ),
            "allocation:new_scenario",
            gettext_lazy("Make a scenario"),
            lambda user: access.may(user, "allocation.ask_scenario"),
        ),
        work.Lesson(
            21,
            gettext_lazy("Every scenario that was ever run is kept; any plan can be checked again."),
            "allocation:scenarios",
            gettext_lazy("Open the scenarios"),
            lambda user: access.may(user, "allocation.check_plan"),
        ),
    )


def _waiting(user: Any, at: datetime) -> "QuerySet[Plan] | None":
    """Computations that this person asked for: open ones, and those that ended in the last week."""
    if not access.may(user, "allocation.see_scenarios"):
        return None
    still_new = Q(state__in=[State.FINISHED, State.FAILED], finished_at__gte=at - KEPT)
    asked = Plan.objects.filter(scenario__by=user)
    return asked.filter(Q(state__in=[State.WAITING, State.RUNNING]) | still_new)


def _lines(user: Any, at: datetime) -> Iterable[work.Line]:
    plans = _waiting(user, at)
    if plans is None:
        return
    for plan in plans.select_related("scenario").defer("problem", "rows", "conflicts")[: work.MOST]:
        yield work.Line(
            title=labels.marked_name(plan.scenario),
            href=reverse("allocation:scenario", args=[plan.pk]),
            action=_("Follow the computation") if plan.is_open else _("Look at the answer"),
            reason=_reason(plan),
            weight=1 if plan.state == State.FAILED else 0,
        )


def _reason(plan: Plan) -> str:
    if plan.is_open:
        return _("You asked for this plan; it is being computed.")
    if plan.state == State.FAILED:
        return _("You asked for this plan; its computation failed.")
    if plan.has_places:
        return _("You asked for this plan; it is ready.")
    return _("You asked for this plan; the engine found none and says why.")


def _block(user: Any, at: datetime) -> work.Block | None:
    if not access.may(user, "allocation.see_scenarios"):
        return None
    links = [work.Link(_("Scenarios"), reverse("allocation:scenarios"))]
    if access.may(user, "allocation.ask_scenario"):
        links.insert(0, work.Link(_("Make a scenario"), reverse("allocation:new_scenario")))
    links.append(work.Link(_("The plan that the public sees"), reverse("allocation:plan")))
    return work.Block(_("Scenarios and plans"), links=links)
