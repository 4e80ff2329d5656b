"""The values of the need score, agreed line by line by the head of an organisation and the programme."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.allocation import line_documents, line_reads, request_words, wording
from fulcrum.allocation.domain.agreeing import Outcome, Side
from fulcrum.allocation.models import LineStatement
from fulcrum.allocation.request_forms import ValueForm
from fulcrum.allocation.services import agreeing as service
from fulcrum.allocation.services.sides import AGREE, side_of
from fulcrum.allocation.views.own_form import acted
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.services import proposals
from fulcrum.registry.views.asking import Done, acting
from fulcrum.registry.views.facts import known, trail

SEE = "allocation.see_requests"
PAGE = 50
TABS: dict[str, tuple[Outcome, ...]] = {
    "waiting": line_reads.UNSETTLED,
    "parted": line_reads.PARTED,
    "agreed": (Outcome.AGREED,),
}


def _tab_label(tab: str) -> str:
    return {
        "waiting": _("Wait for an answer"),
        "parted": _("Not agreed"),
        "agreed": _("Agreed"),
    }[tab]


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lines in the reader's reach by how they stand, the newest first."""
    access.require(request.user, SEE)
    chosen = request.GET.get("which", "")
    chosen = chosen if chosen in TABS else "waiting"
    rows = line_reads.standing_lines(request.user, TABS[chosen])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": [(_("Home"), "/")],
        "page": page,
        "lines": [_listed(row) for row in page],
        "tabs": [
            {"label": _tab_label(tab), "href": f"?which={tab}", "is_current": tab == chosen, "number": None}
            for tab in TABS
        ],
        "query": f"which={chosen}&",
        "may_publish": access.may(request.user, "allocation.publish_need_model"),
    }
    return render(request, "allocation/values.html", context)


def _listed(row: LineStatement) -> dict[str, Any]:
    """One line of the list: the value of each side, and how it stands."""
    sides = {Side(row.side): row.value, Side(row.side).other: row.other_value}
    words = {
        side: wording.row_text(row.criterion, value) if value and not value[0].isdigit()
        else request_words.figure_label(value, row.unit) if value else ""
        for side, value in sides.items()
    }  # fmt: skip
    return {
        "row": row,
        "name": wording.criterion_name(row.criterion),
        "head": words[Side.HEAD],
        "officer": words[Side.OFFICER],
        "outcome": request_words.OUTCOME[Outcome(row.outcome)],
        "tone": line_reads.tone_of(row.outcome),
    }


@login_required
@require_safe
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Every line of one organisation."""
    body = known(request, slug)
    access.require(request.user, SEE, body)
    model = line_reads.newest_model()
    side = side_of(request.user, body)
    context = {
        "crumbs": trail(body),
        "body": body,
        "model": model,
        "lines": line_reads.lines_of(body, model) if model else [],
        "side": side,
        "may_propose": proposals.may_propose(request.user, body),
    }
    return render(request, "allocation/values_of.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """One line: what is published, everything that was said, and the form of one's own side."""
    body = known(request, slug)
    access.require(request.user, SEE, body)
    view = _line(body, criterion)
    side = side_of(request.user, body)
    if request.method == "POST" and side is None:
        access.require(request.user, AGREE, body)
    form = _form(request, view, side)

    def state() -> Done:
        data = form.cleaned_data
        said = service.Stating(criterion, data["value"], data["reason"], data["seen"])
        by, at = acting(request), timezone.now()
        row = service.state(body, said, operation=form.key, by=by, at=at)
        if data["file"]:
            line_documents.attach(data["file"], row, by=by, at=at)
        return Done(_said(row), reverse("allocation:line", args=[slug, criterion]))

    context = {
        "crumbs": [
            *trail(body),
            (_("Values of the need score"), reverse("allocation:values_of", args=[slug])),
        ],
        "body": body,
        "view": view,
        "documents": line_documents.of_line(request.user, body, view.statements),
        "form": form if side else None,
        "side": request_words.SIDE[side] if side else "",
        "is_my_turn": side is not None and view.waits_for is side,
        "name": own_name(body, get_language()),
    }
    page = "allocation/line.html"
    return acted(request, form, state) or render(request, page, context, status=422 if form.errors else 200)


def _line(body: Organisation, criterion: str) -> line_reads.LineView:
    model = line_reads.newest_model()
    views = line_reads.lines_of(body, model) if model else []
    found = next((each for each in views if each.criterion.id == criterion), None)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, view: line_reads.LineView, side: Side | None) -> ValueForm:
    """The form of the own side; it begins with the value that this side, else the other, stated last."""
    sent = request.method == "POST"
    told = {Side.HEAD: view.head, Side.OFFICER: view.officer}
    own = told[side] if side else None
    start = own or view.head or view.officer
    initial = {"seen": view.newest.pk if view.newest else None, "value": start.row.value if start else ""}
    return ValueForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        criterion=view.criterion,
        initial=initial,
    )


def _said(row: LineStatement) -> str:
    if row.is_agreed:
        return _("Both sides have said this value: the line is agreed from today.")
    if row.outcome == Outcome.DISAGREED:
        return _("Your value stays as it is; the disagreement is recorded with both reasons.")
    return _("Your value is kept. The other side is asked to answer it.")
