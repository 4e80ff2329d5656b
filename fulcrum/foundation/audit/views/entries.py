"""The reader page of the log: everything, or what happened to one object."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import lines, links, queries, wording
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.filters import FilterForm, Filters
from fulcrum.foundation.audit.reader import reader, readers_only
from fulcrum.kit.day_in_words import day_in_words


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    label: str
    value: str
    href: str


@require_safe
@readers_only
def listing(request: HttpRequest) -> HttpResponse:
    """Every entry that this reader may see, narrowed as the address says."""
    form = FilterForm(request.GET)
    filters = form.filters()
    page = queries.entries(filters, user=request.user)
    context = {
        "crumbs": [(_("Home"), "/")],
        "form": form,
        "filters": filters,
        "ignored": form.ignored(),
        "chips": _chips(filters, request),
        "lines": lines.of(page.entries, user=request.user),
        "next_href": _from(filters, page.next) if page.next else "",
        "first_href": filters.without().address() if filters.before else "",
        "exports": [
            (kind, reverse("audit:export", args=[kind]) + filters.without().query())
            for kind in ("csv", "xlsx")
        ],
        "may_check_chain": queries.may_check_chain(request.user),
    }
    return render(request, "audit/entries.html", context)


@require_safe
@readers_only
def of_object(request: HttpRequest, kind: str, object_id: str) -> HttpResponse:
    """What happened to one object; showing what is confidential is noted."""
    asked = FilterForm(request.GET).filters()
    filters = Filters(kind=kind, object=object_id, before=asked.before)
    page = queries.entries(filters, user=request.user)
    if any(entry.is_confidential for entry in page.entries):
        _note_reading(request, kind, object_id, page.entries[0].organisation_key)
    link = links.of([(kind, object_id)], request.user).get((kind, object_id))
    address = reverse("audit:of_object", args=[kind, object_id])
    context = {
        "crumbs": [(_("Home"), "/"), (_("Audit log"), reverse("audit:entries"))],
        "kind": wording.kind(kind),
        "name": link.name if link else _("number %(id)s") % {"id": object_id},
        "link": link,
        "lines": lines.of(page.entries, user=request.user, fold_confidential=False),
        "next_href": f"{address}?before={page.next}" if page.next else "",
        "first_href": address if filters.before else "",
    }
    return render(request, "audit/of_object.html", context)


def _note_reading(request: HttpRequest, kind: str, object_id: str, organisation_key: int | None) -> None:
    audit.record_readings_of(
        kind,
        {object_id},
        by=reader(request),
        at=timezone.now(),
        why="entries of the audit log",
        organisation_key=organisation_key,
    )


def _from(filters: Filters, place: str) -> str:
    return Filters(**{**vars(filters), "before": place}).address()


def _chips(filters: Filters, request: HttpRequest) -> list[Chip]:
    organisation = (
        links.organisation(filters.organisation, request.user) if filters.organisation is not None else None
    )
    language = getattr(request, "LANGUAGE_CODE", "en")
    found = {
        "person": (_("Person"), filters.person),
        "action": (_("What was done"), wording.action(filters.action) if filters.action else ""),
        "kind": (_("Kind of object"), wording.kind(filters.kind) if filters.kind else ""),
        "object": (_("Number of the object"), filters.object),
        "organisation": (
            _("Organisation"),
            organisation.name if organisation else str(filters.organisation or ""),
        ),
        "since": (_("From day"), day_in_words(filters.since, language) if filters.since else ""),
        "until": (_("To day"), day_in_words(filters.until, language) if filters.until else ""),
        "readings": (_("Only readings"), _("yes") if filters.readings else ""),
    }
    return [
        Chip(label, value, filters.without(name).address()) for name, (label, value) in found.items() if value
    ]
