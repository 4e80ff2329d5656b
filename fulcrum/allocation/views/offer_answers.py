"""What an organisation does with its offer: each deed has its own form, which works without scripts."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.allocation.models import Offer
from fulcrum.allocation.offer_forms import (
    AcceptForm,
    AppealForm,
    DeclineForm,
    DeferForm,
    PaperForm,
    QuestionForm,
    ShareForm,
)
from fulcrum.allocation.services import offers, papers
from fulcrum.allocation.services.offer_records import ANSWER
from fulcrum.allocation.views.offer_door import Ask, about, one, sent
from fulcrum.registry import access
from fulcrum.registry.views.asking import acting

METHODS = ["GET", "HEAD", "POST"]


def _own(request: HttpRequest, number: int) -> Offer:
    """The offer, for who may answer it."""
    row = one(request, number)
    access.require(request.user, ANSWER, row.organisation)
    return row


@login_required
@require_http_methods(METHODS)
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Accept: the unit begins at once."""
    row = _own(request, number)
    form = AcceptForm(sent(request))
    lead = _(
        "With your acceptance the unit begins, with the steps of its first months. An acceptance stands."
    )
    ask = Ask(_("Accept the unit"), _("Accept for my organisation"), lead)

    def act() -> str:
        offers.accept(row, staff=form.cleaned_data["staff"], by=acting(request), at=timezone.now())
        return _("You have accepted. The unit is set up; its page shows the first steps.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Decline with a reason."""
    row = _own(request, number)
    form = DeclineForm(sent(request))
    lead = _("The place goes to another organisation with the next plan.")
    ask = Ask(_("Decline the offer"), _("Decline"), lead, is_danger=True)

    def act() -> str:
        offers.decline(row, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _("You have declined. The programme reads your reason.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def defer(request: HttpRequest, number: int) -> HttpResponse:
    """Put the offer off to a later year."""
    row = _own(request, number)
    form = DeferForm(sent(request))
    ask = Ask(_("Put the offer off"), _("Put it off"))

    def act() -> str:
        data = form.cleaned_data
        offers.defer(row, year=data["year"], reason=data["reason"], by=acting(request), at=timezone.now())
        return _("The offer is put off; your organisation is weighed again in that year.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to share a unit with another organisation."""
    row = _own(request, number)
    form = ShareForm(sent(request))
    lead = _(
        "The programme answers. If it cannot be, your own offer is open again with a new time to answer."
    )
    ask = Ask(_("Propose to share a unit"), _("Propose it"), lead)

    def act() -> str:
        data = form.cleaned_data
        offers.propose_share(
            row,
            share_with=data["share_with"],
            reason=data["reason"],
            by=acting(request),
            at=timezone.now(),
        )
        return _("Your proposal is sent to the programme.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the programme about the offer."""
    row = _own(request, number)
    form = QuestionForm(sent(request))
    words = Ask(_("Ask about the offer"), _("Send the question"))

    def act() -> str:
        offers.ask(row, question=form.cleaned_data["question"], by=acting(request), at=timezone.now())
        return _("Your question is sent. The offer does not lapse before it is answered.")

    return about(request, row, form, words, act)


@login_required
@require_http_methods(METHODS)
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Appeal; somebody who had no part in the plan decides."""
    row = _own(request, number)
    form = AppealForm(sent(request))
    words = Ask(_("Appeal"), _("Send the appeal"))

    def act() -> str:
        offers.appeal(row, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _("Your appeal is sent. Your organisation keeps its place until it is decided.")

    return about(request, row, form, words, act)


@login_required
@require_http_methods(METHODS)
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in an answer that was signed on paper, as the organisation or for it as an officer."""
    row = one(request, number)
    access.require(request.user, papers.handing_in(acting(request), row), row.organisation)
    form = PaperForm(sent(request), request.FILES or None)
    lead = _("A second person compares the paper with what you enter here; the answer counts from then on.")
    words = Ask(_("Hand in a signed paper"), _("Hand it in"), lead, has_file=True)

    def act() -> str:
        file = form.cleaned_data["file"]
        papers.upload(
            row, form.given(), form.signed(), file.file, name=file.name, by=acting(request), at=timezone.now()
        )
        return _("The paper is handed in and waits for a second person.")

    return about(request, row, form, words, act)
