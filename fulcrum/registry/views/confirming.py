"""The second step of every change of an organisation: exactly what would happen is shown before it does.

What would happen is found by doing it and taking the transaction's part back, so that the page can promise nothing
that the service would not do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import outlook, refused
from fulcrum.registry.models import Organisation, OrganisationEvent

FORM, CONFIRM = "registry/organisation_form.html", "registry/confirm_change.html"
CONFIRMED = "confirmed"

Act = Callable[[], OrganisationEvent]


@dataclass(frozen=True)
class Step:
    """What a page of two steps needs.

    title, lead, action   heading, sentence below it, and the words of the button that carries it out
    done                  what is said afterwards
    crumbs                where the page lies
    back                  the organisation whose page follows; None: that of the event
    """

    title: str
    action: str
    done: str
    crumbs: list[tuple[str, str]]
    lead: str = ""
    back: Organisation | None = None
    is_danger: bool = False


def two_steps(request: HttpRequest, form: Form, step: Step, act: Act) -> HttpResponse:
    """Show the form; then what would happen; then do it. `act` calls the service with what the form says."""
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, step)
    try:
        if CONFIRMED in request.POST:
            event = act()
            messages.success(request, step.done)
            return redirect("registry:organisation", slug=(step.back or event.organisation).slug)
        told = outlook.of(act, get_language() or "en")
    except Refusal as refusal:
        form.add_error(None, refused.word(refusal))
        return _form(request, form, step)
    context = {
        "step": step,
        "crumbs": step.crumbs,
        "outlook": told,
        "sent": sent(request),
        "confirmed": CONFIRMED,
        "back_href": request.get_full_path(),
    }
    return render(request, CONFIRM, context)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, also if nothing was."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What the first step sent, to be sent again by the second."""
    left_out = ("csrfmiddlewaretoken", CONFIRMED)
    return [
        (name, value) for name, values in request.POST.lists() if name not in left_out for value in values
    ]


def _form(request: HttpRequest, form: Form, step: Step) -> HttpResponse:
    context: dict[str, Any] = {
        "step": step,
        "crumbs": step.crumbs,
        "form": form,
        "action": _("See what would change"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)
