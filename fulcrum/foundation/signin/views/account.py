"""A person's own page: who they are, how they are told, where they are signed in."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.signin import queries
from fulcrum.foundation.signin.forms import ProfileForm
from fulcrum.foundation.signin.services import factors, profile, sessions
from fulcrum.foundation.users import language_cookie
from fulcrum.foundation.users.domain.preferences import NoticeFrequency
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, language, mail; and the ways to password, second factor and sessions."""
    user: User = request.user  # type: ignore[assignment]
    initial = {
        "name": user.name,
        "language": user.language or get_language(),
        "notice_frequency": user.notice_frequency,
        "digest_hour": user.digest_hour,
    }
    form, status = ProfileForm(request.POST or None, initial=initial), 200
    form.fields["name"].disabled = user.is_demonstration
    if request.method == "POST":
        status = 422
        if form.is_valid():
            return _keep(request, user, form)
    context = {"form": form, "has_factor": factors.has_factor(user)}
    return render(request, "signin/account.html", context, status=status)


def _keep(request: HttpRequest, user: User, form: ProfileForm) -> HttpResponse:
    chosen = form.cleaned_data
    frequency = NoticeFrequency(chosen["notice_frequency"])
    at = timezone.now()
    profile.keep(user, **{**chosen, "notice_frequency": frequency}, at=at)
    with translation.override(chosen["language"]):
        messages.success(request, _("Your choices are kept."))
    response = redirect("signin:account")
    language_cookie.keep(response, chosen["language"])
    return response


@login_required
@require_safe
def open_sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    found = queries.sessions_of(
        request.user,  # type: ignore[arg-type]
        this=request.session.session_key,
        at=timezone.now(),
    )
    others = sum(1 for each in found if not each.is_this)
    return render(request, "signin/sessions.html", {"sessions": found, "others": others})


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one other browser; signing out here has its own button."""
    user: User = request.user  # type: ignore[assignment]
    if user.is_demonstration:
        raise Refusal("demonstration_account")
    mine = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    sessions.end(get_object_or_404(mine, pk=pk), by=user, at=timezone.now())
    messages.success(request, _("That browser was signed out."))
    return redirect("signin:sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    user: User = request.user  # type: ignore[assignment]
    if user.is_demonstration:
        raise Refusal("demonstration_account")
    sessions.end_others(user, keep=request.session.session_key, by=user, at=timezone.now())
    messages.success(request, _("You were signed out on every other browser."))
    return redirect("signin:sessions")
