"""The monthly reports of a unit: the list, and one to read, answer and sign."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.views.asking import acting
from fulcrum.units import report_reads
from fulcrum.units.domain.codes import ReportState
from fulcrum.units.domain.report import Month
from fulcrum.units.models import MonthlyReport, Unit
from fulcrum.units.months import month_in_words
from fulcrum.units.services import reports
from fulcrum.units.views.home import known, tabs, trail

PER_PAGE = 24


MISSING = {"required": gettext_lazy("Write a sentence or two before you sign.")}


class ReportForm(forms.Form):
    """The three answers of the lead, and the hash of the figures that were read. Two are needed to sign, none to keep."""

    use_required_attribute = False

    done = forms.CharField(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy("One or two sentences beside the figures."),
        error_messages=MISSING,
        max_length=reports.LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 3}),
    )
    next_steps = forms.CharField(
        label=gettext_lazy("What comes next?"),
        error_messages=MISSING,
        max_length=reports.LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 3}),
    )
    needs = forms.CharField(
        label=gettext_lazy("What does the unit need from others?"),
        required=False,
        max_length=reports.LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, keeps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps:
            for field in self.fields.values():
                field.required = False

    def answers(self) -> reports.Answers:
        names = ("done", "next_steps", "needs")
        return reports.Answers(**{name: self.cleaned_data[name] for name in names})


def _crumbs(unit: Unit) -> list[tuple[str, str]]:
    return [*trail(), (own_name(unit.organisation, "en"), reverse("units:unit", args=[unit.number]))]


@login_required
@require_safe
def listing(request: HttpRequest, number: int) -> HttpResponse:
    """Every report of one unit, the newest first; the one of the last month can be drafted here."""
    unit = known(request, number)
    last = Month(timezone.localdate().replace(day=1)).before
    rows = report_reads.reports(unit)
    may_draft = access.may(request.user, reports.RUN, unit.organisation) and unit.began_on <= last.last
    context = {
        "crumbs": _crumbs(unit),
        "unit": unit,
        "tabs": tabs(unit, "reports"),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "draft": last.first if may_draft and not rows.filter(month=last.first).exists() else None,
    }
    return render(request, "units/reports.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int, month: date) -> HttpResponse:
    """One report: the counted part, three answers, the signature. `act`: draft, keep or sign."""
    unit = known(request, number)
    row = MonthlyReport.objects.filter(unit=unit, month=month).select_related("signed_by").first()
    act = request.POST.get("act", "")
    if row is None and act != "draft":
        raise Http404
    if request.method == "POST":
        access.require(request.user, reports.RUN, unit.organisation)
    if row is None or act == "draft":
        return _draft(request, unit, month)
    row.unit = unit
    initial = {"done": row.done, "next_steps": row.next_steps, "needs": row.needs, "seen": reports.seal(row)}
    form = ReportForm(request.POST or None, initial=initial, keeps=act == "keep")
    if request.method == "POST" and form.is_valid():
        done = _answered(request, row, form, signs=act == "sign")
        if done is not None:
            return done
    return _shown(request, unit, row, form)


def _draft(request: HttpRequest, unit: Unit, month: date) -> HttpResponse:
    try:
        with transaction.atomic():
            reports.draft(unit, Month(month), by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
        return redirect("units:reports", unit.number)
    messages.success(request, _("The report is drafted from what happened."))
    return redirect("units:report", unit.number, month)


def _answered(
    request: HttpRequest, row: MonthlyReport, form: ReportForm, *, signs: bool
) -> HttpResponse | None:
    """What follows once the answers are kept or signed; None after a refusal, which stands on the form."""
    by, at = acting(request), timezone.now()
    try:
        with transaction.atomic():
            if signs:
                reports.sign(row, form.answers(), seen=form.cleaned_data["seen"], by=by, at=at)
            else:
                reports.write(row, form.answers(), by=by, at=at)
    except Refusal as refusal:
        form.add_error(None, refusals.word(refusal))
        return None
    messages.success(request, _("The report is signed.") if signs else _("Your answers are kept."))
    return redirect("units:report", row.unit.number, row.month)


def _shown(request: HttpRequest, unit: Unit, row: MonthlyReport, form: ReportForm) -> HttpResponse:
    is_signed = row.state == ReportState.SIGNED
    may_write = not is_signed and access.may(request.user, reports.RUN, unit.organisation)
    context = {
        "crumbs": [*_crumbs(unit), (_("Reports"), reverse("units:reports", args=[unit.number]))],
        "unit": unit,
        "report": row,
        "month": month_in_words(row.month),
        "counted": report_reads.counted(row, unit),
        "form": form if may_write else None,
        "is_signed": is_signed,
        "due": None if is_signed else reports.due_on(row),
        "today": timezone.localdate(),
    }
    return render(request, "units/report.html", context, status=422 if form.errors else 200)
