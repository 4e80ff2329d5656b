"""Need scores and the plan for programs."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import AuthenticationError

from fulcrum.allocation import queries, registers
from fulcrum.allocation.models import Place, Scenario
from fulcrum.foundation.api.errors import DOCUMENTED
from fulcrum.foundation.api.paging import USUAL, After, Code, Limit, Page, page
from fulcrum.registry import access

router = Router(tags=["plan"])


class PlanRow(Schema):
    """The worked example: how many places, how sure they are, and the hash of exactly what went in."""

    scenario: str
    is_simulated: bool
    units: int
    outcome: str
    places: int
    certain: int
    interchangeable: int
    by_lot: int
    input_hash: str
    computed_at: str
    remark: str


REMARK = "A worked example from published data, not a decision of the Government or its agencies."

SIMULATED_REMARK = "Simulated: a plan for a country that does not exist. Nothing in it is real."


@router.get("/plan", response={200: PlanRow, **DOCUMENTED}, summary="The plan shown to the public")
def plan(request: HttpRequest, pack: Code = "") -> Any:
    """The worked example computed from published data; with pack=demo, the plan of the simulated country."""
    current = queries.shown(registers.asked({registers.PARAMETER: pack}))
    if current is None:
        raise Http404
    return PlanRow(
        scenario=current.scenario.name,
        is_simulated=current.scenario.is_simulated,
        units=current.scenario.units,
        outcome=current.outcome,
        places=queries.places(current).filter(is_chosen=True).count(),
        certain=current.certain,
        interchangeable=current.interchangeable,
        by_lot=current.by_lot,
        input_hash=current.input_hash,
        computed_at=current.finished_at.isoformat() if current.finished_at else "",
        remark=SIMULATED_REMARK if current.scenario.is_simulated else REMARK,
    )


class PlaceRow(Schema):
    """One organisation in the plan. Points are out of a hundred, with the range that missing data leaves open."""

    id: int
    organisation: int
    slug: str
    is_simulated: bool
    is_chosen: bool
    is_mandatory: bool
    sureness: str
    points: float
    low: float
    high: float


def _place(row: Place) -> PlaceRow:
    return PlaceRow(
        id=row.pk,
        organisation=row.organisation_id,
        slug=row.organisation.slug,
        is_simulated=row.organisation.is_simulated,
        is_chosen=row.is_chosen,
        is_mandatory=row.is_mandatory,
        sureness=row.sureness,
        points=row.points / 10_000,
        low=row.low / 10_000,
        high=row.high / 10_000,
    )


@router.get("/plan/places", response={200: Page[PlaceRow], **DOCUMENTED}, summary="Organisations in the plan")
def places(
    request: HttpRequest,
    is_chosen: bool | None = None,
    pack: Code = "",
    limit: Limit = USUAL,
    after: After = "",
) -> Any:
    """Every organisation that the plan weighed, whether it got a place and how sure that is."""
    current = queries.shown(registers.asked({registers.PARAMETER: pack}))
    rows = (
        Place.objects.filter(plan=current).select_related("organisation") if current else Place.objects.none()
    )
    rows = rows if is_chosen is None else rows.filter(is_chosen=is_chosen)
    return page(rows, order=["pk"], limit=limit, after=after, item=_place)


class ScenarioRow(Schema):
    """A question put to the engine."""

    id: int
    name: str
    pack: str
    is_simulated: bool
    units: int
    tie_seed: int
    quotas: list[dict[str, Any]]


@router.get("/scenarios", response={200: Page[ScenarioRow], **DOCUMENTED}, summary="Scenarios")
def scenarios(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Any:
    """Every scenario that was ever run."""
    if not request.user.is_authenticated:
        raise AuthenticationError
    access.require(request.user, "allocation.see_scenarios")
    return page(Scenario.objects.all(), order=["pk"], limit=limit, after=after, item=ScenarioRow.from_orm)
