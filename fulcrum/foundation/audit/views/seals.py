"""The seals of the chain with their heads, for an auditor to note."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import queries
from fulcrum.foundation.audit.reader import readers_only


@require_safe
@readers_only
def listing(request: HttpRequest) -> HttpResponse:
    """The newest head in full, and every seal before it."""
    if not queries.may_check_chain(request.user):
        raise PermissionDenied("the chain tells how much there is that this reader may not know of")
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 18 else None
    found = queries.seals(before)
    address = reverse("audit:seals")
    context = {
        "crumbs": [(_("Home"), "/"), (_("Audit log"), reverse("audit:entries"))],
        "newest": found[0] if found and before is None else None,
        "seals": found[: queries.PAGE],
        "next_href": f"{address}?before={found[queries.PAGE - 1].number}"
        if len(found) > queries.PAGE
        else "",
        "first_href": address if before is not None else "",
    }
    return render(request, "audit/seals.html", context)
