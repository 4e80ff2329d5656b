"""What I want by mail; and the link in a mail that ends such mails without signing in."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from fulcrum.foundation.notices import kinds, links, queries
from fulcrum.foundation.notices.forms import PreferenceForm
from fulcrum.foundation.notices.models.preference import EVERY_OTHER
from fulcrum.foundation.notices.services import addresses
from fulcrum.foundation.notices.services import preferences as service
from fulcrum.foundation.users.models import User


@dataclass(frozen=True)
class Choice:
    """One kind of notice on the page."""

    kind: kinds.Kind
    by_mail: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Choose by kind what comes by mail."""
    user: User = request.user  # type: ignore[assignment]
    form = PreferenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        service.choose(user, form.by_mail(), at=timezone.now())
        messages.success(request, _("Your choices are kept."))
        return redirect("notices:preferences")
    chosen = service.choices(user)
    listed = [Choice(kind, chosen.get(kind.code, False)) for kind in kinds.every()]
    listed.sort(key=lambda choice: str(choice.kind.group))
    groups = [
        (str(label), list(some)) for label, some in groupby(listed, key=lambda each: str(each.kind.group))
    ]
    context = {"form": form, "groups": groups, "failing": queries.failing_address(user)}
    return render(request, "notices/preferences.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def trust_own_address(request: HttpRequest) -> HttpResponse:
    """Say that mail to my own address arrives again."""
    user: User = request.user  # type: ignore[assignment]
    addresses.trust_again(user.email, by=user, at=timezone.now())
    messages.success(request, _("Mail is sent to your address again."))
    return redirect("notices:preferences")


@csrf_exempt  # a mail program posts here for its reader, without a page and without a cookie (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End a kind of mail, or take that back. A GET changes nothing: programs that check links send one too."""
    link = links.read_unsubscribe(token)
    if link is None:
        raise Http404
    user = get_object_or_404(User, pk=link.user_id)
    kind = kinds.known(link.kind)
    if link.kind != EVERY_OTHER and (kind is None or kind.is_duty):
        raise Http404
    done = ""
    if request.method == "POST":
        done = "again" if request.POST.get("again") else "ended"
        service.follow_link(user, link.kind, by_mail=done == "again", at=timezone.now())
    return render(request, "notices/unsubscribe.html", {"kind": kind, "done": done})
