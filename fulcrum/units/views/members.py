"""The posts of a unit with who is in them, leaving, standing in, handing over, and letters of appointment."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.letters.responses import as_pdf
from fulcrum.foundation.web import refusals
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.people_forms import EndForm
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import letters, member_reads, queries
from fulcrum.units.domain.blueprint import Names
from fulcrum.units.domain.codes import NominationState
from fulcrum.units.member_forms import LineForm, StandInForm
from fulcrum.units.models import HandOver, HandOverItem, Holding, StandIn, Unit
from fulcrum.units.services import hand_overs, members, own_model
from fulcrum.units.services.members import RUN
from fulcrum.units.services.nominations import NOMINATE
from fulcrum.units.views.nominations import of_unit

SEE = "units.see"
FORMER_PER_PAGE = 25


def _unit(request: HttpRequest, number: int) -> Unit:
    access.require(request.user, SEE)
    return get_object_or_404(queries.units(request.user), number=number)


@login_required
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Every post with its holder or since when it stands empty, what waits, and who was here before."""
    unit = _unit(request, number)
    today = timezone.localdate()
    body, user = unit.organisation, request.user
    knows = access.may(user, member_reads.SEE_NOMINATIONS, body)
    waiting = member_reads.nominations(user).filter(unit=unit, state=NominationState.NOMINATED)
    former = Paginator(member_reads.former(unit, today), FORMER_PER_PAGE).get_page(request.GET.get("page"))
    lines = [] if unit.is_closed else member_reads.posts_of(unit, today)
    context = {
        "crumbs": of_unit(unit)[:-1],
        "unit": unit,
        "lines": [_shown(line, unit, user) for line in lines],
        "waiting": waiting if knows else [],
        "former": former,
        "may_nominate": access.may(user, NOMINATE, body) and not unit.is_closed,
        "may_run": access.may(user, RUN, body) and not unit.is_closed,
    }
    return render(request, "units/members.html", context)


def _shown(line: member_reads.PostLine, unit: Unit, user: Any) -> dict[str, Any]:
    """A post with what the reader may do with those in it."""
    for row in (*line.in_post, *line.to_come):
        row.post = line.post
        row.post.unit = unit
    rows = [(row, members.may_end(row, user)) for row in line.in_post]
    to_come = [(row, members.may_end(row, user)) for row in line.to_come]
    return {"line": line, "in_post": rows, "to_come": to_come}


def _holding(request: HttpRequest, pk: int) -> Holding:
    access.require(request.user, SEE)
    found = member_reads.holding(pk, user=request.user)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves a post, at once or on a day ahead."""
    row = _holding(request, pk)
    if not members.may_end(row, acting(request)):
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    unit = row.post.unit
    asked = Asked(
        of_unit(unit),
        _("%(person)s leaves the post %(post)s")
        % {"person": own_name(row.person, get_language()), "post": row.post.code},
        _("End it"),
        lead=_(
            "Rights that come from this post end with it; what the person did keeps their name. A hand-over is opened."
        ),
        is_danger=True,
    )

    def finish() -> Done:
        members.end(row, **form.cleaned_data, by=acting(request), at=timezone.now())
        return Done(_("It ends; the hand-over is open."), reverse("units:members", args=[unit.number]))

    return answer(request, form, asked, finish)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of appointment, for whoever sees the unit; members read their own before and after their time too."""
    row = member_reads.own_holding(pk, user=request.user) or _holding(request, pk)
    made = letters.appointment(member_reads.together(row))
    return as_pdf(made, letters.reference_of(made))


@login_required
@require_http_methods(["GET", "POST"])
def stand_in(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Name who stands in for the holder of a post."""
    unit = _unit(request, number)
    access.require(request.user, RUN, unit.organisation)
    post = get_object_or_404(unit.posts.filter(closed_on__isnull=True), code=code)
    post.unit = unit
    form = StandInForm(
        request.POST if request.method == "POST" else None,
        people=member_reads.people_near(unit, on=timezone.localdate()),
    )
    asked = Asked(
        of_unit(unit),
        _("Name a stand-in for %(post)s") % {"post": code},
        _("Name the stand-in"),
        lead=_(
            "A stand-in takes over for a day or a leave. It gives no rights; those are lent on the person's page."
        ),
    )

    def name() -> Done:
        members.name_stand_in(post, **form.cleaned_data, by=acting(request), at=timezone.now())
        return Done(_("The stand-in is named."), reverse("units:members", args=[number]))

    return answer(request, form, asked, name)


@login_required
@require_POST
def end_stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """End a stand-in."""
    access.require(request.user, RUN)
    rows = StandIn.objects.select_related("post__unit__organisation")
    row = get_object_or_404(rows.filter(post__unit__in=Unit.objects.visible_to(request.user)), pk=pk)
    number = row.post.unit.number
    try:
        members.end_stand_in(row, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
    else:
        messages.success(request, _("The stand-in has ended."))
    return redirect("units:members", number)


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What is handed over, line by line; who runs the unit settles each."""
    access.require(request.user, SEE)
    row = member_reads.hand_over(pk, user=request.user)
    if row is None:
        raise Http404
    unit = row.holding.post.unit
    context = {
        "crumbs": of_unit(unit),
        "row": row,
        "unit": unit,
        "items": _items(row),
        "may_settle": access.may(request.user, RUN, unit.organisation) and row.finished_at is None,
        "refused": "",
    }
    if request.method == "POST":
        access.require(request.user, RUN, unit.organisation)
        try:
            _settle(request, row)
        except Refusal as refusal:
            context |= {"refused": refusals.word(refusal), "has_errors": True}
            return render(request, "units/hand_over.html", context, status=422)
        messages.success(request, _("The line is settled."))
        return redirect("units:hand_over", pk)
    return render(request, "units/hand_over.html", context)


def _items(row: HandOver) -> list[tuple[HandOverItem, Names]]:
    lines = {line.code: line.names for line in own_model.of(row.holding.post.unit).hand_over}
    return [(item, lines.get(item.code, Names(item.code))) for item in row.items.all()]


def _settle(request: HttpRequest, row: HandOver) -> None:
    """Settle the one line whose button was pressed. Raises Refusal `line_not_said` for an answer that names none."""
    form = LineForm(request.POST)
    item = next((each for each in row.items.all() if each.code == request.POST.get("line")), None)
    if item is None or not form.is_valid():
        raise Refusal("line_not_said")
    hand_overs.settle(
        item,
        is_needed=form.cleaned_data["outcome"] == "done",
        note=form.cleaned_data["note"],
        by=acting(request),
        at=timezone.now(),
    )
