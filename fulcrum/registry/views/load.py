"""Load an organisations file: check it, look at what it would change, confirm."""

from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fulcrum.foundation.users.models import User
from fulcrum.registry import access, queries, refusals
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.forms import UploadForm
from fulcrum.registry.models import UploadedFile
from fulcrum.registry.services import uploads
from fulcrum.registry.views.organisations import home

MOST_LOADS = 10


def _officer(request: HttpRequest) -> User:
    """The signed-in person, who must be allowed to load files."""
    assert isinstance(request.user, User)
    access.require(request.user, uploads.ACTION)
    return request.user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; a good one is kept for its confirmation, a bad one is told row by row and forgotten."""
    officer = _officer(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    report = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data, name, at = file.read(), PurePath(file.name).name, timezone.now()
        report = uploads.check(data, name=name, by=officer, at=at)
        if report.ok:
            kept = uploads.keep(data, name=name, by=officer, at=at)
            return redirect("registry:load_report", token=kept.token)
    context = {
        "crumbs": home(),
        "form": form,
        "report": report,
        "worded": _worded(report) if report else [],
        "loads": queries.latest_loads(MOST_LOADS),
    }
    return render(request, "registry/load.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Show what a kept file would change, and load it when that is confirmed."""
    officer = _officer(request)
    kept = get_object_or_404(UploadedFile.objects.visible_to(officer), token=token)
    at = timezone.now()
    if request.method == "POST":
        done = uploads.carry_out(kept, by=officer, at=at)
        if done.ok:
            messages.success(request, _loaded(done))
            return redirect("registry:load")
    else:
        done = uploads.check(bytes(kept.content), name=kept.name, by=officer, at=at)
    context = {
        "crumbs": [*home(), (_("Load a file"), reverse("registry:load"))],
        "kept": kept,
        "report": done,
        "worded": _worded(done),
        "counts": done.tables.get("organisations"),
    }
    return render(request, "registry/load_report.html", context, status=200 if done.ok else 422)


def _worded(done: LoadReport) -> list[tuple[object, refusals.Wording]]:
    return [(error, refusals.word(error)) for error in done.errors]


def _loaded(done: LoadReport) -> str:
    if not done.change_count:
        return _("The file was loaded; nothing had to be changed.")
    text = ngettext(
        "The file was loaded: %(count)s organisation was added or changed. The plan that the public sees is now "
        "computed anew.",
        "The file was loaded: %(count)s organisations were added or changed. The plan that the public sees is now "
        "computed anew.",
        done.change_count,
    )
    return text % {"count": done.change_count}
