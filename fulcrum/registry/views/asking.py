"""One way to ask for something on a form: what a service refuses stands on the form, what is done leads on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fulcrum.foundation.users.models import User
from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal


@dataclass(frozen=True)
class Asked:
    """The page around the form: where it lies, what it asks, what its button says."""

    crumbs: list[tuple[str, str]]
    title: str
    action: str
    lead: str = ""
    is_danger: bool = False


@dataclass(frozen=True)
class Done:
    """What to say, and the address to go on to."""

    said: str
    href: str


def acting(request: HttpRequest) -> User:
    """The account that asks. Raises ValueError for a visitor: pages that write are for people who signed in."""
    if not isinstance(request.user, User):
        raise ValueError("nobody is signed in")
    return request.user


def answer(
    request: HttpRequest,
    form: BaseForm,
    page: Asked,
    act: Callable[[], Done],
    *,
    template: str = "registry/person_form.html",
    **more: Any,
) -> HttpResponse:
    """Show the form, or do what a valid one asks for; a refusal keeps nothing and is told above the form.

    template, more    a page of its own around the form, and what it shows besides
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done = act()
        except Refusal as refusal:
            form.add_error(None, refusals.word(refusal))
        else:
            messages.success(request, done.said)
            return redirect(done.href)
    context = {**vars(page), **more, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
