"""Confirm, change, forget and choose anew a password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.signin import confirmation, refusals
from fulcrum.foundation.signin.addresses import onward
from fulcrum.foundation.signin.forms import ChangePasswordForm, ConfirmForm, ForgottenForm, NewPasswordForm
from fulcrum.foundation.signin.services import credentials, sessions
from fulcrum.foundation.signin.views.origin import source_of
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

IN_SESSION = "fulcrum_reset"
"""Where the token of a reset waits, so that the address of the page does not carry it."""
SHOWN = "choose"
"""Stands in the address in place of the token."""


@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more, before something sensitive."""
    if request.user.is_demonstration:  # type: ignore[union-attr]
        raise Refusal("demonstration_account")
    form, status = ConfirmForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _check(request, form, "password")
            if status == 200:
                confirmation.note(request, "password")
                return redirect(onward(request) or "signin:account")
    context = {"form": form, "next": onward(request)}
    return render(request, "signin/confirm.html", context, status=status)


@sensitive_post_parameters("old", "password", "again")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """A new password; every other browser is signed out."""
    user: User = request.user  # type: ignore[assignment]
    if user.is_demonstration:
        raise Refusal("demonstration_account")
    form, status = ChangePasswordForm(request.POST or None, user=user), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _check(request, form, "old")
            if status == 200:
                _change(request, user, form.cleaned_data["password"])
                return redirect("signin:account")
    return render(request, "signin/password.html", {"form": form}, status=status)


def _check(request: HttpRequest, form: ConfirmForm | ChangePasswordForm, field: str) -> int:
    """Compare the person's present password, and put what is wrong onto the form; 200 if it is right."""
    source = source_of(request, request.user.email)  # type: ignore[union-attr]
    try:
        found = credentials.check_password(
            request, form.cleaned_data[field], source=source, at=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(field, refusals.word(refusal))
        return 429
    if found != request.user:
        form.add_error(field, _("This is not the password of your account."))
        return 422
    return 200


def _change(request: HttpRequest, user: User, password: str) -> None:
    """The session goes on under a new key; all others are ended."""
    kept = request.session.session_key
    credentials.change_password(user, password, keep=kept, at=timezone.now())
    update_session_auth_hash(request, user)
    sessions.follow(kept, request.session.session_key)
    messages.success(request, _("Your password was changed. You were signed out on every other browser."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; the answer is the same whether somebody has the address or not."""
    form, status = ForgottenForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                credentials.ask_for_reset(
                    form.cleaned_data["email"], source=source_of(request), at=timezone.now()
                )
                return redirect("signin:forgotten_sent")
            except Refusal as refusal:
                form.add_error(None, refusals.word(refusal))
                status = 429
    return render(request, "signin/forgotten.html", {"form": form}, status=status)


@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "signin/forgotten_sent.html")


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password by the link in the mail; the token leaves the address at once."""
    user = _user_of(uid)
    if token != SHOWN:
        if user is None or not default_token_generator.check_token(user, token):
            return render(request, "signin/reset_void.html", status=410)
        request.session[IN_SESSION] = token
        return redirect("signin:reset", uid=uid, token=SHOWN)
    if user is None or not default_token_generator.check_token(user, request.session.get(IN_SESSION)):
        return render(request, "signin/reset_void.html", status=410)
    form, status = NewPasswordForm(request.POST or None, user=user), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            credentials.reset_password(user, form.cleaned_data["password"], at=timezone.now())
            request.session.pop(IN_SESSION, None)
            messages.success(request, _("Your new password is in force. Sign in with it."))
            return redirect(settings.LOGIN_URL)
    return render(request, "signin/reset.html", {"form": form}, status=status)


def _user_of(uid: str) -> User | None:
    try:
        pk = int(urlsafe_base64_decode(uid).decode("ascii"))
    except ValueError:
        return None
    found: User | None = User.objects.filter(pk=pk, is_active=True, is_demonstration=False).first()
    return found
