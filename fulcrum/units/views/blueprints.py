"""The models of units: read by everybody, drafted and published by officers of the programme."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import blueprint_faults, blueprint_pages, blueprint_reads, difference_words, model_labels
from fulcrum.units.domain.blueprint_content import BlueprintError
from fulcrum.units.domain.blueprint_difference import difference
from fulcrum.units.model_forms import ReasonForm, SeenForm, TextForm
from fulcrum.units.models import BlueprintVersion
from fulcrum.units.models.unit import SEE
from fulcrum.units.services import blueprints

Crumbs = list[tuple[str, str]]


def _trail(row: BlueprintVersion | None = None) -> Crumbs:
    trail = [(_("Home"), "/"), (_("Models of units"), reverse("units:blueprints"))]
    return [*trail, (_title(row), _page(row))] if row else trail


def _title(row: BlueprintVersion) -> str:
    name = model_labels.own(blueprints.read(row).names)
    return _("%(name)s, version %(version)s") % {"name": name, "version": row.version}


def _page(row: BlueprintVersion, name: str = "blueprint") -> str:
    return reverse(f"units:{name}", args=[row.code, row.version])


def _found(request: HttpRequest, code: str, version: int) -> BlueprintVersion:
    may_manage = access.may(request.user, blueprints.MANAGE)
    row = blueprint_reads.version(code, version, with_drafts=may_manage)
    if row is None:
        raise Http404
    return row


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every published version, and the drafts for those who make them."""
    may_manage = access.may(request.user, blueprints.MANAGE)
    context = {
        "crumbs": _trail()[:1],
        "rows": blueprint_reads.versions(user=request.user, with_drafts=may_manage),
        "sees_units": access.may(request.user, SEE),
        "may_manage": may_manage,
    }
    return render(request, "units/blueprints.html", context)


@require_safe
def page(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version, whole."""
    row = _found(request, code, version)
    blueprint = blueprints.read(row)
    others = [
        each
        for each in blueprint_reads.versions(user=request.user, with_drafts=False)
        if each.code == code and each != row
    ]
    context = {
        "crumbs": _trail(),
        "title": _title(row),
        "row": row,
        "blueprint": blueprint,
        "stops": blueprint_pages.rail(blueprint),
        "sizes": blueprint_pages.teams(blueprint),
        "seats": blueprint_pages.seats(blueprint),
        "combinable": blueprint_pages.combinable(blueprint),
        "stages": blueprint_pages.stages(blueprint),
        "lists": [
            (_("Duties"), blueprint_pages.items(blueprint, blueprint.duties)),
            (_("Services"), blueprint_pages.items(blueprint, blueprint.services)),
            (_("Indicators"), blueprint_pages.items(blueprint, blueprint.indicators)),
            (_("Hand-over list"), blueprint_pages.items(blueprint, blueprint.hand_over)),
        ],
        "rules": blueprint_pages.rules(blueprint),
        "others": others,
        "may_manage": access.may(request.user, blueprints.MANAGE),
    }
    return render(request, "units/blueprint.html", context)


@require_safe
def file(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The version as one file, letter for letter: its hash is the same wherever it is imported."""
    row = _found(request, code, version)
    response = HttpResponse(row.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.code}-v{row.version}.yaml"'
    return response


@require_safe
def compare(request: HttpRequest, code: str, version: int, other: int) -> HttpResponse:
    """What changed from another version to this one, in words."""
    row, before = _found(request, code, version), _found(request, code, other)
    parts = difference_words.told(difference(blueprints.read(before), blueprints.read(row)))
    context = {
        "crumbs": _trail(row),
        "title": _("From version %(before)s to version %(after)s")
        % {"before": before.version, "after": row.version},
        "row": row,
        "parts": parts,
    }
    return render(request, "units/blueprint_difference.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Import a file, or write a model, as a draft."""
    access.require(request.user, blueprints.MANAGE)
    return _written(
        request,
        crumbs=_trail(),
        title=_("Import or write a model"),
        store=lambda data: blueprints.draft(data["text"], by=acting(request), at=timezone.now()),
    )


@login_required
@require_POST
def next_version(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Begin the next version with the words of this one."""
    access.require(request.user, blueprints.MANAGE)
    row = _found(request, code, version)
    try:
        draft = blueprints.draft_next(row, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
        return redirect(_page(row))
    return redirect(_page(draft, "change_blueprint"))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Change a draft."""
    access.require(request.user, blueprints.MANAGE)
    row = _found(request, code, version)
    if row.is_published:
        raise Http404

    def store(data: dict[str, Any]) -> BlueprintVersion:
        blueprints.change(row, data["text"], seen=data["seen"], by=acting(request), at=timezone.now())
        return row

    return _written(
        request,
        crumbs=_trail(row),
        title=_("Change the draft"),
        store=store,
        initial={"text": row.text, "seen": row.sha256},
    )


def _written(
    request: HttpRequest,
    *,
    crumbs: Crumbs,
    title: str,
    store: Callable[[dict[str, Any]], BlueprintVersion],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the text with its faults beside it until it is sound; nothing is kept before, and nothing is lost."""
    is_sent = request.method == "POST"
    form = TextForm(request.POST, request.FILES) if is_sent else TextForm(initial=initial)
    faults: list[blueprint_faults.Fault] = []
    text = ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            row = store(form.cleaned_data)
        except BlueprintError as problem:
            faults = blueprint_faults.worded(problem.errors)
            form.add_error("text", _fault_count(problem.total))
        except Refusal as refusal:
            form.add_error(None, refusals.word(refusal))
        else:
            messages.success(request, _("The draft is kept. Units follow it only once it is published."))
            return redirect(_page(row))
    if text:
        form.data = {**dict(form.data.items()), "text": text}
    context = {"crumbs": crumbs, "title": title, "form": form, "faults": faults}
    return render(request, "units/blueprint_text.html", context, status=422 if form.errors else 200)


def _fault_count(count: int) -> str:
    return ngettext(
        "%(count)s fault must be corrected; nothing is kept before.",
        "%(count)s faults must be corrected; nothing is kept before.",
        count,
    ) % {"count": count}


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Publish a draft after reading what it changes."""
    access.require(request.user, blueprints.MANAGE)
    row = _found(request, code, version)
    form = SeenForm(request.POST or None, initial={"seen": row.sha256})
    last = blueprint_reads.newest(code)
    before = last if last and last != row else None
    parts = difference_words.told(difference(blueprints.read(before), blueprints.read(row))) if before else []

    def act() -> Done:
        seen = form.cleaned_data["seen"]
        is_new = blueprints.publish(row, seen=seen, by=acting(request), at=timezone.now())
        said = _("The version is published and never changes again.")
        return Done(
            said if is_new else _("You published this version already. Nothing was changed."), _page(row)
        )

    asked = Asked(_trail(row), _("Publish %(title)s") % {"title": _title(row)}, _("Publish it for good"))
    return answer(
        request,
        form,
        asked,
        act,
        template="units/blueprint_publish.html",
        row=row,
        before=before,
        parts=parts,
    )


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Throw a draft away."""
    access.require(request.user, blueprints.MANAGE)
    row = _found(request, code, version)
    if row.is_published:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> Done:
        reason = form.cleaned_data["reason"]
        blueprints.discard(row, reason=reason, by=acting(request), at=timezone.now())
        return Done(_("The draft is discarded."), reverse("units:blueprints"))

    title = _("Discard %(title)s") % {"title": _title(row)}
    return answer(request, form, Asked(_trail(row), title, _("Discard the draft"), is_danger=True), act)
