"""What the head's page tells of one organisation: what is asked, how far its unit is, what was offered and requested."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from fulcrum.allocation.models import Offer, UnitRequest
from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.units import home as unit_home
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.home import Stop
from fulcrum.units.models import Unit
from fulcrum.units.services import own_model

SEE = "allocation.see_own_page"


@dataclass(frozen=True)
class UnitLine:
    """The unit of the organisation: its stages, and how many of its posts are empty."""

    unit: Unit
    model: Blueprint
    stops: Sequence[Stop]
    posts: int
    vacant: int


@dataclass(frozen=True)
class HeadPage:
    """All of it. tasks: what My work holds about this organisation, the most urgent first; elsewhere: what else waits."""

    organisation: Organisation
    tasks: Sequence[work.Task]
    elsewhere: int
    offer: Offer | None
    request: UnitRequest | None
    unit: UnitLine | None


def organisations(user: Any) -> list[Organisation]:
    """The organisations that this person heads or steers today, by name."""
    keys = access.scope(user, SEE).organisations
    rows = Organisation.objects.filter(pk__in=keys).select_related("district", "source")
    return list(rows.order_by("sort_en", "pk"))


def of(organisation: Organisation, user: Any, at: datetime, *, is_only: bool) -> HeadPage:
    """The page of one organisation. is_only: whether the person has no other, so that all that waits is about it."""
    gathered = work.gather(user, at).tasks
    own = [task for task in gathered if is_only or _is_about(task, organisation)]
    offers = Offer.objects.visible_to(user).filter(organisation=organisation)
    requests = UnitRequest.objects.visible_to(user).filter(organisation=organisation)
    return HeadPage(
        organisation=organisation,
        tasks=own,
        elsewhere=len(gathered) - len(own),
        offer=offers.defer("letter").order_by("-number").first(),
        request=requests.open().first(),
        unit=_unit(organisation, user, at),
    )


def _is_about(task: work.Task, organisation: Organisation) -> bool:
    """Whether the line names the organisation in its title, as sources of My work do."""
    return own_name(organisation, get_language()) in str(task.line.title)


def _unit(organisation: Organisation, user: Any, at: datetime) -> UnitLine | None:
    today = timezone.localdate(at)
    unit = (
        Unit.objects.visible_to(user)
        .standing()
        .filter(organisation=organisation)
        .select_related("organisation", "blueprint")
        .first()
    )
    if unit is None:
        return None
    model = own_model.of(unit)
    stops = unit_home.rail(unit, model, unit.passages.all())
    vacant = list(
        unit.posts.filter(opened_on__lte=today, closed_on__isnull=True).values_list("vacant_since", flat=True)
    )
    return UnitLine(unit, model, stops, len(vacant), sum(since is not None for since in vacant))
