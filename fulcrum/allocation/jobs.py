"""Work that the worker does for this app."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.allocation import offer_notices, queries
from fulcrum.allocation.models import NeedModel, Offer, Plan
from fulcrum.allocation.services import offer_cases, plans, scores, worked_example

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


@app.task(name="allocation.tell_of_offers", pass_context=False)
def tell_of_offers(publication_id: int) -> None:
    """Tell everybody who may answer the offers of one publication; run twice, nobody is told twice."""
    rows = Offer.objects.open().filter(publication=publication_id).select_related("organisation")
    offer_notices.tell_offered(rows.order_by("number"), at=timezone.now())


@app.periodic(cron="3 2 * * *")
@app.task(name="allocation.remind_of_offers", queueing_lock="allocation.remind_of_offers", pass_context=False)
def remind_of_offers(timestamp: int) -> None:
    """Remind of offers whose day of reminding has come, in the country's morning; run twice, the second finds none."""
    now = timezone.now()
    due = Offer.objects.open().filter(remind_on__0__lte=timezone.localdate(now)).order_by("number")
    for offer in due:
        offer_cases.remind(offer, at=now)


@app.periodic(cron="34 * * * *")
@app.task(name="allocation.let_offers_lapse", queueing_lock="allocation.let_offers_lapse", pass_context=False)
def let_offers_lapse(timestamp: int) -> None:
    """Let offers lapse whose last day has passed; the country's day begins at half past an hour of the world's."""
    now = timezone.now()
    for offer in Offer.objects.open().filter(answer_by__lt=timezone.localdate(now)).order_by("number"):
        offer_cases.lapse(offer, at=now)
