"""My work: the page on which a signed-in person lands."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fulcrum.foundation.web import work

PAGE = 50
SOON = 7
"""Days: until then a task is due soon, and said in days instead of as a date."""


@dataclass(frozen=True)
class Choice:
    """One app in the filter: its name, the address of its tasks, how many there are."""

    label: str
    href: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class Row:
    """A task as the page shows it. tone: of the mark that says when it is due; due_text: that mark's words."""

    task: work.Task
    due_text: str
    tone: str


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the person, oldest last day first; below it their home by role."""
    at = timezone.now()
    today = timezone.localdate(at)
    gathered = work.gather(request.user, at)
    app = request.GET.get("app", "")
    tasks = [task for task in gathered.tasks if not app or task.source.app == app]
    page = Paginator(tasks, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(task, today) for task in page],
        "overdue": sum(1 for task in gathered.tasks if task.line.due and task.line.due < today),
        "total": len(gathered.tasks),
        "app": app,
        "choices": _choices(gathered.tasks, app),
        "failed": _labels(gathered.failed),
        "cut": _labels(gathered.cut),
        "most": work.MOST,
        "lessons": work.lessons(request.user),
        "blocks": work.blocks(request.user, at),
        "today": today,
        "query": f"{urlencode({'app': app})}&" if app else "",
    }
    return render(request, "my_work/index.html", context)


def _row(task: work.Task, today: date) -> Row:
    due = task.line.due
    if due is None:
        return Row(task, "", "")
    days = (due - today).days
    if days < 0:
        words = ngettext("overdue by %(days)d day", "overdue by %(days)d days", -days) % {"days": -days}
        return Row(task, words, "danger")
    if days == 0:
        return Row(task, _("due today"), "warm")
    words = ngettext("due in %(days)d day", "due in %(days)d days", days) % {"days": days}
    return Row(task, words, "warm") if days <= SOON else Row(task, words, "quiet")


def _choices(tasks: list[work.Task], chosen: str) -> list[Choice]:
    numbers: dict[str, int] = {}
    labels: dict[str, str] = {}
    for task in tasks:
        numbers[task.source.app] = numbers.get(task.source.app, 0) + 1
        labels[task.source.app] = str(task.source.label)
    if len(numbers) < 2 and not chosen:
        return []
    apps = sorted(labels, key=lambda app: labels[app])
    everything = Choice(_("Everything"), "?", len(tasks), not chosen)
    return [everything, *(Choice(labels[app], f"?app={app}", numbers[app], app == chosen) for app in apps)]


def _labels(sources: list[work.Source]) -> list[str]:
    return sorted({str(source.label) for source in sources})
