"""What I was told."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fulcrum.foundation.notices import kinds, queries, sentences
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.notices.services import reading
from fulcrum.foundation.users.models import User

PAGE = 25


@dataclass(frozen=True)
class Tab:
    """One of the views of the list."""

    label: str
    href: str
    is_current: bool
    number: int | None = None


@dataclass(frozen=True)
class Shown:
    """A notice in the reader's language."""

    notice: Notice
    said: sentences.Said
    group: str


def _reader(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything I was told, unread first."""
    reader = _reader(request)
    unread_only = request.GET.get("show") == "unread"
    page = Paginator(queries.own_notices(reader, unread_only=unread_only), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "shown": [_shown(notice) for notice in page],
        "unread_only": unread_only,
        "query": "show=unread&" if unread_only else "",
        "tabs": _tabs(unread_only),
        "newest": queries.newest_notice(reader),
        "failing": queries.failing_address(reader),
    }
    return render(request, "notices/list.html", context)


def _tabs(unread_only: bool) -> list[Tab]:
    here = reverse("notices:index")
    return [Tab(_("All"), here, not unread_only), Tab(_("Unread"), f"{here}?show=unread", unread_only)]


def _shown(notice: Notice) -> Shown:
    kind = kinds.known(notice.kind)
    return Shown(notice, sentences.of_notice(notice), str(kind.group) if kind else "")


def _own(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.of(_reader(request)), pk=pk)


@login_required
@require_POST
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it counts as read."""
    notice = _own(request, pk)
    reading.mark_read(notice, by=_reader(request), at=timezone.now())
    return redirect(notice.url or "notices:index")


@login_required
@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read."""
    reading.mark_read(_own(request, pk), by=_reader(request), at=timezone.now())
    return redirect("notices:index")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read that was there when the page was shown."""
    newest = request.POST.get("newest", "")
    number = int(newest) if newest.isdecimal() and len(newest) < 19 else 0
    done = reading.mark_all_read(_reader(request), newest=number, at=timezone.now())
    sentence = ngettext("%(count)d notice marked as read.", "%(count)d notices marked as read.", done)
    messages.success(request, sentence % {"count": done})
    return redirect("notices:index")
