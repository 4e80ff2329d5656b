"""What this app adds to the pages of the register: need and place of an organisation, places of a district."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fulcrum.allocation import queries, score_lines, verdicts
from fulcrum.allocation.models import Place, Score
from fulcrum.registry.models import Organisation, Region
from fulcrum.registry.slots import ListColumn, Slot, district_slots, list_slots, organisation_slots


def register() -> None:
    """Called once, in ready()."""
    organisation_slots.register(of_organisation, order=10)
    district_slots.register(of_district, order=10)
    list_slots.register(of_list, order=10)


def of_organisation(request: HttpRequest, organisation: Organisation) -> Slot | None:
    """The score with its lines and the place in the shown plan of its register."""
    plan = queries.shown(organisation.pack)
    if plan is None or plan.score_run_id is None:
        return None
    score = (
        Score.objects.select_related("run__need_model")
        .filter(run=plan.score_run_id, organisation=organisation)
        .first()
    )
    place = plan.places.filter(organisation=organisation).first()
    context: dict[str, Any] = {"plan": plan, "place": place, "score": score, "organisation": organisation}
    if score is not None:
        context["lines"] = score_lines.lines(score)
        context["ineligible"] = score_lines.ineligible(score)
        context["look_alikes"] = score_lines.look_alikes(score)
    if place is not None:
        context["verdict"] = verdicts.verdict(
            plan, place, organisation, queries.district_names(organisation.pack)
        )
    return Slot("allocation/parts/organisation_slot.html", context)


def of_district(request: HttpRequest, district: Region) -> Slot | None:
    """How many places the district has in the worked example, and who holds them."""
    plan = queries.worked_example()
    if plan is None:
        return None
    here = queries.places(plan).filter(organisation__district=district)
    counts = here.order_by().aggregate(weighed=Count("pk"), chosen=Count("pk", filter=Q(is_chosen=True)))
    chosen = list(here.filter(is_chosen=True)[:60])
    context = {"plan": plan, "counts": counts, "chosen": chosen, "district": district}
    return Slot("allocation/parts/district_slot.html", context)


def of_list(request: HttpRequest, organisations: Sequence[Organisation]) -> ListColumn | None:
    """Who of the bodies of one page has a place in the shown plan; one that was not weighed has an empty cell.

    No column where none of them was weighed, or nothing is computed yet.
    """
    keys = [body.pk for body in organisations]
    places = Place.objects.filter(
        Q(plan__is_worked_example=True) | Q(plan__is_simulated_example=True), organisation__in=keys
    )
    pill = "allocation/parts/place_pill.html"
    cells = {place.organisation_id: Slot(pill, {"place": place}) for place in places}
    return ListColumn(_("Place in the plan"), cells) if cells else None
