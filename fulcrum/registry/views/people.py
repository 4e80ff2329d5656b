"""The people of the register: the list, one person, their names, what they hold and what they may do."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, as_it_was, people_reads, rights_in_words
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Person
from fulcrum.registry.people_forms import InviteForm, PeopleFilterForm, PersonForm, ReasonForm
from fulcrum.registry.people_reads import PeopleFilters
from fulcrum.registry.services import accounts, appointments, delegations, people

SEE = "registry.see_people"
SEE_ACCESS = "registry.see_access"
FORM = "registry/person_form.html"


def trail() -> list[tuple[str, str]]:
    """The crumbs of every page about people."""
    return [(_("Home"), "/"), (_("People"), reverse("registry:people"))]


def known(request: HttpRequest, pk: int) -> Person:
    """The person, if this reader may know of them; Http404 otherwise."""
    access.require(request.user, SEE)
    found = people_reads.person(pk, user=request.user, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """People that the reader may know of, narrowed and paged as the address says."""
    access.require(request.user, SEE)
    form = PeopleFilterForm(request.GET, auto_id="filter-%s")
    form.is_valid()
    values = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    filters = PeopleFilters(**values)
    page = people_reads.people(filters, get_language() or "en", user=request.user, on=timezone.localdate())
    later = filters.from_start(after=page.after)
    context = {
        "crumbs": trail()[:1],
        "form": form,
        "filters": filters,
        "page": page,
        "next_href": "?" + urlencode({k: v for k, v in vars(later).items() if v}) if page.after else "",
        "may_add": access.may(request.user, people.MANAGE),
    }
    return render(request, "registry/people.html", context)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: names, what they hold and held, what was lent."""
    person = known(request, pk)
    today = timezone.localdate()
    rows = list(people_reads.appointments_of(person, user=request.user, on=today))
    everywhere = access.scope(request.user, appointments.APPOINT).everywhere
    context = {
        "crumbs": trail(),
        "person": person,
        "rows": [_row(row, request.user, today) for row in rows],
        "lent": [
            _lent(row, request.user, today)
            for row in people_reads.delegations_of(rows, person, user=request.user)
        ],
        "shows_contacts": people_reads.shows_contacts(person, rows, user=request.user, on=today),
        "is_self": person.user_id == request.user.pk,
        "may_correct": person.user_id == request.user.pk or access.may(request.user, people.MANAGE),
        "may_appoint": access.may(request.user, appointments.APPOINT),
        "may_let_leave": everywhere and any(row.is_in_force(today) for row in rows),
        "history": as_it_was.of_person(request, person),
        "may_invite": access.may(request.user, people.MANAGE) and not _signs_in(person),
        "may_see_rights": _may_see_rights(request.user, person),
    }
    return render(request, "registry/person.html", context)


def _row(row: Any, user: Any, today: Any) -> dict[str, Any]:
    """One appointment as the page shows it: whether it holds, and what the reader may do with it."""
    in_force = row.is_in_force(today)
    return {
        "row": row,
        "in_force": in_force,
        "may_end": in_force and appointments.may_fill(user, Role(row.role), row.organisation),
        "may_lend": in_force and delegations.may_lend(row, user),
    }


def _lent(row: Any, user: Any, today: Any) -> dict[str, Any]:
    """One lending as the page shows it: whether the reader may take it back."""
    still_lent = row.withdrawn_at is None and row.until >= today
    return {"row": row, "may_take_back": still_lent and delegations.may_lend(row.appointment, user)}


def _signs_in(person: Person) -> bool:
    return person.user is not None and person.user.is_active and person.user.has_usable_password()


def _may_see_rights(user: Any, person: Person) -> bool:
    return person.user_id == user.pk or access.scope(user, SEE_ACCESS).everywhere


@login_required
@require_safe
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    """What this person can do today, line by line, and through what."""
    person = known(request, pk)
    if not _may_see_rights(request.user, person):
        access.require(request.user, SEE_ACCESS)
        raise Http404
    context = {
        "crumbs": [*trail(), (person.name_en, reverse("registry:person", args=[pk]))],
        "person": person,
        "abilities": rights_in_words.abilities(person, on=timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "registry/person_rights.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a person to the register."""
    access.require(request.user, people.MANAGE)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = people.add(
            names=form.values(),
            pack=appointments.pack_of(request.user),  # type: ignore[arg-type]
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        messages.success(request, _("The person is in the register. Now give them their role."))
        return redirect("registry:appoint", pk=added.pk)
    context = {"crumbs": trail(), "form": form, "title": _("Add a person"), "action": _("Add")}
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct names and contacts; one's own without a reason."""
    person = known(request, pk)
    is_self = person.user_id == request.user.pk
    if not is_self:
        access.require(request.user, people.MANAGE)
    form = PersonForm(request.POST or None, instance=person, needs_reason=not is_self)
    if request.method == "POST" and form.is_valid():
        people.correct(
            person,
            names=form.values(),
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        messages.success(request, _("The corrections are kept."))
        return redirect("registry:person", pk=pk)
    context = {
        "crumbs": [*trail(), (person.name_en, reverse("registry:person", args=[pk]))],
        "form": form,
        "title": _("Correct names and contacts"),
        "action": _("Keep the corrections"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail a person the link with which they take their account into use."""
    person = known(request, pk)
    access.require(request.user, people.MANAGE)
    form = InviteForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        try:
            accounts.invite(person, email=form.cleaned_data["email"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, refusals.word(refusal))
        else:
            messages.success(request, _("The invitation is on its way; its link works once and for a week."))
            return redirect("registry:person", pk=pk)
    context = {
        "crumbs": [*trail(), (person.name_en, reverse("registry:person", args=[pk]))],
        "form": form,
        "title": _("Invite %(person)s to sign in") % {"person": person.name_en},
        "lead": _(
            "A link is sent by mail. With it the person chooses a password; their rights follow from their appointments."
        ),
        "action": _("Send the invitation"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End everything that a person holds, today."""
    person = known(request, pk)
    access.require(request.user, people.MANAGE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ended = appointments.leave(
            person,
            reason=form.cleaned_data["reason"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        messages.success(request, _("Appointments ended: %(number)d.") % {"number": ended})
        return redirect("registry:person", pk=pk)
    context = {
        "crumbs": [*trail(), (person.name_en, reverse("registry:person", args=[pk]))],
        "form": form,
        "title": _("%(person)s leaves") % {"person": person.name_en},
        "lead": _(
            "Every appointment and everything lent ends at once, and the account is closed. What the person wrote and decided keeps their name."
        ),
        "action": _("End everything today"),
        "is_danger": True,
    }
    return render(request, FORM, context, status=422 if form.errors else 200)
