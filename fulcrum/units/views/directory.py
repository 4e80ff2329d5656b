"""The directory of members and CDIOs, and the same as a file."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import services as audit
from fulcrum.registry import access, labels
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.views.asking import acting
from fulcrum.units import directory_files, directory_reads
from fulcrum.units.directory_reads import DirectoryFilters
from fulcrum.units.domain.blueprint import Names
from fulcrum.units.member_forms import DirectoryForm
from fulcrum.units.models import Holding

SEE = "units.see_directory"


def _form(request: HttpRequest) -> DirectoryForm:
    codes = directory_reads.post_codes(user=request.user, on=timezone.localdate())
    roles = [
        (Role.CDIO.value, labels.ROLE[Role.CDIO]),
        *((code, code) for code in codes),
    ]
    districts = list(directory_reads.districts(get_language() or "en"))
    return DirectoryForm(request.GET, districts=districts, roles=roles, auto_id="filter-%s")


def _filters(form: DirectoryForm) -> DirectoryFilters:
    form.is_valid()
    return DirectoryFilters(**{name: str(form.cleaned_data.get(name) or "") for name in form.fields})


def _posts(person: Any, page: directory_reads.DirectoryPage) -> list[tuple[Holding, Names]]:
    """What a person holds in units, each with the name of the post."""
    return [(held, page.post_names[held.post.unit.blueprint_id, held.post.code]) for held in person.in_posts]


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Members of the whole network with their posts and how to reach them."""
    access.require(request.user, SEE)
    form = _form(request)
    filters = _filters(form)
    page = directory_reads.page(filters, get_language() or "en", user=request.user, on=timezone.localdate())
    later = filters.from_start(after=page.after)
    told = {name: value for name, value in vars(filters).items() if value and name != "after"}
    context = {
        "crumbs": [(_("Home"), "/"), (_("Units"), reverse("units:units"))],
        "form": form,
        "fields": [form[name] for name in ("district", "role", "language", "kind")],
        "is_open": bool(set(told) - {"search"}),
        "filters": filters,
        "page": page,
        "rows": [(person, _posts(person, page)) for person in page.rows],
        "next_href": "?" + urlencode({k: v for k, v in vars(later).items() if v}) if page.after else "",
        "exports": [
            (form, f"{reverse('units:directory_export', args=[form])}?{urlencode(told)}")
            for form in directory_files.FORMS
        ],
        "may_appoint_cdios": access.may(request.user, "registry.appoint_cdios"),
    }
    return render(request, "units/directory.html", context)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Everybody whom the filters of the address leave; the log tells of it."""
    access.require(request.user, SEE)
    if form not in directory_files.FORMS:
        raise Http404
    now = timezone.now()
    filters = _filters(_form(request)).from_start()
    write, content_type = directory_files.FORMS[form]
    content, count = write(directory_reads.lines(filters, user=request.user, on=timezone.localdate(now)))
    by = acting(request)
    audit.record(
        "units.directory_exported", by, by=by, at=now, lines=count, form=form,
        filters={name: value for name, value in vars(filters).items() if value},
    )  # fmt: skip
    response = HttpResponse(content, content_type=content_type)
    name = f"members-{timezone.localdate(now):%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
