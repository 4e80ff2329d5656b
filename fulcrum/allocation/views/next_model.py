"""The next need model: what the agreed values change, the file, and the button that publishes it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.allocation import queries, wording
from fulcrum.allocation.services import next_model as service
from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.services.appointments import pack_of
from fulcrum.registry.views.asking import acting

MOST_SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Show what the next model changes, and publish it as it was shown."""
    access.require(request.user, service.PUBLISH)
    by, fault = acting(request), ""
    if request.method == "POST":
        try:
            row = service.publish(
                request.POST.get("fingerprint", ""),
                registers=queries.registers(),
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            fault = refusals.word(refusal)
        else:
            said = _("Need model %(version)d is published; scenarios asked from now on use its scores.")
            messages.success(request, said % {"version": row.version})
            return redirect("allocation:need")
    found = service.preview(timezone.now(), pack_of(by))
    context = {
        "crumbs": [(_("Home"), "/"), (_("How need is scored"), reverse("allocation:need"))],
        "found": found,
        "moves": _moves(found) if found else [],
        "hidden": max(0, len(found.moves) - MOST_SHOWN) if found else 0,
        "fault": fault,
        "has_errors": bool(fault),
        "may_publish": not by.is_demonstration,
    }
    return render(request, "allocation/next_model.html", context, status=422 if fault else 200)


def _moves(found: service.Preview) -> list[dict[str, Any]]:
    shown = found.moves[:MOST_SHOWN]
    bodies = Organisation.objects.in_bulk([move.slug for move in shown], field_name="slug")
    return [
        {
            "body": bodies[move.slug],
            "move": move,
            "criteria": [wording.criterion_name(name) for name in move.criteria],
        }
        for move in shown
    ]


@login_required
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The next model as the file that would be published."""
    access.require(request.user, service.PUBLISH)
    found = service.preview(timezone.now(), pack_of(acting(request)))
    if found is None:
        raise Http404
    response = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="need-v{found.version}.yaml"'
    return response
