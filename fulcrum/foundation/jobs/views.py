"""Jobs: the list, one's own, the periodic ones, and the page of one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fulcrum.foundation.jobs import kinds, queries, refusals, schedule, wording
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.queries import JobFilters
from fulcrum.foundation.jobs.services import control
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal


@dataclass(frozen=True)
class Shown:
    """A job in the reader's words."""

    run: JobRun
    label: str | Promise
    state: str
    tone: str
    message: str
    fault: str


@dataclass(frozen=True)
class Tab:
    """One of the lists of jobs."""

    label: str
    href: str
    is_current: bool
    number: int | None = None


def _shown(run: JobRun) -> Shown:
    return Shown(
        run,
        kinds.of(run.task).label,
        wording.state_of(run),
        wording.tone_of(run),
        wording.message_of(run),
        wording.fault_of(run),
    )


def _tabs(request: HttpRequest) -> list[Tab]:
    """The lists that this person may open."""
    told = [(_("My jobs"), "jobs:mine")]
    if rights.may(request.user, control.SEE):
        told = [(_("All jobs"), "jobs:list"), *told, (_("What runs by itself"), "jobs:periodic")]
    return [Tab(label, href, href == request.path) for label, href in ((a, reverse(b)) for a, b in told)]


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every job, newest first."""
    rights.require(request.user, control.SEE)
    filters = JobFilters.of(request.GET.dict())
    return _list_page(request, filters, queries.page(filters), _("Jobs"), reverse("jobs:list"), is_own=False)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The jobs that this person asked for."""
    filters = JobFilters.of(request.GET.dict())
    page = queries.page(filters, asked_by=_person(request))
    return _list_page(request, filters, page, _("My jobs"), reverse("jobs:mine"), is_own=True)


def _list_page(
    request: HttpRequest,
    filters: JobFilters,
    page: queries.JobPage,
    title: str,
    address: str,
    *,
    is_own: bool,
) -> HttpResponse:
    context = {
        "title": title,
        "is_own": is_own,
        "tabs": _tabs(request),
        "filters": filters,
        "states": wording.STATES.items(),
        "kinds": kinds.known(),
        "jobs": [_shown(run) for run in page.rows],
        "older_href": address + filters.address(before=page.older) if page.older else "",
        "newer_href": address + filters.address(after=page.newer) if page.newer else "",
        "crumbs": [(_("Home"), "/")],
    }
    return render(request, "jobs/list.html", context)


@login_required
@require_safe
def periodic(request: HttpRequest) -> HttpResponse:
    """What runs by itself: when, how it went last, when next."""
    rights.require(request.user, control.SEE)
    now = timezone.now()
    entries = schedule.periodic_tasks()
    last = queries.last_runs([entry.task for entry in entries])
    rows = [
        {
            "label": kinds.of(entry.task).label,
            "words": entry.in_words(now),
            "next_at": entry.next_at(now),
            "last": _shown(last[entry.task]) if entry.task in last else None,
        }
        for entry in entries
    ]
    crumbs = [(_("Home"), "/"), (_("Jobs"), reverse("jobs:list"))]
    context = {"rows": rows, "crumbs": crumbs, "tabs": _tabs(request)}
    return render(request, "jobs/periodic.html", context)


def _run(request: HttpRequest, pk: int) -> JobRun:
    """A job that this person may see: their own, or any for those who may see all."""
    run = JobRun.objects.select_related("by", "stop_asked_by").filter(pk=pk).first()
    if run is None or (run.by_id != request.user.pk and not rights.may(request.user, control.SEE)):
        raise Http404
    return run


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one job."""
    run = _run(request, pk)
    may_see_all = rights.may(request.user, control.SEE)
    back = (_("Jobs"), reverse("jobs:list")) if may_see_all else (_("My jobs"), reverse("jobs:mine"))
    context = {
        "job": _shown(run),
        "address": _address(run),
        "result": _own_path(run.result_path),
        "may_stop": control.may_stop(run, _person(request)),
        "may_retry": control.may_retry(run, _person(request)),
        "may_see_details": may_see_all,
        "crumbs": [(_("Home"), "/"), back],
    }
    return render(request, "jobs/job.html", context)


def _address(run: JobRun) -> str | None:
    address = kinds.of(run.task).address
    return address(**run.arguments) if address else None


def _own_path(path: str) -> str:
    """The path of a result, if it lies on this site."""
    is_own = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if is_own else ""


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that shows how far a job is; reloads the page when it has ended."""
    run = _run(request, pk)
    response = render(request, "jobs/parts/progress.html", {"job": _shown(run)})
    if not run.is_open:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a job stopped."""
    return _done(request, pk, control.stop, _("The job was asked to stop."))


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed job run again."""
    return _done(request, pk, control.retry, _("The job waits for the worker again."))


def _done(request: HttpRequest, pk: int, act: Callable[..., None], success: str) -> HttpResponse:
    run = _run(request, pk)
    try:
        act(run, by=_person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal, kinds.of(run.task)))
    else:
        messages.success(request, success)
    return redirect("jobs:job", pk=pk)
