"""What decided about one place, in sentences; from the place and the kept quotas of its plan, without solving again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.allocation import offer_words
from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.labels import group_and_value
from fulcrum.allocation.models import Place, Plan
from fulcrum.allocation.queries import FIELDS
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.registry.models import Organisation, Region


@dataclass(frozen=True)
class Binding:
    """A limit of one of the organisation's own groups that the plan meets exactly."""

    group: str
    value: str
    bound: str
    limit: int


def own_bindings(plan: Plan, place: Place, organisation: Organisation) -> list[Binding]:
    """For a place: the minimums that may have helped it. Else: the maximums that are reached. Smallest group first."""
    own = {group: _value(organisation, group) for group in FIELDS}
    side = "min" if place.is_chosen else "max"
    found = [
        Binding(row["group"], row["value"], row["bound"], row["limit"])
        for row in plan.rows
        if row["value"] is not None
        and own.get(row["group"]) == row["value"]
        and row["bound"] == side
        and row["slack"] == 0
        and row["price"] != 0
    ]
    return sorted(found, key=lambda binding: binding.limit)


def _value(organisation: Organisation, group: str) -> str:
    stated = {
        "kind": organisation.kind,
        "sector": organisation.sector,
        "tier": organisation.tier,
        "district": organisation.district_id,
        "province": organisation.province_id,
    }
    return stated[group] or NO_SEAT


def verdict(plan: Plan, place: Place, organisation: Organisation, regions: Mapping[str, Region]) -> str:
    """One sentence: the cause that weighs most."""
    told = _settled(plan, organisation) or _without_rivals(place)
    if told:
        return told
    bindings = own_bindings(plan, place, organisation)
    if not bindings:
        if place.is_chosen:
            return _("It has a place because of its need.")
        return _("It has no place: other organisations have more need.")
    first = bindings[0]
    facts: dict[str, Any] = {
        "group": group_and_value(first.group, first.value, regions),
        "limit": first.limit,
    }
    if place.is_chosen:
        sentence = ngettext(
            "It has a place because its group (%(group)s) is guaranteed at least %(limit)d place.",
            "It has a place because its group (%(group)s) is guaranteed at least %(limit)d places.",
            first.limit,
        )
    else:
        sentence = ngettext(
            "It has no place: its group (%(group)s) has reached its limit of %(limit)d place.",
            "It has no place: its group (%(group)s) has reached its limit of %(limit)d places.",
            first.limit,
        )
    return sentence % facts


def with_less_need(plan: Plan, place: Place, binding: Binding, regions: Mapping[str, Region]) -> str:
    """How many organisations of a full group have a place with less need, and why; empty if none does."""
    field = FIELDS[binding.group]
    condition = {f"{field}__isnull": True} if binding.value == NO_SEAT else {field: binding.value}
    number = plan.places.filter(is_chosen=True, points__lt=place.points, **condition).count()
    if not number:
        return ""
    sentence = ngettext(
        "In that group %(number)d organisation with less need has a place, because another limit guarantees it one.",
        "In that group %(number)d organisations with less need have a place, because other limits guarantee them one.",
        number,
    )
    return sentence % {"number": number}


def margin(place: Place) -> str:
    """How far the score is from the line."""
    if place.margin is None:
        if place.is_chosen:
            return _("However low its score were, the limits would still give it a place.")
        return _("However high its score were, the limits would leave it no place.")
    facts = {"points": f"{place.margin / 10_000:.2f}"}
    if place.margin == 0:
        return _("Its score is exactly at the line; the lot decided.")
    if place.is_chosen:
        return _("Its score could fall by up to %(points)s points before another takes its place.") % facts
    return _("Its score would have to rise by more than %(points)s points to gain a place.") % facts


def sureness(place: Place) -> str:
    """How sure a place is."""
    if place.sureness == Sureness.CERTAIN:
        return _("It keeps its place even if everything not yet known speaks against it and for all others.")
    if place.low == place.high:
        return _(
            "Everything that counts for it is measured, but others whose facts are not all known could overtake it."
        )
    return _("Once more is known about it or about others, another could take its place.")


def hope(place: Place) -> str:
    """Whether what is not yet measured could bring a place; empty where that is no question."""
    if place.is_chosen or place.margin is None or place.high <= place.points:
        return ""
    if place.high - place.points > place.margin:
        return _("What is not yet measured could raise its score enough, so an assessment matters here.")
    return _("What is not yet measured could not raise its score enough.")


def _settled(plan: Plan, organisation: Organisation) -> str:
    """Where an earlier answer decided and not the need: it keeps its place, or is left out."""
    for line in plan.scenario.kept:
        if line["organisation"] == organisation.pk:
            return str(offer_words.KEEPS_ITS_PLACE[line["why"]])
    for line in plan.scenario.left_out:
        if line["organisation"] == organisation.pk:
            return str(offer_words.WAS_LEFT_OUT[line["why"]])
    return ""


def _without_rivals(place: Place) -> str:
    """Where neither a limit nor more need decided, but a rule or a lot."""
    if place.is_mandatory:
        return _("It is in every plan: the rules of the need model say so.")
    if place.sureness == Sureness.LOT:
        return _("It has a place because it won a lot among exactly equal organisations.")
    if place.is_tied:
        return _("It has no place: it was not drawn in a lot among exactly equal organisations.")
    return ""
