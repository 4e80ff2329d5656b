"""Appoint, end, lend and take back; who holds what at an organisation; which offices stand empty."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.registry import access, as_it_was, labels, people_reads, queries, rights_in_words
from fulcrum.registry.domain.roles import OFFICES, Manner, Reach, Role
from fulcrum.registry.models import Appointment, Organisation
from fulcrum.registry.people_forms import VACANCY_ROLES, AppointForm, EndForm, LendForm
from fulcrum.registry.services import appointments, delegations
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.registry.views.people import SEE, SEE_ACCESS, known, of_person, page_of, trail

VACANCIES_PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role; a head does so at the own organisation only."""
    person = known(request, pk)
    access.require(request.user, appointments.APPOINT)
    scope = access.scope(request.user, appointments.APPOINT)
    initial = {"organisation": request.GET.get("organisation", "") or people_reads.only_organisation(scope)}
    regions = queries.provinces_and_districts(get_language() or "en") if scope.everywhere else []
    form = AppointForm(request.POST or None, everywhere=scope.everywhere, regions=regions, initial=initial)
    page = Asked(of_person(person), _("Appoint %(person)s") % {"person": person.name_en}, _("Appoint"))

    def make() -> Done:
        appointments.appoint(person, _terms(form.cleaned_data), by=acting(request), at=timezone.now())
        return Done(_("The appointment is made; rights follow from its first day."), page_of(pk))

    return answer(request, form, page, make)


def _terms(data: dict[str, Any]) -> appointments.Terms:
    reach = Reach(data.get("reach") or Reach.ORGANISATION)
    at_body = reach in (Reach.ORGANISATION, Reach.PORTFOLIO)
    area = people_reads.region(data["region"]) if reach is Reach.AREA else None
    return appointments.Terms(
        role=Role(data["role"]),
        reach=reach,
        organisation=data["organisation"] if at_body else None,
        region=area,
        manner=Manner(data["manner"]),
        begins_on=data["begins_on"],
        until=data["until"],
        agreement=data.get("agreement"),
        basis=data["basis"],
    )


def _visible(request: HttpRequest, pk: int) -> Appointment:
    found = people_reads.appointment(pk, user=request.user, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def through_time(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed of an appointment, and the appointment as it was on a day."""
    access.require(request.user, "audit.read")
    row = _visible(request, pk)
    told = as_it_was.of_appointment(request, row)
    if told is None:
        raise Http404
    context = {"crumbs": of_person(row.person), "row": row, "history": told}
    return render(request, "registry/appointment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment, at once or on a day ahead."""
    if not any(access.may(request.user, each) for each in (appointments.APPOINT, appointments.APPOINT_CDIOS)):
        raise PermissionDenied(appointments.APPOINT)
    row = _visible(request, pk)
    appointments.require_for(acting(request), Role(row.role), row.organisation)
    form = EndForm(request.POST or None)
    title = _("End the appointment as %(role)s") % {"role": labels.ROLE[Role(row.role)]}
    page = Asked(of_person(row.person), title, _("End it"), is_danger=True)

    def finish() -> Done:
        appointments.end(row, **form.cleaned_data, by=acting(request), at=timezone.now())
        return Done(_("The appointment ends; its rights end with it."), page_of(row.person_id))

    return answer(request, form, page, finish)


@login_required
@require_http_methods(["GET", "POST"])
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend an appointment to somebody for a time."""
    access.require(request.user, delegations.DELEGATE)
    row = _visible(request, pk)
    if not delegations.may_lend(row, acting(request)):
        raise Http404
    near = people_reads.borrowers(row, user=request.user, on=timezone.localdate())
    form = LendForm(request.POST or None, people=near)
    page = Asked(
        of_person(row.person),
        _("Lend the rights of “%(role)s”") % {"role": labels.ROLE[Role(row.role)]},
        _("Lend"),
        lead=_(
            "The person can do everything that this appointment allows, until the last day and no longer."
        ),
    )

    def give() -> Done:
        delegations.lend(row, **form.cleaned_data, by=acting(request), at=timezone.now())
        return Done(_("The rights are lent until their last day."), page_of(row.person_id))

    return answer(request, form, page, give)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was lent, at once."""
    access.require(request.user, delegations.DELEGATE)
    row = people_reads.delegation(pk)
    if row is None or not delegations.may_lend(row.appointment, acting(request)):
        raise Http404
    delegations.withdraw(row, by=acting(request), at=timezone.now())
    messages.success(request, _("Taken back; the rights ended at once."))
    return redirect("registry:person", pk=row.appointment.person_id)


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    body = queries.organisation(slug, user=request.user)
    if body is None:
        raise Http404
    return body


@login_required
@require_safe
def at_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """The offices of an organisation with their vacancy clocks, and everybody else appointed there."""
    access.require(request.user, SEE)
    body = _organisation(request, slug)
    today = timezone.localdate()
    context = {
        "crumbs": [(_("Home"), "/"), (_("Organisations"), reverse("registry:organisations")),
                   (body.name_en, reverse("registry:organisation", args=[slug]))],
        "body": body,
        "offices": people_reads.offices_of(body, user=request.user, on=today),
        "members": people_reads.members_of(body, user=request.user, on=today),
        "may_appoint": access.may(request.user, appointments.APPOINT, body),
        "may_see_access": access.may(request.user, SEE_ACCESS, body),
    }  # fmt: skip
    return render(request, "registry/organisation_people.html", context)


@login_required
@require_safe
def who_sees(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is shown what of this organisation, and why."""
    access.require(request.user, SEE_ACCESS)
    body = _organisation(request, slug)
    if not access.may(request.user, SEE_ACCESS, body):
        raise Http404
    context = {
        "crumbs": [(_("Home"), "/"), (_("Organisations"), reverse("registry:organisations")),
                   (body.name_en, reverse("registry:organisation", args=[slug]))],
        "body": body,
        "seers": rights_in_words.seers(body, on=timezone.localdate()),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "registry/organisation_access.html", context)


@login_required
@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """Offices that stand empty within the reader's reach, the longest first."""
    access.require(request.user, SEE)
    role = request.GET.get("role", "")
    found = people_reads.vacancies(
        user=request.user, on=timezone.localdate(), role=role if role in OFFICES else ""
    )
    page = Paginator(found, VACANCIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": trail(),
        "page": page,
        "role": role,
        "roles": VACANCY_ROLES,
        "may_appoint_cdios": access.may(request.user, appointments.APPOINT_CDIOS),
    }
    return render(request, "registry/vacancies.html", context)
