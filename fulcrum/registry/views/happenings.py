"""Record what happened to an organisation, and take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.users.models import User
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, labels, queries, refused
from fulcrum.registry.domain.history import Below
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.event_forms import (
    CloseForm,
    EndParentForm,
    EventForm,
    MergeForm,
    MoveForm,
    ParentForm,
    ReasonForm,
    RenameForm,
    SplitForm,
)
from fulcrum.registry.models import Organisation, OrganisationEvent, Parentage
from fulcrum.registry.services import parents, reorganising, taking_back
from fulcrum.registry.services.reorganising import RECORD, Closing, Recording
from fulcrum.registry.views.confirming import FORM, Step, posted, two_steps
from fulcrum.registry.views.facts import known, person, trail


@dataclass(frozen=True)
class Deed:
    """One kind of event that can be recorded: its words, its form, and the call of the service."""

    label: Promise
    text: Promise
    form: Callable[..., Any]
    act: Callable[[Organisation, Any, Recording], OrganisationEvent]


def _close_form(data: Any, *, body: Organisation) -> CloseForm:
    return CloseForm(data, body=body, has_children=queries.has_open_children(body))


def _close(body: Organisation, form: CloseForm, recording: Recording) -> OrganisationEvent:
    below = form.cleaned_data.get("below")
    closing = Closing(Below(below) if below else None, form.cleaned_data.get("to"))
    return reorganising.close(body, recording, closing)


DEEDS: dict[str, Deed] = {
    "open": Deed(
        gettext_lazy("It opens"),
        gettext_lazy("The first day on which it exists, or exists again."),
        EventForm,
        lambda body, form, recording: reorganising.open_(body, recording),
    ),
    "close": Deed(
        gettext_lazy("It closes"),
        gettext_lazy("Nothing follows it. Appointments there end on that day."),
        _close_form,
        _close,
    ),
    "merge": Deed(
        gettext_lazy("It merges with others"),
        gettext_lazy("Several become one: a new one, or one of them. What stands below them follows."),
        MergeForm,
        lambda body, form, recording: reorganising.merge(form.bodies(), recording, into=form.into()),
    ),
    "split": Deed(
        gettext_lazy("It is divided"),
        gettext_lazy("Others come out of it, and it ends or continues beside them."),
        SplitForm,
        lambda body, form, recording: reorganising.split(
            body, recording, into=form.into(), continues=form.cleaned_data["continues"]
        ),
    ),
    "rename": Deed(
        gettext_lazy("It gets another name"),
        gettext_lazy("From a day on. The old name stays searchable."),
        RenameForm,
        lambda body, form, recording: reorganising.rename(body, form.names(), recording),
    ),
    "move": Deed(
        gettext_lazy("It moves under another organisation"),
        gettext_lazy("What stands below it comes along."),
        MoveForm,
        lambda body, form, recording: reorganising.move(body, recording, to=form.cleaned_data["to"]),
    ),
}


def _for_recording(request: HttpRequest, slug: str) -> Organisation:
    body = known(request, slug)
    access.require(request.user, RECORD, body)
    return body


@login_required
@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be recorded of an organisation."""
    body = _for_recording(request, slug)
    return render(
        request, "registry/record_event.html", {"crumbs": trail(body), "body": body, "deeds": DEEDS.items()}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Record one kind of event."""
    body = _for_recording(request, slug)
    deed = DEEDS.get(what)
    if deed is None:
        raise Http404
    form = deed.form(posted(request), body=body)
    form.initial["other_1"] = request.GET.get("with", "")

    def act() -> OrganisationEvent:
        by: User = person(request)
        return deed.act(body, form, Recording(form.cleaned_data["on"], form.grounds(), by, timezone.now()))

    step = Step(
        title=_("%(organisation)s: %(event)s")
        % {"organisation": own_name(body, get_language()), "event": deed.label},
        lead=str(deed.text),
        action=_("Record it"),
        done=_("It is recorded in the history."),
        crumbs=trail(body),
        back=body,
        is_danger=what in ("close", "merge", "split"),
    )
    return two_steps(request, form, step, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was recorded."""
    access.require(request.user, RECORD)
    event = queries.event(pk, user=request.user)
    if event is None:
        raise Http404
    body = event.organisation
    form = ReasonForm(posted(request))

    def act() -> OrganisationEvent:
        return taking_back.take_back(
            event, reason=form.cleaned_data["reason"], by=person(request), at=timezone.now()
        )

    step = Step(
        title=_("Take back “%(event)s” of %(organisation)s")
        % {"event": labels.of("event", event.kind), "organisation": own_name(body, get_language())},
        lead=_(
            "Everything becomes as it was before. Both stay to be read. Appointments that ended do not come back."
        ),
        action=_("Take it back"),
        done=_("It is taken back."),
        crumbs=trail(body),
        back=body,
        is_danger=True,
    )
    return two_steps(request, form, step, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_parent(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a parent by field of work or by area."""
    body = _for_recording(request, slug)
    form = ParentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            parents.add(
                body,
                data["parent"],
                ParentKind(data["kind"]),
                begins_on=data["begins_on"],
                until=data["until"],
                grounds=form.grounds(),
                by=person(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("The parent is recorded."))
            return redirect("registry:organisation", slug=slug)
    step = Step(
        title=_("Another parent of %(organisation)s") % {"organisation": own_name(body, get_language())},
        lead=_(
            "Beside the organisation that it belongs to in the tree: the one responsible for its field of work, or for its area."
        ),
        action=_("Record it"),
        done="",
        crumbs=trail(body),
    )
    return _one_step(request, form, step)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_parent(request: HttpRequest, pk: int) -> HttpResponse:
    """End a parent, or take it back."""
    access.require(request.user, RECORD)
    row = get_object_or_404(Parentage.objects.visible_to(request.user), pk=pk)
    form = EndParentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason, by, at = form.cleaned_data["reason"], person(request), timezone.now()
        try:
            if form.cleaned_data["never"]:
                parents.withdraw(row, reason=reason, by=by, at=at)
            else:
                parents.end(row, on=form.cleaned_data["on"], reason=reason, by=by, at=at)
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("The parent is changed."))
            return redirect("registry:organisation", slug=row.organisation.slug)
    language = get_language()
    step = Step(
        title=_("%(parent)s above %(organisation)s")
        % {"parent": own_name(row.parent, language), "organisation": own_name(row.organisation, language)},
        action=_("Record it"),
        done="",
        crumbs=trail(row.organisation),
    )
    return _one_step(request, form, step)


def _one_step(request: HttpRequest, form: Any, step: Step) -> HttpResponse:
    context = {"step": step, "crumbs": step.crumbs, "form": form, "action": step.action}
    return render(request, FORM, context, status=422 if form.errors else 200)
