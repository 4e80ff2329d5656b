"""A head names members; an officer reads what stands against it and answers."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, people_reads
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.people_forms import ReasonForm
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import conflict_words, member_reads, queries
from fulcrum.units.domain.codes import NominationState
from fulcrum.units.member_forms import NominateForm, NominationsFilter, NothingMore
from fulcrum.units.models import Nomination, Unit
from fulcrum.units.services import checks, nominations
from fulcrum.units.services.nominations import ACCEPT, NOMINATE, Naming

SEE = "units.see_nominations"
PER_PAGE = 50
Crumbs = list[tuple[str, str]]


def of_unit(unit: Unit) -> Crumbs:
    """The crumbs of pages about the members of a unit."""
    return [
        (_("Home"), "/"),
        (_("Units"), reverse("units:units")),
        (own_name(unit.organisation, get_language()), reverse("units:unit", args=[unit.number])),
        (_("Members"), reverse("units:members", args=[unit.number])),
    ]


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Nominations that the reader may know of, the newest first."""
    access.require(request.user, SEE)
    form = NominationsFilter(request.GET, auto_id="filter-%s")
    form.is_valid()
    state = str(form.cleaned_data.get("state") or "")
    page = Paginator(member_reads.nominations_listed(request.user, state), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "form": form,
        "query": f"{urlencode({'state': state})}&" if state else "",
        "crumbs": [(_("Home"), "/"), (_("Units"), reverse("units:units"))],
    }
    return render(request, "units/nominations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, number: int) -> HttpResponse:
    """Name a person for posts of the unit: one form, one column, made for a phone."""
    access.require(request.user, NOMINATE)
    unit = get_object_or_404(queries.units(request.user), number=number)
    access.require(request.user, NOMINATE, unit.organisation)
    today = timezone.localdate()
    form = NominateForm(
        _posted(request),
        lines=member_reads.posts_of(unit, today),
        people=people_reads.known_to(request.user, today),
        pack=unit.organisation.pack,
        initial={"posts": request.GET.getlist("post")},
    )
    page = Asked(
        of_unit(unit),
        _("Name a member"),
        _("Send the nomination"),
        lead=_(
            "The officer of the programme answers; you are told. Who is accepted receives a letter of appointment."
        ),
    )

    def send() -> Done:
        data = form.cleaned_data
        naming = Naming(
            posts=tuple(data["posts"]),
            manner=Manner(data["manner"]),
            begins_on=data["begins_on"],
            until=data["until"],
            declared=data["declared"],
        )
        nominations.nominate(unit, form.person(), naming, by=acting(request), at=timezone.now())
        return Done(_("The nomination waits for the officer."), reverse("units:members", args=[number]))

    return answer(request, form, page, send)


def _known(request: HttpRequest, pk: int) -> Nomination:
    access.require(request.user, SEE)
    return get_object_or_404(member_reads.nominations(request.user), pk=pk)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination: who, for what, what stands against it, what was answered."""
    row = _known(request, pk)
    waits = row.state == NominationState.NOMINATED
    body = row.unit.organisation
    may_answer = waits and access.may(request.user, ACCEPT, body) and row.nominated_by_id != request.user.pk
    context = {
        "crumbs": of_unit(row.unit),
        "row": row,
        "posts": member_reads.post_names(row.unit, row.posts).items(),
        "findings": _findings(row) if waits else [],
        "may_answer": may_answer,
        "may_withdraw": waits and access.may(request.user, NOMINATE, body),
        "waits": waits,
    }
    return render(request, "units/nomination.html", context)


def _findings(row: Nomination) -> list[dict[str, Any]]:
    found = checks.findings(row, on=timezone.localdate())
    return [{"is_hard": each.is_hard, "text": conflict_words.word(each)} for each in found]


@login_required
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept: the person is in the posts at once, or from the first day on."""
    row = _to_answer(request, pk, ACCEPT)
    page = Asked(
        [*of_unit(row.unit), (_("Nomination"), nominations.page_of(row))],
        _("Accept %(person)s") % {"person": own_name(row.person, get_language())},
        _("Accept"),
        lead=_(
            "The person is appointed in the register, enters the posts, is invited to sign in and gets a letter."
        ),
    )

    def act() -> Done:
        done = nominations.accept(row, by=acting(request), at=timezone.now())
        said = _("Accepted. The letter of appointment is ready.")
        if done.is_invited:
            said += " " + _("An invitation to sign in is on its way.")
        elif done.not_invited is not None:
            said += " " + refusals.word(done.not_invited)
        return Done(said, nominations.page_of(row))

    return answer(request, NothingMore(_posted(request)), page, act)


@login_required
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse, with the reason that the head is told."""
    row = _to_answer(request, pk, ACCEPT)
    form = ReasonForm(_posted(request))
    page = Asked(
        [*of_unit(row.unit), (_("Nomination"), nominations.page_of(row))],
        _("Refuse %(person)s") % {"person": own_name(row.person, get_language())},
        _("Refuse"),
        lead=_("The head is told this reason."),
        is_danger=True,
    )

    def act() -> Done:
        reason = form.cleaned_data["reason"]
        nominations.refuse(row, reason=reason, by=acting(request), at=timezone.now())
        return Done(_("Refused; the head is told why."), nominations.page_of(row))

    return answer(request, form, page, act)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a nomination back before it is answered."""
    row = _to_answer(request, pk, NOMINATE)
    page = Asked(
        [*of_unit(row.unit), (_("Nomination"), nominations.page_of(row))],
        _("Take the nomination of %(person)s back") % {"person": own_name(row.person, get_language())},
        _("Take it back"),
        is_danger=True,
    )

    def act() -> Done:
        nominations.withdraw(row, by=acting(request), at=timezone.now())
        return Done(_("The nomination is taken back."), nominations.page_of(row))

    return answer(request, NothingMore(_posted(request)), page, act)


def _posted(request: HttpRequest) -> Any:
    """What was posted, even nothing at all; None for a page that is only shown."""
    return request.POST if request.method == "POST" else None


def _to_answer(request: HttpRequest, pk: int, action: str) -> Nomination:
    access.require(request.user, action)
    row = _known(request, pk)
    if not access.may(request.user, action, row.unit.organisation):
        raise Http404
    return row
