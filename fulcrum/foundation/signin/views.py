"""Sign in, sign out, and the tour that a newcomer of the demonstration is given."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from fulcrum.foundation.signin import demonstration as cast
from fulcrum.foundation.signin.forms import SignInForm
from fulcrum.foundation.users.models import User


@dataclass(frozen=True)
class Chair:
    """A person of the demonstration and the row they sign in as."""

    pk: int
    person: cast.DemonstrationPerson


class SignIn(LoginView):
    """E-mail and password; in the demonstration, one click per role that has something to do."""

    template_name = "signin/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), "chairs": _chairs()}


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
    auth.login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("signin:tour", step=1)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
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
