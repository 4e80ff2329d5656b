"""Requests for a unit: a head asks, an officer reads, takes up and closes."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.allocation import request_exports, request_reads, request_words
from fulcrum.allocation.domain.requesting import Priority, RequestState, Room
from fulcrum.allocation.models import UnitRequest
from fulcrum.allocation.request_forms import CloseForm, RequestFilterForm, RequestForm, WithdrawForm
from fulcrum.allocation.services import requests as service
from fulcrum.allocation.views.own_form import acted
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.web import refusals
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.services import proposals
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.registry.views.facts import known, trail

SEE = "allocation.see_requests"
PAGE = 50


def _one(request: HttpRequest, pk: int) -> UnitRequest:
    """The request, if this reader may know of it; Http404 otherwise."""
    access.require(request.user, SEE)
    found = request_reads.request(pk, user=request.user)
    if found is None:
        raise Http404
    return found


def _crumbs(row: UnitRequest | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Home"), "/"), (_("Requests for a unit"), reverse("allocation:requests"))]
    if row is not None:
        crumbs.append((own_name(row.organisation, get_language()), _page(row)))
    return crumbs


def _page(row: UnitRequest) -> str:
    return reverse("allocation:request", args=[row.pk])


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Requests in the reader's reach, the most urgent first, narrowed as the address says."""
    access.require(request.user, SEE)
    form = RequestFilterForm(request.GET, auto_id="filter-%s")
    chosen = form.chosen()
    rows = request_reads.requests(chosen, user=request.user)
    query = urlencode(chosen)
    context = {
        "crumbs": _crumbs()[:1],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "fields": [form["state"], form["priority"], form["room"]],
        "text": chosen.get("search", ""),
        "is_narrowed": bool(chosen.keys() - {"search"}),
        "query": f"{query}&" if query else "",
        "exports": [
            (kind, f"{reverse('allocation:requests_export', args=[kind])}?{query}")
            for kind in ("csv", "xlsx")
        ],
    }
    return render(request, "allocation/requests.html", context)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list that the filters leave, as a file; the log tells of it."""
    access.require(request.user, SEE)
    if form not in request_exports.FORMS:
        raise Http404
    chosen, now = RequestFilterForm(request.GET).chosen(), timezone.now()
    rows = list(request_reads.requests(chosen, user=request.user))
    write, content_type = request_exports.FORMS[form]
    by = acting(request)
    audit.record(
        "allocation.requests_exported", by, by=by, at=now, lines=len(rows), form=form, filters=chosen
    )
    response = HttpResponse(write(rows), content_type=content_type)
    name = f"requests-{timezone.localdate(now):%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A head asks for a unit: five questions on one page."""
    body = known(request, slug)
    access.require(request.user, service.REQUEST, body)
    last = request_reads.last_of(body)
    if request.method != "POST" and last is not None and last.is_open:
        messages.info(request, _("Your organisation has asked already; this is the open request."))
        return redirect(_page(last))
    people = request_reads.possible_leads(body, user=request.user, on=timezone.localdate())
    form = RequestForm(
        request.POST if request.method == "POST" else None, people=people, initial=_said_before(last)
    )

    def send() -> Done:
        row = service.send(body, form.asking(), operation=form.key, by=acting(request), at=timezone.now())
        said = _("Your request is sent. Below you see what the programme office sees.")
        return Done(said, _page(row))

    context = {"form": form, "body": body, "crumbs": trail(body), "is_anew": last is not None}
    shown = "allocation/request_form.html"
    return acted(request, form, send) or render(request, shown, context, status=422 if form.errors else 200)


def _said_before(last: UnitRequest | None) -> dict[str, Any]:
    """What a withdrawn request said, so that only what has changed is typed anew."""
    if last is None or last.state != RequestState.WITHDRAWN:
        return {}
    names = ("need", "priority", "priority_reason", "lead_name", "lead_post", "room", "ict_staff", "note")
    return {name: getattr(last, name) for name in names}


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, what became of it, and the way on."""
    row = _one(request, pk)
    body: Organisation = row.organisation
    may_tend = access.may(request.user, service.TEND, body)
    context = {
        "crumbs": _crumbs(),
        "row": row,
        "body": body,
        "priority": request_words.PRIORITY[Priority(row.priority)],
        "room": request_words.ROOM[Room(row.room)],
        "state": request_words.STATE[RequestState(row.state)],
        "may_withdraw": row.is_open and access.may(request.user, service.REQUEST, body),
        "may_ask_anew": not row.is_open and access.may(request.user, service.REQUEST, body),
        "may_take_up": row.is_open and row.taken_up_at is None and may_tend,
        "may_close": row.is_open and may_tend,
        "may_propose": proposals.may_propose(request.user, body),
    }
    return render(request, "allocation/request.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The head takes the request back."""
    row = _one(request, pk)
    access.require(request.user, service.REQUEST, row.organisation)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    page = Asked(
        _crumbs(row),
        _("Withdraw the request"),
        _("Withdraw it"),
        lead=_(
            "What you sent stays readable. You can ask anew at once; the form then begins with what you said."
        ),
        is_danger=True,
    )

    def end() -> Done:
        service.withdraw(row, why=form.cleaned_data["why"], by=acting(request), at=timezone.now())
        return Done(_("The request is withdrawn."), _page(row))

    return answer(request, form, page, end)


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer takes the request up; the head is told."""
    row = _one(request, pk)
    access.require(request.user, service.TEND, row.organisation)
    try:
        service.take_up(row, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
    else:
        messages.success(request, _("You have taken the request up; the head is told."))
    return redirect(_page(row))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer closes the request and says why."""
    row = _one(request, pk)
    access.require(request.user, service.TEND, row.organisation)
    form = CloseForm(request.POST if request.method == "POST" else None)
    page = Asked(_crumbs(row), _("Close the request"), _("Close it"), is_danger=True)

    def end() -> Done:
        service.close(row, why=form.cleaned_data["why"], by=acting(request), at=timezone.now())
        return Done(_("The request is closed; the head is told why."), _page(row))

    return answer(request, form, page, end)
