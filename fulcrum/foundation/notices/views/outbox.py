"""The outbox for officers: what waits, what went, what came back. It never shows what a mail says."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fulcrum.foundation.notices import labels, queries, refusals
from fulcrum.foundation.notices.domain.states import MailState
from fulcrum.foundation.notices.forms import OutboxForm
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.services import addresses, trials
from fulcrum.foundation.notices.services import outbox as service
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

PAGE = 50
SEE, TEND = "notices.see_outbox", "notices.tend_outbox"


@dataclass(frozen=True)
class Line:
    """One mail of the list."""

    mail: Mail
    kind: Promise | str
    state: Promise | str
    tone: str
    trouble: Promise | str
    is_tried_again: bool
    may_go_again: bool


@dataclass(frozen=True)
class Tab:
    """The mails of one state, and how many they are."""

    label: Promise | str
    href: str
    is_current: bool
    number: int


def _officer(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Mails, newest first, with what became of them."""
    rights.require(request.user, SEE)
    form = OutboxForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.mails(filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "fields": [form["kind"]],
        "hidden": [("state", filters.state)] if filters.state else [],
        "page": page,
        "lines": [_line(mail) for mail in page],
        "tabs": _tabs(filters),
        "failing": queries.failing_addresses(),
        "may_tend": rights.may(request.user, TEND),
        "query": _query(filters),
    }
    return render(request, "notices/outbox.html", context)


def _query(filters: queries.OutboxFilters) -> str:
    """The filters in force for an address, ending in & so that a page can follow."""
    return "".join(f"{urlencode({name: value})}&" for name, value in vars(filters).items() if value)


def _tabs(filters: queries.OutboxFilters) -> list[Tab]:
    counts = queries.count_by_state()
    states = [("", _("All"), sum(counts.values()))]
    states += [(state, str(label), counts[state]) for state, label in labels.STATE.items()]
    here = reverse("notices:outbox")
    return [
        Tab(
            label,
            f"{here}?{_query(replace(filters, state=state))}".rstrip("?&"),
            state == filters.state,
            count,
        )
        for state, label, count in states
    ]


def _line(mail: Mail) -> Line:
    state = MailState(mail.state)
    given_up = state in (MailState.FAILED, MailState.BOUNCED, MailState.DROPPED)
    return Line(
        mail,
        labels.kind(mail.kind),
        labels.STATE[state],
        labels.TONE[state],
        labels.TROUBLE.get(mail.trouble, ""),
        state is MailState.WAITING and mail.attempts > 0,
        given_up and mail.to_id is not None,
    )


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail again that was given up."""
    rights.require(request.user, TEND)
    try:
        service.send_again(get_object_or_404(Mail, pk=pk), by=_officer(request), at=timezone.now())
        messages.success(request, _("The mail waits to be sent again."))
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
    return redirect("notices:outbox")


@login_required
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Send a test mail to myself."""
    trials.send_test(by=_officer(request), at=timezone.now())
    messages.success(request, _("A test mail to you is in the outbox."))
    return redirect("notices:outbox")


@login_required
@require_POST
def trust_address(request: HttpRequest) -> HttpResponse:
    """Send to a failing address again."""
    rights.require(request.user, TEND)
    address = request.POST.get("address", "")[:254]
    addresses.trust_again(address, by=_officer(request), at=timezone.now())
    messages.success(request, _("Mail is sent to %(address)s again.") % {"address": address})
    return redirect("notices:outbox")
