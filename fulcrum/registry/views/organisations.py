"""The list of organisations and the page of one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.kit.naming import own_name
from fulcrum.registry import access, facts, labels, maps, queries, search, timeline
from fulcrum.registry.forms import FilterForm
from fulcrum.registry.models import Organisation, Region
from fulcrum.registry.queries import NOT_STATED, OrganisationFilters
from fulcrum.registry.services import proposals
from fulcrum.registry.slots import list_slots, organisation_foot_slots, organisation_slots

MOST_CHILDREN = 60


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True)
class DistrictMeant:
    """A district whose name was searched for: its name, its organisations, its page."""

    name: str
    count: int
    href: str


def address(
    filters: OrganisationFilters, *, name: str = "registry:organisations", args: tuple[str, ...] = ()
) -> str:
    """The address of a list with these filters; empty ones and the usual order are left out."""
    values = {
        field: value for field, value in vars(filters).items() if value and (field, value) != ("sort", "name")
    }
    return reverse(name, args=args) + (f"?{urlencode(values)}" if values else "")


def home() -> list[tuple[str, str]]:
    """Where every trail of crumbs begins."""
    return [(_("Home"), "/")]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All organisations, narrowed, sorted and paged as the address says."""
    language = get_language() or "en"
    regions = queries.provinces_and_districts(language)
    form = FilterForm(request.GET, regions)
    filters = form.filters()
    page = queries.organisations(filters, language, user=request.user)
    above = queries.organisation(filters.parent, user=request.user) if filters.parent else None
    start = filters.from_start()
    context = {
        "crumbs": home(),
        "form": form,
        "filter_fields": [
            form[name] for name in ("kind", "tier", "sector", "province", "district", "pack", "sort")
        ],
        "filters": filters,
        "kept": [("parent", filters.parent)] if filters.parent else [],
        "page": page,
        "columns": list_slots.render(request, page.rows),
        "district_meant": _district_meant(filters.search, regions, request, language),
        "ignored": form.ignored(),
        "chips": _chips(start, {region.code: region for region in regions}, above, language),
        "above": above,
        "next_href": address(start.from_start(after=page.after)) if page.after else "",
        "previous_href": address(start.from_start(before=page.before)) if page.before else "",
        "exports": [
            (kind, address(start, name="registry:organisations_export", args=(kind,)))
            for kind in ("csv", "xlsx")
        ],
    }
    return render(request, "registry/organisations.html", context)


def _district_meant(
    words: str, regions: list[Region], request: HttpRequest, language: str
) -> DistrictMeant | None:
    district = search.district_meant(words, regions)
    if district is None:
        return None
    return DistrictMeant(
        own_name(district, language),
        queries.count_in_district(district.code, request.user),
        reverse("registry:district", args=[district.code]),
    )


def _chips(
    filters: OrganisationFilters, regions: dict[str, Region], above: Organisation | None, language: str
) -> list[Chip]:
    def region(code: str) -> str:
        return _("Not stated") if code == NOT_STATED else own_name(regions[code], language)

    found = [
        ("search", _("Words"), filters.search),
        ("kind", _("Kind"), labels.of("kind", filters.kind)),
        ("tier", _("Level"), labels.of("tier", filters.tier)),
        ("sector", _("Field of work"), labels.of("sector", filters.sector)),
        ("province", _("Province"), region(filters.province) if filters.province else ""),
        ("district", _("District of the seat"), region(filters.district) if filters.district else ""),
        ("pack", _("Country"), _("The simulated country") if filters.pack else ""),
        ("parent", _("Below"), own_name(above, language) if above else filters.parent),
    ]
    return [
        Chip(label, value, address(filters.from_start(**{field: ""})))
        for field, label, value in found
        if value
    ]


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the register states about one organisation."""
    body = queries.organisation(slug, user=request.user)
    if body is None:
        raise Http404
    language = get_language() or "en"
    below = list(queries.children(body, language)[: MOST_CHILDREN + 1])
    districts = queries.districts(language)
    history = timeline.of(body, request.user, language)
    map_view = None if body.is_simulated else _locator(body, districts)
    context = {
        "crumbs": [*home(), (_("Organisations"), reverse("registry:organisations"))],
        "body": body,
        "shown_name": own_name(body, language),
        "district_name": own_name(body.district, language) if body.district else "",
        "is_closed": body.is_closed_on(timezone.localdate()),
        "facts": facts.organisation_facts(body, history.recorded),
        "history": history,
        "keeping": _keeping(request, body),
        "ancestors": queries.ancestors(body),
        "children": below[:MOST_CHILDREN],
        "has_more_children": len(below) > MOST_CHILDREN,
        "below_href": address(OrganisationFilters(parent=body.slug)),
        "region_facts": facts.region_facts(body.region) if body.region and not body.is_simulated else [],
        "map": map_view,
        "place": None if body.is_simulated else maps.place_of(body),
        "slots": organisation_slots.render(request, body),
        "foot_slots": organisation_foot_slots.render(request, body),
        "kind_href": address(OrganisationFilters(kind=body.kind)),
    }
    return render(request, "registry/organisation.html", context)


def _keeping(request: HttpRequest, body: Organisation) -> dict[str, bool]:
    """What this reader may do to keep it true; empty if nothing."""
    may = {
        "edit": access.may(request.user, "registry.edit_organisations", body),
        "record": access.may(request.user, "registry.record_events", body),
        "propose": proposals.may_propose(request.user, body),
    }
    return may if any(may.values()) else {}


def _locator(body: Organisation, districts: list[Region]) -> maps.MapView:
    """The map that shows where it is."""
    return maps.district_map(
        maps.MapFigures(), districts, organisations=[body], current=body.district_id or "", id="locator"
    )
