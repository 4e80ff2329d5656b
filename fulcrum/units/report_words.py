"""The words of monthly reports: refusals, the audit log, My work, and the line on the page of jobs."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.foundation.audit import wording
from fulcrum.foundation.jobs import kinds
from fulcrum.foundation.web import refusals, work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, calendars
from fulcrum.units.domain.codes import ReportState
from fulcrum.units.models import MonthlyReport
from fulcrum.units.months import month_in_words
from fulcrum.units.services import reports

DRAFT_JOB = "units.draft_reports"

WORDINGS: dict[str, Callable[[], str]] = {
    "month_is_not_over": lambda: _(
        "That month ends on %(last)s. Its report can be drafted from the next day on."
    ),
    "month_before_unit": lambda: _("The unit began on %(began_on)s. It has nothing to report before that."),
    "month_after_unit": lambda: _(
        "The unit is closed since %(closed_on)s. It has nothing to report after that."
    ),
    "report_is_signed": lambda: _("%(person)s signed this report on %(on)s. A signed report never changes."),
    "report_answers_missing": lambda: _(
        "Write in a sentence or two what was done and what comes next, then sign."
    ),
    "report_changed": lambda: _(
        "The report was counted anew since you opened it. Nothing was signed; read the new figures and sign again."
    ),
}
ACTIONS = {
    "units.report_drafted": gettext_lazy("drafted a monthly report"),
    "units.report_written": gettext_lazy("wrote in a monthly report"),
    "units.report_signed": gettext_lazy("signed a monthly report"),
}


def register() -> None:
    """Tell the floors below; called in ready()."""
    refusals.register(WORDINGS)
    wording.register(ACTIONS)
    kinds.register(kinds.Kind(DRAFT_JOB, gettext_lazy("Draft the monthly reports of units"), repeatable=True))
    work.register(work.Source("units.reports", "units", gettext_lazy("Units"), waiting, lines))


def waiting(user: Any, at: datetime) -> "QuerySet[MonthlyReport] | None":
    """Drafts of the units that this person runs; every draft is of a month that is over."""
    scope = access.scope(user, reports.RUN)
    if scope.is_empty:
        return None
    within = access.organisations_in(scope, "unit__organisation__")
    return MonthlyReport.objects.filter(within, state=ReportState.DRAFT)


def lines(user: Any, at: datetime) -> Iterable[work.Line]:
    """The same as lines of My work, the oldest month first."""
    rows = waiting(user, at)
    if rows is None:
        return
    today, known = timezone.localdate(at), calendars.read()
    rows = rows.select_related("unit__organisation").defer("figures").order_by("month", "pk")
    for row in rows[: work.MOST]:
        due = reports.due_on(row, known)
        yield work.Line(
            title=_("Report of %(month)s: %(organisation)s")
            % {
                "month": month_in_words(row.month),
                "organisation": own_name(row.unit.organisation, get_language()),
            },
            href=reverse("units:report", args=[row.unit.number, row.month]),
            action=_("Read and sign"),
            reason=_("It is drafted from what happened; read it, answer three questions, sign.")
            if due is not None
            else _(
                "It is drafted; the calendar does not say which day is the seventh working day, so it has no last day."
            ),
            due=due,
            weight=1 if due is not None and due < today else 0,
        )
