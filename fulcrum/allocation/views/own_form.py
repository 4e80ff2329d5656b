"""A form on a page of its own: what is refused stands on the form with everything that was typed, what is done leads on."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.views.asking import Done


def acted(request: HttpRequest, form: BaseForm, act: Callable[[], Done]) -> HttpResponse | None:
    """Do what a sent and valid form asks for, and lead on; None if the page has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            done = act()
    except Refusal as refusal:
        form.add_error(None, refusals.word(refusal))
        return None
    messages.success(request, done.said)
    return redirect(done.href)
