"""Imports, step by step: file, columns, words, dry run, commit; and the list of all of them."""

import csv
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.jobs import wording as job_wording
from fulcrum.foundation.users.models import User
from fulcrum.foundation.web import refusals as sentences
from fulcrum.kit.cells import harmless
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, import_reads, import_templates, import_texts, refusals
from fulcrum.registry.domain import import_mapping
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_mapping import FileMapping
from fulcrum.registry.domain.import_states import ImportState, RowState
from fulcrum.registry.domain.row_errors import RowError
from fulcrum.registry.import_forms import ColumnsForm, UploadForm, WordsForm
from fulcrum.registry.models import ImportRun
from fulcrum.registry.models.import_run import ACTION
from fulcrum.registry.services import imports

PAGE = 50
MOST_SHOWN = 50
BOM = "\ufeff"


def _officer(request: HttpRequest) -> User:
    """The signed-in person, who must be allowed to import."""
    access.require(request.user, ACTION)
    assert isinstance(request.user, User)
    return request.user


def _run(request: HttpRequest, pk: int) -> ImportRun:
    _officer(request)
    return get_object_or_404(ImportRun.objects.visible_to(request.user).select_related("by"), pk=pk)


def _own(request: HttpRequest, pk: int) -> ImportRun:
    """An import that this person can carry on; Http404 for one of somebody else."""
    run = _run(request, pk)
    if run.by_id != request.user.pk:
        raise Http404
    return run


def _trail(run: ImportRun | None = None) -> list[tuple[str, str]]:
    first = [(_("Home"), "/"), (_("Imports"), reverse("registry:imports"))]
    return [*first, (run.file_name, reverse("registry:import", args=[run.pk]))] if run else first


def _steps(run: ImportRun | None, at: int) -> list[dict[str, Any]]:
    """The four steps of an import; `at` is the number of the one that the page shows."""
    words = (
        _("Choose the file"),
        _("Say what the columns mean"),
        _("Look at the dry run"),
        _("Carry it out"),
    )
    states = ["done" if number < at else "current" if number == at else "ahead" for number in range(1, 5)]
    links = ["", "", "", ""]
    if run and run.is_open and not run.is_at_work and at > 2:
        links[1] = reverse("registry:import_columns", args=[run.pk])
    return [
        {"label": word, "href": href, "state": state}
        for word, href, state in zip(words, links, states, strict=True)
    ]


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every import, newest first: who, when, which file, how many rows, how it stands."""
    _officer(request)
    page = Paginator(import_reads.listed(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _trail()[:1],
        "page": page,
        "lines": [import_reads.in_words(run) for run in page.object_list],
    }
    return render(request, "registry/imports.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Step 1: take a file. One that cannot be read is told and forgotten."""
    officer = _officer(request)
    packs = import_reads.packs()
    initial = {"kind": request.GET.get("kind", ImportKind.ORGANISATIONS), "pack": packs[0]}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, packs=packs, initial=initial)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.begin(
                file.read(),
                name=PurePath(file.name).name,
                kind=ImportKind(form.cleaned_data["kind"]),
                pack=form.cleaned_data["pack"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("registry:import_columns", pk=run.pk)
        except UnreadableError as error:
            form.add_error("file", _unreadable(error))
    context = {
        "crumbs": _trail(),
        "form": form,
        "steps": _steps(None, 1),
        "kinds": import_texts.KINDS.items(),
        "packs": [(code, import_texts.PACKS.get(code, code)) for code in packs],
    }
    return render(request, "registry/import_new.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _unreadable(error: UnreadableError) -> str:
    row = error.facts.get("row", 0)
    told = refusals.word(
        RowError("", int(row), "", str(error.facts.get("value", "")), error.code, error.facts)
    )
    where = _("Row %(row)s:") % {"row": row} if row else ""
    return " ".join(filter(None, (where, told.what, told.remedy)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2: what each column means, guessed from its heading or as this person decided the last time."""
    run = _own(request, pk)
    if not run.is_open or run.is_at_work:
        return redirect("registry:import", pk=pk)
    form = ColumnsForm(_sent(request), run=run, chosen=_chosen(run))
    if form.is_valid():
        mapping = form.decided(run.decided.words)
        words = WordsForm(None, run=run, chosen=mapping)
        imports.decide(run, mapping, by=_officer(request))
        if not words.is_decided:
            return redirect("registry:import_words", pk=pk)
        return _check(request, run, mapping, words)
    context = {"crumbs": _trail(), "run": run, "form": form, "steps": _steps(run, 2), "unused": form.unused}
    return render(request, "registry/import_columns.html", context, status=422 if form.errors else 200)


def _chosen(run: ImportRun) -> FileMapping:
    if run.mapping is not None:
        return run.decided
    kind = ImportKind(run.kind)
    return FileMapping(import_mapping.guessed_columns(kind, run.headings, import_texts.field_words(kind)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2, second half: what the words of columns with a closed list mean."""
    run = _own(request, pk)
    if not run.is_open or run.is_at_work or run.mapping is None:
        return redirect("registry:import", pk=pk)
    form = WordsForm(_sent(request), run=run, chosen=run.decided)
    if form.is_valid():
        return _check(request, run, run.decided, form)
    context = {"crumbs": _trail(), "run": run, "form": form, "steps": _steps(run, 2)}
    return render(request, "registry/import_words.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, run: ImportRun, mapping: FileMapping, form: WordsForm) -> HttpResponse:
    """Keep what is decided, all of it, and have the file checked."""
    officer = _officer(request)
    whole = FileMapping(mapping.columns, mapping.same, form.decided(), empties=mapping.empties)
    imports.decide(run, whole, by=officer)
    imports.ask_check(run, by=officer)
    return redirect("registry:import", pk=run.pk)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: its progress, the dry run, or what was done."""
    run = _run(request, pk)
    is_own = run.by_id == request.user.pk
    if run.state == ImportState.MAPPING and is_own:
        return redirect("registry:import_columns", pk=pk)
    job = import_reads.job_of(run)
    context = {
        "crumbs": _trail(),
        "run": run,
        "is_own": is_own,
        "job": job,
        "line": import_reads.in_words(run),
    }
    if run.is_at_work:
        at = 4 if run.state == ImportState.COMMITTING else 3
        return render(
            request, "registry/import_at_work.html", {**context, **_progress(job), "steps": _steps(run, at)}
        )
    faults = run.faults.all()[:MOST_SHOWN]
    context |= {
        "steps": _steps(run, 3 if run.is_open else 5),
        "counts": import_reads.counts(run),
        "by_name": run.counts.get("person", {}).get("by_name", 0),
        "faults": list(import_reads.worded(run, faults)),
        "unused": import_reads.unused_headings(run),
        "not_told": import_reads.missing_fields(run),
    }
    return render(request, "registry/import.html", context)


def _progress(job: Any) -> dict[str, Any]:
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
    context = {"run": run, **_progress(import_reads.job_of(run))}
    response = render(request, "registry/parts/import_progress.html", context)
    if not run.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that are new or changed, old beside new, a page at a time."""
    run = _run(request, pk)
    part, state = request.GET.get("part", ""), request.GET.get("state", "")
    page = Paginator(import_reads.staged(run, part, state), PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _trail(run),
        "run": run,
        "page": page,
        "rows": import_reads.changed_rows(page.object_list),
        "tabs": _tabs(run, part, state),
        "query": "".join(f"{name}={value}&" for name, value in (("part", part), ("state", state)) if value),
    }
    return render(request, "registry/import_changes.html", context)


def _tabs(run: ImportRun, part: str, state: str) -> list[dict[str, Any]]:
    found = []
    for each, told in run.counts.items():
        for wanted in (RowState.NEW, RowState.CHANGED):
            found.append(
                {
                    "label": f"{import_texts.PARTS[each]}: {import_texts.ROW_STATES[wanted]}",
                    "href": f"?part={each}&state={wanted}",
                    "is_current": (part, state) == (each, wanted),
                    "number": told.get(wanted, 0),
                }
            )
    return found


@login_required
@require_safe
def faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is wrong with the file, a page at a time."""
    run = _run(request, pk)
    page = Paginator(run.faults.all(), PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _trail(run),
        "run": run,
        "page": page,
        "faults": list(import_reads.worded(run, page.object_list)),
    }
    return render(request, "registry/import_faults.html", context)


@login_required
@require_safe
def faults_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same as CSV, for whoever corrects the file."""
    run = _run(request, pk)
    lines = csv.writer(_Echo())
    told = list(import_reads.worded(run, run.faults.all()))

    def rows() -> Iterator[str]:
        yield BOM + lines.writerow([_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do")])
        for each in told:
            cells = (each.number or "", each.heading, each.value, each.what, each.remedy)
            yield lines.writerow([harmless(cell) for cell in cells])

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="faults-{run.pk}.csv"'
    return response


class _Echo:
    """A file that hands every line back."""

    def write(self, line: str) -> str:
        return line


@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the file checked again, with what was decided."""
    run = _own(request, pk)
    return _tried(request, run, lambda officer: imports.ask_check(run, by=officer))


@login_required
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a checked file carried out."""
    run = _own(request, pk)
    return _tried(request, run, lambda officer: imports.ask_commit(run, by=officer))


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the job that is at it."""
    run = _own(request, pk)
    return _tried(request, run, lambda officer: imports.stop(run, by=officer, at=timezone.now()))


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the import up and forget the file."""
    run = _own(request, pk)
    return _tried(request, run, lambda officer: imports.drop(run, by=officer, at=timezone.now()))


def _tried(request: HttpRequest, run: ImportRun, step: Any) -> HttpResponse:
    """Take a step, or say why not; the page of the import follows."""
    try:
        step(_officer(request))
    except Refusal as refusal:
        messages.error(request, sentences.word(refusal))
    return redirect("registry:import", pk=run.pk)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook with the headings in the reader's language, and a sheet that explains them."""
    _officer(request)
    if kind not in list(ImportKind):
        raise Http404
    made = import_templates.made(ImportKind(kind), get_language() or "en")
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


@login_required
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Where organisations were loaded before imports had a place of their own."""
    _officer(request)
    return redirect(f"{reverse('registry:new_import')}?kind={ImportKind.ORGANISATIONS}")
