"""Calendars and holidays for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from fulcrum.foundation.api.errors import DOCUMENTED
from fulcrum.foundation.api.paging import USUAL, After, Limit, Page, page
from fulcrum.registry import calendars as reading
from fulcrum.registry.api import names_of
from fulcrum.registry.models.holiday import Holiday, HolidayList

router = Router(tags=["calendars"])


class CalendarRow(Schema):
    """The calendar of one class of organisations, and the years whose holidays are known."""

    code: str
    names: dict[str, str]
    zone: str
    years: list[int]


@router.get("/calendars", response={200: list[CalendarRow], **DOCUMENTED}, summary="Working calendars")
def calendars(request: HttpRequest) -> Any:
    """Every calendar; which organisation works by which is told on its page."""
    return [
        CalendarRow(
            code=code, names=names_of(facts.row), zone=facts.row.zone, years=list(facts.covered_years)
        )
        for code, facts in reading.read().by_code.items()
    ]


class HolidayRow(Schema):
    """One holiday. `only` and `excepted` name calendars; both empty means all that observe its kind."""

    id: int
    day: date
    names: dict[str, str]
    kind: str
    only: list[str]
    excepted: list[str]
    gazette: str


@router.get("/holidays", response={200: Page[HolidayRow], **DOCUMENTED}, summary="Public holidays")
def holidays(request: HttpRequest, year: int | None = None, limit: Limit = USUAL, after: After = "") -> Any:
    """Holidays of the lists in force, with the Gazette or source that each list rests on."""
    lists = HolidayList.objects.in_force()
    lists = lists.filter(year=year) if year is not None else lists
    rows = Holiday.objects.filter(in_list__in=lists).select_related("in_list")

    def item(row: Holiday) -> HolidayRow:
        return HolidayRow(
            id=row.pk,
            day=row.day,
            names=names_of(row),
            kind=row.kind,
            only=row.only,
            excepted=row.excepted,
            gazette=row.in_list.gazette or row.in_list.source,
        )

    return page(rows, order=["day", "pk"], limit=limit, after=after, item=item)
