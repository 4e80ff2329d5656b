"""A plan's list as a file: the filtered places with the fixed line, the certificate and the sources."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.labels import SURENESS, value_label
from fulcrum.allocation.models import Place, Plan
from fulcrum.allocation.plan_filters import PlanFilters
from fulcrum.allocation.queries import places
from fulcrum.kit.cells import harmless
from fulcrum.registry.exports import fixed_line

JSON = "json"
CSV = "csv"
XLSX = "xlsx"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def problem_response(plan: Plan) -> HttpResponse:
    """The exact input of a plan in the format fulcrum.problem/1."""
    if not plan.problem:
        raise Http404
    response = HttpResponse(plan.problem, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="problem-{plan.pk}.json"'
    return response


def response(plan: Plan, filters: PlanFilters, kind: str) -> HttpResponse:
    """The list as a file; 404 for a kind that does not exist or a plan without places."""
    writers = {
        CSV: (_csv, "text/csv; charset=utf-8"),
        XLSX: (_xlsx, XLSX_TYPE),
        JSON: (_json, "application/json"),
    }
    if kind not in writers or not plan.has_places:
        raise Http404
    write, content_type = writers[kind]
    answer = HttpResponse(write(plan, filters), content_type=content_type)
    name = f"simulated-plan-{plan.pk}" if plan.scenario.is_simulated else f"plan-{plan.pk}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _note(plan: Plan) -> str:
    """What must stand on every list of this plan."""
    if plan.scenario.is_simulated:
        return _("Simulated: a plan for a country that does not exist. Nothing in it is real.")
    return fixed_line()


def _about(plan: Plan) -> list[tuple[str, str]]:
    return [
        (_("Note"), _note(plan)),
        (_("Scenario"), plan.scenario.name),
        (_("Computed at"), plan.finished_at.isoformat() if plan.finished_at else ""),
        (_("Places"), str(plan.scenario.units)),
        (_("Total need, micro-points"), str(plan.objective)),
        (_("Proven at most, micro-points"), str(plan.bound)),
        (_("Input"), plan.input_hash),
    ]


def _heads() -> list[str]:
    return [
        _("Key"),
        _("Name in English"),
        _("Name in Sinhala"),
        _("Name in Tamil"),
        _("Kind"),
        _("Field of work"),
        _("Province"),
        _("District"),
        _("Chosen"),
        _("Sureness"),
        _("Need, points"),
        _("Need at least"),
        _("Need at most"),
        _("Source"),
        _("Year of the source"),
        _("Id"),
    ]


def _rows(plan: Plan, filters: PlanFilters) -> Iterator[list[Any]]:
    regions = filters.regions
    for place in filters.narrow(places(plan)):
        organisation = place.organisation
        yield [
            organisation.key,
            organisation.name_en,
            organisation.name_si,
            organisation.name_ta,
            value_label("kind", organisation.kind),
            value_label("sector", organisation.sector),
            _region(organisation.province_id, regions),
            _region(organisation.district_id, regions),
            _("yes") if place.is_chosen else _("no"),
            str(SURENESS[Sureness(place.sureness)]) if place.sureness else "",
            _points(place.points),
            _points(place.low),
            _points(place.high),
            organisation.source_id,
            organisation.source_year or "",
            organisation.slug,
        ]


def _region(code: str | None, regions: Any) -> str:
    return value_label("district", code or "", regions)


def _points(micro: int) -> float:
    return micro / 10_000


def _csv(plan: Plan, filters: PlanFilters) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for name, value in _about(plan):
        writer.writerow([name, harmless(value)])
    writer.writerow([])
    writer.writerow(_heads())
    for row in _rows(plan, filters):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(plan: Plan, filters: PlanFilters) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Plan")[:31])
        sheet.write_row(0, 0, _heads(), bold)
        for number, row in enumerate(_rows(plan, filters), 1):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 3, 44)
        about = book.add_worksheet(_("About")[:31])
        for number, (name, value) in enumerate(_about(plan)):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, value)
        about.set_column(0, 0, 28)
        about.set_column(1, 1, 90)
    return out.getvalue()


def _json(plan: Plan, filters: PlanFilters) -> bytes:
    content = {
        "note": _note(plan),
        "is_simulated": plan.scenario.is_simulated,
        "scenario": plan.scenario.name,
        "units": plan.scenario.units,
        "objective": plan.objective,
        "bound": plan.bound,
        "input_hash": plan.input_hash,
        "places": [_json_place(place) for place in filters.narrow(places(plan))],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _json_place(place: Place) -> dict[str, Any]:
    organisation = place.organisation
    return {
        "key": organisation.key,
        "id": organisation.slug,
        "name_en": organisation.name_en,
        "name_si": organisation.name_si,
        "name_ta": organisation.name_ta,
        "kind": organisation.kind,
        "sector": organisation.sector,
        "province": organisation.province_id,
        "district": organisation.district_id,
        "chosen": place.is_chosen,
        "sureness": place.sureness,
        "points": place.points,
        "low": place.low,
        "high": place.high,
        "source": organisation.source_id,
        "source_year": organisation.source_year,
    }
