"""Briefings: what was held, who came."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.allocation import request_reads, request_words
from fulcrum.allocation.domain.requesting import BriefingManner
from fulcrum.allocation.models import Attendance
from fulcrum.allocation.request_forms import AttendanceForm, BriefingForm
from fulcrum.allocation.services import briefings as service
from fulcrum.allocation.views.own_form import acted
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.people_forms import ReasonForm
from fulcrum.registry.views.asking import Asked, Done, acting, answer

SEE = "allocation.see_requests"
PAGE = 50


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Home"), "/"), (_("Briefings"), reverse("allocation:briefings"))]


def _page(pk: int) -> str:
    return reverse("allocation:briefing", args=[pk])


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Sessions that the reader may know of, the newest first."""
    access.require(request.user, SEE)
    rows = request_reads.briefings(user=request.user)
    context = {
        "crumbs": _crumbs()[:1],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "shows_numbers": access.scope(request.user, SEE).everywhere,
        "may_record": access.may(request.user, service.BRIEF),
    }
    return render(request, "allocation/briefings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a session; who came is added on its page."""
    access.require(request.user, service.BRIEF)
    officer = acting(request)
    form = BriefingForm(request.POST if request.method == "POST" else None, initial={"led_by": officer.name})

    def record() -> Done:
        row = service.record(form.session(), operation=form.key, by=officer, at=timezone.now())
        return Done(_("The session is recorded. Now say who came."), _page(row.pk))

    return answer(request, form, Asked(_crumbs(), _("Record a briefing"), _("Record it")), record)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One session with the organisations that came; an officer adds them here."""
    access.require(request.user, SEE)
    row = request_reads.briefing(pk, user=request.user)
    if row is None:
        raise Http404
    may_record = access.may(request.user, service.BRIEF)
    if request.method == "POST":
        access.require(request.user, service.BRIEF)
    form = AttendanceForm(request.POST if request.method == "POST" else None)

    def add() -> Done:
        data = form.cleaned_data
        service.add(
            row,
            data["organisation"],
            who_came=data["who_came"],
            head_was_there=data["head_was_there"],
            by=acting(request),
            at=timezone.now(),
        )
        name = own_name(data["organisation"], get_language())
        return Done(_("%(organisation)s is on the list.") % {"organisation": name}, _page(pk))

    context = {
        "crumbs": _crumbs(),
        "row": row,
        "manner": request_words.MANNER[BriefingManner(row.manner)],
        "form": form if may_record else None,
        "may_record": may_record,
    }
    page = "allocation/briefing.html"
    return acted(request, form, add) or render(request, page, context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out a line that is wrong."""
    access.require(request.user, service.BRIEF)
    rows = Attendance.objects.visible_to(request.user).select_related("organisation")
    row = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    name = own_name(row.organisation, get_language())
    page = Asked(
        _crumbs(),
        _("Strike out %(organisation)s") % {"organisation": name},
        _("Strike it out"),
        is_danger=True,
    )

    def end() -> Done:
        service.strike(row, why=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return Done(_("The line is struck out."), _page(row.briefing_id))

    return answer(request, form, page, end)
