"""What is missing or doubtful in the register: numbers, work lists, and files of them."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, exports, labels, quality, queries, refused
from fulcrum.registry.event_forms import ReasonForm
from fulcrum.registry.quality import QualityFilters, WorkList
from fulcrum.registry.services import lookalikes, proposals, reorganising
from fulcrum.registry.views.confirming import FORM, Step, posted
from fulcrum.registry.views.facts import person
from fulcrum.registry.views.organisations import home

SEE = "registry.see_quality"
PAGE = 50


class FilterForm(forms.Form):
    """Kind, district and pack; all may stay empty."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("All kinds")), *((str(code), text) for code, text in labels.KIND.items())],
    )
    district = forms.ChoiceField(label=gettext_lazy("District of the seat"), required=False)
    pack = forms.ChoiceField(label=gettext_lazy("Country pack"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET, auto_id="filter-%s")
        language = get_language() or "en"
        districts = [(each.code, own_name(each, language)) for each in queries.districts(language)]
        packs = [(pack, pack) for pack in quality.packs(request.user)]
        self.fields["district"].choices = [("", _("All districts")), *districts]  # type: ignore[attr-defined]
        self.fields["pack"].choices = [("", _("All packs")), *packs]  # type: ignore[attr-defined]

    def filters(self) -> QualityFilters:
        """The filters that can be used."""
        self.is_valid()
        return QualityFilters(**{name: self.cleaned_data.get(name) or "" for name in self.fields})


def _address(filters: QualityFilters, name: str, *args: str) -> str:
    values = {field: value for field, value in vars(filters).items() if value}
    return reverse(name, args=args) + (f"?{urlencode(values)}" if values else "")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every list with its number."""
    access.require(request.user, SEE)
    form = FilterForm(request)
    filters = form.filters()
    numbers = quality.counts(filters, timezone.localdate(), request.user)
    told = [*quality.LISTS.values()]
    lines = [
        (each.label, each.text, numbers[each.key], _address(filters, "registry:quality_list", each.key))
        for each in told
    ]
    lines.append(
        (
            quality.ALIKE_LABEL,
            quality.ALIKE_TEXT,
            numbers[quality.ALIKE],
            _address(filters, "registry:quality_list", quality.ALIKE),
        )
    )
    context = {"crumbs": home(), "form": form, "lines": lines}
    return render(request, "registry/quality.html", context)


@login_required
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One work list, page by page."""
    access.require(request.user, SEE)
    form = FilterForm(request)
    filters = form.filters()
    if key == quality.ALIKE:
        return _alike(request, form, filters)
    work_list = _work_list(key)
    found = quality.organisations(
        work_list, filters, timezone.localdate(), request.user, get_language() or "en"
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        **_context(request, form, filters),
        "work_list": work_list,
        "title": work_list.label,
        "text": work_list.text,
        "page": page,
        "rows": [(body, proposals.may_propose(request.user, body)) for body in page],
        "exports": [
            (kind, _address(filters, "registry:quality_export", key, kind)) for kind in ("csv", "xlsx")
        ],
    }
    return render(request, "registry/quality_list.html", context)


def _alike(request: HttpRequest, form: FilterForm, filters: QualityFilters) -> HttpResponse:
    page = Paginator(quality.alike(filters, request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        **_context(request, form, filters),
        "title": quality.ALIKE_LABEL,
        "text": quality.ALIKE_TEXT,
        "page": page,
        "may_settle": access.may(request.user, lookalikes.ACTION),
        "may_merge": access.may(request.user, reorganising.RECORD),
    }
    return render(request, "registry/quality_alike.html", context)


def _context(request: HttpRequest, form: FilterForm, filters: QualityFilters) -> dict[str, object]:
    values = {field: value for field, value in vars(filters).items() if value}
    return {
        "crumbs": [*home(), (_("State of the register"), reverse("registry:quality"))],
        "form": form,
        "query": f"{urlencode(values)}&" if values else "",
    }


def _work_list(key: str) -> WorkList:
    if key not in quality.LISTS:
        raise Http404
    return quality.LISTS[key]


@login_required
@require_safe
def export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One work list as a file."""
    access.require(request.user, SEE)
    if form not in ("csv", "xlsx"):
        raise Http404
    today = timezone.localdate()
    filters = FilterForm(request).filters()
    found = quality.organisations(_work_list(key), filters, today, request.user, get_language() or "en")
    made = exports.FORMS[form](found, today)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{key}-{today:%Y-%m-%d}.{form}"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that two organisations with names alike are two."""
    access.require(request.user, lookalikes.ACTION)
    pair = quality.pair(pk, request.user)
    if pair is None:
        raise Http404
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            lookalikes.tell_apart(
                pair, reason=form.cleaned_data["reason"], by=person(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("They are two, and are not asked about again."))
            return redirect("registry:quality_list", key=quality.ALIKE)
    language = get_language()
    step = Step(
        title=_("%(first)s and %(second)s are two")
        % {"first": own_name(pair.first, language), "second": own_name(pair.second, language)},
        action=_("Tell them apart"),
        done="",
        crumbs=[*home(), (_("State of the register"), reverse("registry:quality"))],
    )
    context = {"step": step, "crumbs": step.crumbs, "form": form, "action": step.action}
    return render(request, FORM, context, status=422 if form.errors else 200)
