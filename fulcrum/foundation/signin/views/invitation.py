"""Take up an invitation: name, language, password; then in, and to the second factor where it is demanded."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fulcrum.foundation.signin import refusals
from fulcrum.foundation.signin.domain.limits import Act
from fulcrum.foundation.signin.forms import InvitationForm
from fulcrum.foundation.signin.models import Invitation
from fulcrum.foundation.signin.services import invitations, limits
from fulcrum.foundation.signin.views.origin import source_of
from fulcrum.foundation.signin.views.sign_in import let_in
from fulcrum.kit.refusal import Refusal


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation; opening it changes nothing."""
    try:
        invitation = _find(request, token)
    except Refusal as refusal:
        status = 429 if refusal.code == "too_many_attempts" else 410
        return render(request, "signin/invitation_void.html", {"why": refusals.word(refusal)}, status=status)
    user = invitation.user
    initial = {"name": user.name, "language": user.language or get_language()}
    form, status = InvitationForm(request.POST or None, initial=initial, user=user), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            return _accept(request, token, form)
    context = {"form": form, "invitation": invitation}
    return render(request, "signin/invitation.html", context, status=status)


def _find(request: HttpRequest, token: str) -> Invitation:
    """The invitation; a link that is not ours is counted, so that nobody tries many."""
    source, at = source_of(request), timezone.now()
    limits.check(Act.INVITATION, source, at=at)
    try:
        return invitations.find(token, at=at)
    except Refusal as refusal:
        if refusal.code == "invitation_unknown":
            limits.count(Act.INVITATION, source, at=at)
        raise


def _accept(request: HttpRequest, token: str, form: InvitationForm) -> HttpResponse:
    chosen = form.cleaned_data
    user = invitations.accept(
        token,
        name=chosen["name"],
        language=chosen["language"],
        password=chosen["password"],
        at=timezone.now(),
    )
    auth.logout(request)
    return let_in(request, user)
