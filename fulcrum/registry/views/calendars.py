"""The calendars, one year of each, and the calendar by which one organisation works."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.kit.naming import own_name
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import access, calendar_answers, calendar_pages, calendar_wordings, calendars
from fulcrum.registry.calendar_forms import WHEN, DueForm
from fulcrum.registry.calendars import CalendarFacts, Calendars
from fulcrum.registry.services.holiday_lists import ACTION
from fulcrum.registry.views.organisations import home

USUAL_QUESTION = {"hours": "7.75"}


def crumbs() -> list[tuple[str, str]]:
    """The trail of every page below the list."""
    return [*home(), (_("Calendars"), reverse("registry:calendars"))]


def choices(found: Calendars) -> list[tuple[str, str]]:
    """Every calendar by code, with its name in the reader's language."""
    language = get_language()
    return [(code, own_name(facts.row, language)) for code, facts in found.by_code.items()]


def home_year(facts: CalendarFacts) -> int | None:
    """The year that a link to a calendar opens: this one, else the last one it covers before it."""
    today = calendars.local_day(facts, timezone.now())
    years = [year for year in facts.covered_years if year <= today.year] or list(facts.covered_years)
    return years[-1] if years else None


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All calendars with what each says of this moment, years that are missing, and an answer to "when is it due"."""
    at = timezone.now()
    found = calendars.read()
    form = _question(request, found)
    rows = [
        {
            "row": facts.row,
            "years": facts.covered_years,
            "year": home_year(facts),
            "state": calendar_answers.now(facts, at),
            "never_closes": facts.row.covered_until is not None,
        }
        for facts in found.by_code.values()
    ]
    problems = calendars.problems(timezone.localdate(at), found)
    context = {
        "crumbs": home(),
        "rows": rows,
        "problems": [calendar_pages.problem_text(problem) for problem in problems],
        "may_manage": access.may(request.user, ACTION),
        "form": form,
        **_answer(form, found),
    }
    return render(request, "registry/calendars.html", context)


def _question(request: HttpRequest, found: Calendars) -> DueForm:
    if "hours" in request.GET:
        return DueForm(choices(found), request.GET)
    first = {
        **USUAL_QUESTION,
        "after": f"{timezone.localtime():{WHEN}}",
        "calendar": request.GET.get("calendar"),
    }
    return DueForm(choices(found), initial=first)


def _answer(form: DueForm, found: Calendars) -> dict[str, Any]:
    if not form.is_bound or not form.is_valid():
        return {}
    facts = found.by_code[form.cleaned_data["calendar"]]
    start = form.cleaned_data["after"].replace(tzinfo=facts.zone)
    try:
        return {"due": calendar_answers.due(facts, start, form.work())}
    except NotCovered as told:
        return {"refused": calendar_wordings.word_not_covered(told)}


@require_safe
def year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One year of one calendar: months, the days that differ, hours, and where all of it comes from."""
    found = calendars.read()
    facts = _facts(found, code, year)
    language = get_language()
    years = facts.covered_years
    context = {
        "crumbs": crumbs(),
        "facts": facts,
        "name": own_name(facts.row, language),
        "year": year,
        "previous": year - 1 if year - 1 in years else None,
        "next": year + 1 if year + 1 in years else None,
        "heads": calendar_pages.weekday_heads(),
        "months": calendar_pages.months(facts, year, calendars.local_day(facts, timezone.now())),
        "other_days": calendar_pages.other_days(facts, year),
        "hours": calendar_pages.hours(facts),
        "held": facts.years.get(year) if facts.row.observes else None,
        "versions": calendar_pages.versions(facts, year) if facts.row.observes else [],
        "state": calendar_answers.now(facts, timezone.now()),
        "problems": [
            calendar_pages.problem_text(problem)
            for problem in calendars.problems(timezone.localdate(), found)
            if facts in problem.calendars
        ],
        "may_manage": access.may(request.user, ACTION),
    }
    return render(request, "registry/calendar_year.html", context)


@require_safe
def ics(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The days of a year on which a calendar is shut, for calendar programs."""
    facts = _facts(calendars.read(), code, year)
    shut = (
        (each.day, calendar_answers.names_of(facts, each.day))
        for each in calendar_pages.other_days(facts, year)
        if facts.working.day(each.day).is_shut
    )
    text = calendar_pages.icalendar(facts, year, own_name(facts.row, get_language()), shut)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{facts.code}-{year}.ics"'
    return response


def _facts(found: Calendars, code: str, year: int) -> CalendarFacts:
    facts = found.by_code.get(code)
    if facts is None or year not in facts.covered_years:
        raise Http404
    return facts
