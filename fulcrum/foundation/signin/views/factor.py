"""The second factor: set up, look at, renew its recovery codes, remove."""

import base64
from io import BytesIO

import qrcode
from allauth.mfa.adapter import get_adapter
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from fulcrum.foundation.signin import confirmation, refusals, sealing, second_factor
from fulcrum.foundation.signin.forms import SetUpForm
from fulcrum.foundation.signin.services import factors, sessions
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

IN_SESSION = "fulcrum_factor"
"""Where the secret waits, sealed, until the app has shown that it has it."""


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Whether there is a second factor, and what can be done with it."""
    user: User = request.user  # type: ignore[assignment]
    has_factor = factors.has_factor(user)
    context = {
        "has_factor": has_factor,
        "codes_left": factors.codes_left(user) if has_factor else 0,
        "is_demanded": second_factor.is_demanded(user),
    }
    return render(request, "signin/second_factor.html", context)


@never_cache
@confirmation.confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Take an app into use by its QR code or its secret as text; the recovery codes follow, once."""
    user: User = request.user  # type: ignore[assignment]
    if factors.has_factor(user) and not second_factor.was_used(request):
        auth.logout(request)
        return redirect("signin:sign_in")
    form, status = SetUpForm(request.POST or None), 200
    secret = _secret(request)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                codes = factors.add(user, secret, form.cleaned_data["code"], at=timezone.now())
                return _added(request, user, codes)
            except Refusal as refusal:
                form.add_error("code", refusals.word(refusal))
    url = get_adapter().build_totp_url(user, secret)
    context = {"form": form, "secret": _in_groups(secret), "picture": _picture(url), "url": url}
    context["is_demanded"] = second_factor.is_demanded(user)
    return render(request, "signin/set_up.html", context, status=status)


def _added(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    """This session counts as opened with the factor; those that were opened without it are ended."""
    request.session.pop(IN_SESSION, None)
    confirmation.note(request, "mfa")
    keep = request.session.session_key
    sessions.end_others(user, keep=keep, by=user, at=timezone.now())
    return _codes(request, codes)


@never_cache
@confirmation.confirmed
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes; shown by this answer and never again."""
    codes = factors.renew_codes(request.user, at=timezone.now())  # type: ignore[arg-type]
    return _codes(request, codes)


@never_cache
@confirmation.confirmed
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Go without a second factor; who needs one can only replace it."""
    user: User = request.user  # type: ignore[assignment]
    if second_factor.is_demanded(user):
        raise Refusal("factor_needed")
    factors.remove(user, by=user, at=timezone.now())
    messages.success(request, _("Your second factor was removed."))
    return redirect("signin:second_factor")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "signin/codes.html", {"codes": [f"{code[:4]} {code[4:]}" for code in codes]})


def _secret(request: HttpRequest) -> str:
    """The secret that is being set up; the same until it is taken into use, so that a reload does no harm."""
    if IN_SESSION in request.session:
        try:
            return sealing.unseal(request.session[IN_SESSION])
        except sealing.UnreadableError:
            pass  # the program's secret key was changed meanwhile: begin anew
    secret = factors.new_secret()
    request.session[IN_SESSION] = sealing.seal(secret)
    return secret


def _in_groups(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _picture(url: str) -> str:
    """The QR code as an image that the content-security policy allows: black on white, in every colour scheme."""
    drawn = BytesIO()
    qrcode.make(url, image_factory=SvgPathFillImage, border=4).save(drawn)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
