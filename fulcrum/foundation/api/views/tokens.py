"""A person's own tokens: list, make, revoke."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fulcrum.foundation.api.forms import TokenForm
from fulcrum.foundation.api.models import READ, Token
from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one's text is on the answer to its making and never again."""
    form, text = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, text = tokens.make(
                name=form.cleaned_data["name"],
                scope=READ,
                lasts=timedelta(days=form.cleaned_data["days"]),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
            form = TokenForm()
        except Refusal as refusal:
            form.add_error(None, refusals.word(refusal))
    context = {
        "form": form,
        "text": text,
        "tokens": Token.objects.filter(user=request.user.pk),
        "now": timezone.now(),
    }
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of one's tokens."""
    token = get_object_or_404(Token, pk=pk, user=request.user.pk)
    tokens.revoke(token, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("Revoked; the token opens nothing any more."))
    return redirect("api_tokens:own")
