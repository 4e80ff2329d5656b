"""The roll-out board: every slot as a square or as a line, narrowed as the address says; also as a file."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.foundation.audit import services as audit
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry import labels as registry_labels
from fulcrum.registry.forms import LONGEST_SEARCH
from fulcrum.registry.models import Region
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.queries import regions_of
from fulcrum.registry.services.appointments import pack_of
from fulcrum.units import board, board_exports, labels, progress
from fulcrum.units.board import Filters
from fulcrum.units.country import COUNTRIES

PER_PAGE = 50


class BoardForm(forms.Form):
    """The filters of the board; all may stay empty."""

    search = forms.CharField(required=False, max_length=LONGEST_SEARCH)
    pack = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=COUNTRIES)
    district = forms.ChoiceField(label=gettext_lazy("District of the seat"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[
            ("", gettext_lazy("All kinds")),
            *((str(code), word) for code, word in registry_labels.KIND.items()),
        ],
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        required=False,
        choices=[("", gettext_lazy("All that stand")), *labels.STANDING.items()],
    )

    def __init__(self, data: QueryDict, districts: list[Region], stages: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter-%s")
        language = get_language()
        places = [(region.code, own_name(region, language)) for region in districts]
        self.fields["district"].choices = [  # type: ignore[attr-defined]
            ("", _("All districts")), (board.NOT_STATED, _("Not stated")), *places
        ]  # fmt: skip
        self.fields["stage"].choices = [("", _("All stages")), *stages]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """The filters that can be used; a value that no filter knows is left out."""
        self.is_valid()
        return Filters(**{name: str(self.cleaned_data.get(name) or "") for name in self.fields})


def _asked(request: HttpRequest) -> tuple[BoardForm, Filters]:
    asked, language = request.GET.get("pack", ""), get_language() or "en"
    pack = asked if asked in dict(COUNTRIES) else pack_of(request.user)  # type: ignore[arg-type]
    data = request.GET.copy()
    data["pack"] = pack
    districts = [each for each in regions_of(pack, language) if each.level == "district"]
    form = BoardForm(data, districts, board.stage_names(pack, request.user))
    return form, form.filters()


def address(filters: Filters, *, name: str = "units:board", args: tuple[str, ...] = (), **more: str) -> str:
    """The address of the board with these filters."""
    values = {**{field: value for field, value in vars(filters).items() if value}, **more}
    return (
        f"{reverse(name, args=args)}?{urlencode({field: value for field, value in values.items() if value})}"
    )


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """All slots as squares by district, or as a list with pages (`show=list`)."""
    access.require(request.user, "units.see")
    form, filters = _asked(request)
    found = board.board(request.user, filters)
    as_list = request.GET.get("show") == "list"
    show = "list" if as_list else ""
    target = progress.target_of(filters.pack, timezone.localdate()) if filters.is_whole else None
    context = {
        "crumbs": [(_("Home"), "/"), (_("Units"), reverse("units:units"))],
        "form": form,
        "fields": [form[name] for name in ("pack", "district", "kind", "stage", "standing")],
        "filters": filters,
        "kept": [("show", show)] if show else [],
        "is_simulated": filters.pack == SIMULATED,
        "chips": _chips(form, filters, show),
        "clear_href": address(Filters(filters.pack), show=show),
        "found": found,
        "total": len(found.slots),
        "target": target,
        "not_begun": max(0, target.target.units - found.units) if target else None,
        "stages": [(each, address(filters.but(stage=each.code), show=show)) for each in found.stages],
        "standings": [
            (each, address(filters.but(standing=each.code), show=show)) for each in found.standings
        ],
        "tabs": _tabs(filters, as_list),
        "exports": [
            (kind, address(filters, name="units:board_export", args=(kind,))) for kind in board_exports.FORMS
        ],
    }
    if as_list:
        context["page"] = Paginator(found.slots, PER_PAGE).get_page(request.GET.get("page"))
        context["query"] = urlencode({**{k: v for k, v in vars(filters).items() if v}, "show": "list"}) + "&"
    else:
        context["districts"] = _districts(found)
    return render(request, "units/board.html", context)


def _districts(found: board.Board) -> list[dict[str, Any]]:
    groups = groupby(found.slots, key=lambda slot: slot.body.district)
    return [{"district": district, "slots": list(slots)} for district, slots in groups]


def _tabs(filters: Filters, as_list: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Board"), "href": address(filters), "is_current": not as_list, "number": None},
        {"label": _("List"), "href": address(filters, show="list"), "is_current": as_list, "number": None},
    ]


def _chips(form: BoardForm, filters: Filters, show: str) -> list[dict[str, str]]:
    """The filters in force; the words are those of the form's own choices."""
    chips = []
    for name in ("search", "district", "kind", "stage", "standing"):
        value = getattr(filters, name)
        if not value:
            continue
        word = value if name == "search" else dict(form.fields[name].choices)[value]  # type: ignore[attr-defined]
        label = _("Words") if name == "search" else str(form.fields[name].label)
        chips.append(
            {"label": label, "value": str(word), "href": address(filters.but(**{name: ""}), show=show)}
        )
    return chips


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """What the filters leave of the board, as csv or xlsx; the log tells of it."""
    access.require(request.user, "units.see")
    if form not in board_exports.FORMS:
        raise Http404
    now = timezone.now()
    _form, filters = _asked(request)
    lines = board_exports.rows(board.board(request.user, filters).slots)
    made = board_exports.FORMS[form](lines, filters.pack, timezone.localdate(now))
    audit.record(
        "units.board_exported",
        request.user,  # type: ignore[arg-type]
        by=request.user,  # type: ignore[arg-type]
        at=now,
        lines=len(lines),
        form=form,
        filters={name: value for name, value in vars(filters).items() if value},
    )
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
