"""Import units that exist with their members and history: upload, dry run, commit; and the list of all imports."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.jobs import wording as job_wording
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.users.models import User
from fulcrum.foundation.web import refusals as sentences
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.units import import_templates, import_words
from fulcrum.units.domain.importing import ImportState
from fulcrum.units.import_forms import WorkbookForm
from fulcrum.units.models import UnitImport
from fulcrum.units.models.unit_import import ACTION
from fulcrum.units.services import imports
from fulcrum.units.views.places import to_units

PAGE = 50


def _officer(request: HttpRequest) -> User:
    """The signed-in person, who must be allowed to import."""
    access.require(request.user, ACTION)
    assert isinstance(request.user, User)
    return request.user


def _run(request: HttpRequest, pk: int) -> UnitImport:
    _officer(request)
    return get_object_or_404(UnitImport.objects.visible_to(request.user).select_related("by"), pk=pk)


def _trail() -> list[tuple[str, str]]:
    return [*to_units(), (_("Imports of units"), reverse("units:imports"))]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Take a workbook, and show every import, the newest first. A file that cannot be read is told and forgotten."""
    officer = _officer(request)
    form = WorkbookForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.begin(file.read(), name=PurePath(file.name).name, by=officer, at=timezone.now())
            return redirect("units:import", pk=run.pk)
        except UnreadableError as error:
            told = import_words.word(
                {"sheet": "", "row": 0, "column": "", "value": "", "code": error.code, "facts": error.facts}
            )
            form.add_error("file", f"{told.what} {told.remedy}")
    rows = UnitImport.objects.visible_to(officer).select_related("by").defer("faults")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": to_units(),
        "form": form,
        "page": page,
        "lines": [(run, *_state(run)) for run in page.object_list],
    }
    return render(request, "units/imports.html", context, status=422 if form.errors else 200)


def _state(run: UnitImport) -> tuple[str, str]:
    """The state in words, and its tone; one with faults says so."""
    if run.state == ImportState.CHECKED and run.fault_count:
        return str(import_words.TO_CORRECT), "danger"
    return str(import_words.STATES[run.state]), import_words.TONES.get(run.state, "")


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: its progress, the dry run with everything that is wrong, or what was done."""
    run = _run(request, pk)
    label, tone = _state(run)
    job = JobRun.objects.filter(job_id=run.job_id).first() if run.job_id else None
    page = Paginator(run.faults, PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _trail(),
        "run": run,
        "is_own": run.by_id == request.user.pk,
        "label": label,
        "tone": tone,
        "job": job,
        "page": page,
        "faults": [import_words.word(fault) for fault in page.object_list],
        "counts": [
            (str(words), run.counts[name].get("new", 0), run.counts[name].get("unchanged", 0))
            for name, words in import_words.COUNTED.items()
            if name in run.counts
        ],
        **_progress(job),
    }
    return render(request, "units/import.html", context)


def _progress(job: JobRun | None) -> dict[str, Any]:
    return {
        "percent": job.percent if job else None,
        "doing": (job_wording.message_of(job) if job else "") or _("Waits for the worker."),
        "is_stopping": bool(job and job.stop_asked_at),
    }


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that shows how far the job is; has the page loaded anew when it has ended."""
    run = _run(request, pk)
    job = JobRun.objects.filter(job_id=run.job_id).first() if run.job_id else None
    response = render(request, "units/parts/import_progress.html", {"run": run, **_progress(job)})
    if not run.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the file checked again."""
    return _tried(request, pk, lambda run, officer: imports.ask_check(run, by=officer))


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a checked file carried out."""
    return _tried(request, pk, lambda run, officer: imports.ask_commit(run, by=officer))


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the job that is at it."""
    return _tried(request, pk, lambda run, officer: imports.stop(run, by=officer, at=timezone.now()))


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the import up and forget the file."""
    return _tried(request, pk, lambda run, officer: imports.drop(run, by=officer, at=timezone.now()))


def _tried(request: HttpRequest, pk: int, step: Callable[[UnitImport, User], object]) -> HttpResponse:
    """Take a step, or say why not; the page of the import follows. Http404 for one of somebody else."""
    run = _run(request, pk)
    officer = _officer(request)
    if run.by_id != officer.pk:
        raise Http404
    try:
        step(run, officer)
    except Refusal as refusal:
        messages.error(request, sentences.word(refusal))
    return redirect("units:import", pk=run.pk)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook, with headings and explanations in the reader's language."""
    _officer(request)
    made = import_templates.made(get_language() or "en")
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
