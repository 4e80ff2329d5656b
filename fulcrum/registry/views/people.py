"""The people of the register: the list, one person, their names, what they hold and what they may do."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.registry import access, as_it_was, people_reads, rights_in_words
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Person
from fulcrum.registry.people_forms import InviteForm, PeopleFilterForm, PersonForm, ReasonForm
from fulcrum.registry.people_reads import PeopleFilters
from fulcrum.registry.services import accounts, appointments, delegations, people
from fulcrum.registry.views.asking import Asked, Done, acting, answer

SEE = "registry.see_people"
SEE_ACCESS = "registry.see_access"


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
        "exports": [(form, _export_address(form, filters)) for form in ("csv", "xlsx")],
    }
    return render(request, "registry/people.html", context)


def _export_address(form: str, filters: PeopleFilters) -> str:
    """The whole list as a file, narrowed as the page is."""
    told = {name: value for name, value in vars(filters).items() if value and name != "after"}
    return f"{reverse('registry:people_export', args=[form])}?{urlencode(told)}"


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
        "may_appoint_cdios": access.may(request.user, appointments.APPOINT_CDIOS),
        "may_let_leave": everywhere and (_signs_in(person) or any(row.is_in_force(today) for row in rows)),
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
        "crumbs": of_person(person),
        "person": person,
        "abilities": rights_in_words.abilities(person, on=timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "registry/person_rights.html", context)


def of_person(person: Person) -> list[tuple[str, str]]:
    """The crumbs of pages about one person."""
    return [*trail(), (person.name_en, page_of(person.pk))]


def page_of(pk: int) -> str:
    """The address of a person's page."""
    return reverse("registry:person", args=[pk])


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a person to the register."""
    access.require(request.user, people.MANAGE)
    officer = acting(request)
    form = PersonForm(request.POST or None)

    def add() -> Done:
        pack = appointments.pack_of(officer)
        added = people.add(names=form.values(), pack=pack, by=officer, at=timezone.now())
        onward = reverse("registry:appoint", args=[added.pk])
        return Done(_("The person is in the register. Now give them their role."), onward)

    return answer(request, form, Asked(trail(), _("Add a person"), _("Add")), add)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct names and contacts; one's own without a reason."""
    person = known(request, pk)
    is_self = person.user_id == request.user.pk
    if not is_self:
        access.require(request.user, people.MANAGE)
    page = Asked(of_person(person), _("Correct names and contacts"), _("Keep the corrections"))
    form = PersonForm(request.POST or None, instance=person, needs_reason=not is_self)

    def keep() -> Done:
        reason = form.cleaned_data.get("reason", "")
        people.correct(person, names=form.values(), reason=reason, by=acting(request), at=timezone.now())
        return Done(_("The corrections are kept."), page_of(pk))

    return answer(request, form, page, keep)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail a person the link with which they take their account into use."""
    person = known(request, pk)
    access.require(request.user, people.MANAGE)
    form = InviteForm(request.POST or None, initial={"email": person.email})
    page = Asked(
        of_person(person),
        _("Invite %(person)s to sign in") % {"person": person.name_en},
        _("Send the invitation"),
        lead=_(
            "A link is sent by mail. With it the person chooses a password; their rights follow from their appointments."
        ),
    )

    def send() -> Done:
        accounts.invite(person, email=form.cleaned_data["email"], by=acting(request), at=timezone.now())
        return Done(_("The invitation is on its way; its link works once and for a week."), page_of(pk))

    return answer(request, form, page, send)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End everything that a person holds, today."""
    person = known(request, pk)
    access.require(request.user, people.MANAGE)
    form = ReasonForm(request.POST or None)
    page = Asked(
        of_person(person),
        _("%(person)s leaves") % {"person": person.name_en},
        _("End everything today"),
        lead=_(
            "Every appointment and everything lent ends at once, and the account is closed. What the person wrote and decided keeps their name."
        ),
        is_danger=True,
    )

    def end() -> Done:
        reason = form.cleaned_data["reason"]
        ended = appointments.leave(person, reason=reason, by=acting(request), at=timezone.now())
        return Done(_("Appointments ended: %(number)d.") % {"number": ended}, page_of(pk))

    return answer(request, form, page, end)
