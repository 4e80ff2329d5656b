"""What officers change about calendars: a year's list, special days, the calendar of one organisation."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fulcrum.foundation.users.models import User
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import (
    access,
    calendar_answers,
    calendar_pages,
    calendar_wordings,
    calendars,
    queries,
    refusals,
)
from fulcrum.registry.calendar_forms import (
    PACK,
    HolidayListForm,
    OwnCalendarForm,
    SpecialDayForm,
    WithdrawForm,
)
from fulcrum.registry.domain.holiday_rows import FEWEST_LIKELY
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.models import Organisation, SpecialDay
from fulcrum.registry.services import holiday_lists, own_calendars, special_days
from fulcrum.registry.services.holiday_lists import ACTION
from fulcrum.registry.views.calendars import choices, crumbs, home_year

PASTED = "list"
MOST_DAYS = 50


def _officer(request: HttpRequest) -> User:
    """The signed-in person, who must be allowed to change calendars."""
    assert isinstance(request.user, User)
    access.require(request.user, ACTION)
    return request.user


def _sent(request: HttpRequest, *files: Any) -> tuple[Any, ...]:
    """What a form is bound to: nothing as long as nothing is sent."""
    return (request.POST, *files) if request.method == "POST" else ()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Load the holidays of a year: first what would change, then, when that is confirmed, load them."""
    officer = _officer(request)
    at = timezone.now()
    form = HolidayListForm(
        request.POST or None, request.FILES or None, initial={"year": timezone.localdate(at).year + 1}
    )
    context: dict[str, Any] = {"crumbs": crumbs(), "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            is_confirmed = "load" in request.POST
            done = _load(form, officer, dry_run=not is_confirmed)
            if done is not None and done.ok and is_confirmed:
                messages.success(
                    request, _("The holidays of %(year)s are loaded.") % {"year": form.cleaned_data["year"]}
                )
                return redirect("registry:calendars")
            if done is not None:
                context |= _preview(form, done)
                status = 200 if done.ok else 422
    return render(request, "registry/calendar_holidays.html", context, status=status)


def _load(form: HolidayListForm, officer: User, *, dry_run: bool) -> LoadReport | None:
    """Check or load the list; None if it was refused, which the form then tells."""
    file = form.cleaned_data["file"]
    name = PurePath(file.name).name if file else PASTED
    try:
        return holiday_lists.load(
            form.cleaned_data["text"],
            form.publication(),
            file=name,
            by=officer,
            at=timezone.now(),
            dry_run=dry_run,
        )
    except Refusal as refusal:
        field = "reason" if refusal.code == "calendar_reason_missing" else None
        form.add_error(field, calendar_wordings.word(refusal))
        return None


def _preview(form: HolidayListForm, done: LoadReport) -> dict[str, Any]:
    last = holiday_lists.latest(PACK, form.cleaned_data["year"])
    counts = done.tables.get(holiday_lists.TABLE)
    return {
        "report": done,
        "worded": [(error, refusals.word(error, calendar_wordings.ROWS)) for error in done.errors],
        "counts": counts,
        "is_short": counts is not None and counts.total < FEWEST_LIKELY,
        "needs_reason": last is not None and not form.cleaned_data["reason"],
        "kept": {name: form.cleaned_data[name] for name in form.fields if name != "file"},
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def special(request: HttpRequest) -> HttpResponse:
    """The special days, and a form for one more."""
    officer = _officer(request)
    form = SpecialDayForm(choices(calendars.read()), *_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = special_days.add(form.declared(), by=officer, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, calendar_wordings.word(refusal))
        else:
            told = {"name": own_name(made, get_language())}
            messages.success(request, _("“%(name)s” is entered and counts from now on.") % told)
            return redirect("registry:special_days")
    context = {
        "crumbs": crumbs(),
        "form": form,
        "withdraw_form": WithdrawForm(),
        "standing": calendar_pages.standing_days(officer)[:MOST_DAYS],
        "withdrawn": calendar_pages.withdrawn_days(officer)[:MOST_DAYS],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registry/calendar_special_days.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a special day hold no longer."""
    officer = _officer(request)
    day = get_object_or_404(SpecialDay.objects.visible_to(officer), pk=pk)
    try:
        special_days.withdraw(day, reason=request.POST.get("reason", ""), by=officer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, calendar_wordings.word(refusal))
    else:
        messages.success(request, _("The special day is withdrawn and counts no longer."))
    return redirect("registry:special_days")


@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """By which calendar an organisation works and why; an officer gives it another one."""
    body = queries.organisation(slug, user=request.user)
    if body is None:
        raise Http404
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    today = timezone.localdate()
    found = calendars.read()
    form = OwnCalendarForm(choices(found), *_sent(request), initial={"begins_on": today})
    if request.method == "POST" and _is_given(request, body, form):
        return redirect("registry:calendar_of", slug=body.slug)
    choice = found.choice_for(body, today)
    facts = choice.facts
    context = {
        "crumbs": [
            *crumbs(),
            (own_name(body, get_language()), reverse("registry:organisation", args=[body.slug])),
        ],
        "body": body,
        "choice": choice,
        "facts": facts,
        "year": home_year(facts) if facts else None,
        "state": calendar_answers.now(facts, timezone.now()) if facts else None,
        "given": body.own_calendars.newest_first().select_related("calendar"),
        "form": form,
        "may_manage": access.may(request.user, ACTION),
    }
    return render(
        request, "registry/calendar_of.html", context, status=422 if request.method == "POST" else 200
    )


def _is_given(request: HttpRequest, body: Organisation, form: OwnCalendarForm) -> bool:
    """Whether the organisation was given the calendar that the form names."""
    officer = _officer(request)
    if not form.is_valid():
        return False
    told = {**form.cleaned_data, "calendar": calendars.read().by_code[form.cleaned_data["calendar"]].row}
    try:
        own_calendars.assign(body, by=officer, at=timezone.now(), **told)
    except Refusal as refusal:
        form.add_error(None, calendar_wordings.word(refusal))
        return False
    messages.success(request, _("The organisation works by this calendar in these days."))
    return True
