"""What the jobs of this app are called, and what may be done with them."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import refusals
from fulcrum.allocation.models import Plan
from fulcrum.allocation.services import scenarios
from fulcrum.foundation.jobs.kinds import Kind
from fulcrum.foundation.users.models import User


def _stop_plan(*, by: User, at: datetime, plan_id: int) -> None:
    scenarios.cancel(Plan.objects.select_related("scenario").get(pk=plan_id), by=by, at=at)


def _plan_page(plan_id: int) -> str:
    return reverse("allocation:scenario", args=[plan_id])


KINDS = (
    Kind(
        "allocation.run_plan",
        _("Compute a plan"),
        word=refusals.word,
        address=_plan_page,
        stop=_stop_plan,
        stops=True,
        repeatable=False,  # a plan that failed stays failed; its scenario is asked anew
    ),
    Kind(
        "allocation.renew_worked_example", _("Compute scores and the public's plan anew"), word=refusals.word
    ),
    Kind("allocation.tell_of_offers", _("Tell organisations of their offers"), word=refusals.word),
    Kind("allocation.remind_of_offers", _("Remind of offers that wait for an answer"), repeatable=False),
    Kind("allocation.let_offers_lapse", _("Let offers lapse whose last day has passed"), repeatable=False),
)
