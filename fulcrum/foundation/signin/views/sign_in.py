"""Sign in by password and code, sign out, and the doors and the tour of the demonstration."""

from dataclasses import dataclass

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows import login as signing_in
from allauth.account.models import Login
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin import demonstration as cast
from fulcrum.foundation.signin import refusals
from fulcrum.foundation.signin.addresses import onward
from fulcrum.foundation.signin.forms import CodeForm, SignInForm
from fulcrum.foundation.signin.services import credentials, factors
from fulcrum.foundation.signin.stages import CodeStage
from fulcrum.foundation.signin.views.origin import source_of
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal


@dataclass(frozen=True)
class Chair:
    """A person of the demonstration and the row they sign in as."""

    pk: int
    person: cast.DemonstrationPerson


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in the demonstration, one click per role that has something to do."""
    if request.user.is_authenticated:
        return redirect(onward(request) or settings.LOGIN_REDIRECT_URL)
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            email, at = form.cleaned_data["username"], timezone.now()
            source = source_of(request, email)
            try:
                user = credentials.check_password(
                    request, form.cleaned_data["password"], source=source, at=at
                )
                if user is not None:
                    return let_in(request, user)
                form.add_error(None, _wrong_pair())
            except Refusal as refusal:
                form.add_error(None, refusals.word(refusal))
                status = 429
    context = {"form": form, "chairs": _chairs(), "next": onward(request)}
    return render(request, "signin/sign_in.html", context, status=status)


def let_in(request: HttpRequest, user: User) -> HttpResponse:
    """The password was right: on to the code, or in."""
    login = Login(user=user, email=user.email, redirect_url=onward(request) or None)
    response: HttpResponse = signing_in.perform_password_login(request, {}, login)
    return response


def _wrong_pair() -> str:
    return _("This e-mail address and password do not belong together. Check both and try again.")


@login_stage_required(stage=CodeStage.key, redirect_urlname="signin:sign_in")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, or a recovery code."""
    stage: CodeStage = request._login_stage  # type: ignore[attr-defined]
    if not stage.is_still_valid():
        return stage.abort()
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            user, at = stage.login.user, timezone.now()
            try:
                factor = factors.check_code(
                    user, form.cleaned_data["code"], source=source_of(request, user.email), at=at
                )
                if factor is not None:
                    signing_in.record_authentication(request, user, "mfa", type=factor.type)
                    response: HttpResponse = stage.exit()
                    return response
                form.add_error("code", refusals.word(Refusal("wrong_code")))
            except Refusal as refusal:
                form.add_error("code", refusals.word(refusal))
                status = 429 if refusal.code == "too_many_attempts" else 409
    return render(request, "signin/code.html", {"form": form}, status=status)


def _chairs() -> list[Chair]:
    if not settings.DEMONSTRATION:
        return []
    rows = {user.email: user.pk for user in User.objects.demonstration()}
    return [Chair(rows[person.email], person) for person in cast.people() if person.email in rows]


@require_POST
def demonstration(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in by one click; exists in the demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    user = get_object_or_404(User.objects.demonstration(), pk=pk)
    auth.logout(request)
    tour_of = redirect("signin:tour", step=1)
    response: HttpResponse = signing_in.perform_login(request, Login(user=user, redirect_url=tour_of.url))
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    if request.user.is_authenticated:
        audit.record("signin.signed_out", request.user, by=request.user, at=timezone.now())
    auth.logout(request)
    return redirect("/")


@login_required
@require_safe
def tour(request: HttpRequest, step: int) -> HttpResponse:
    """One of the three steps that show a newcomer what their role can do."""
    person = cast.person(request.user.email)  # type: ignore[union-attr]
    if person is None or not 1 <= step <= len(person.tour):
        raise Http404
    context = {"person": person, "steps": person.tour, "step": person.tour[step - 1], "number": step}
    context["next"] = step + 1 if step < len(person.tour) else None
    return render(request, "signin/tour.html", context)
