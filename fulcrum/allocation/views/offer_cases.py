"""What the programme does with an offer: answer, decide, give more time, take back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.allocation import offer_reads
from fulcrum.allocation.models import Offer
from fulcrum.allocation.offer_forms import DecisionForm, ExtendForm, ReplyForm, WithdrawOfferForm
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import papers
from fulcrum.allocation.services.offer_records import CONFIRM_PAPER, DECIDE_APPEALS, RUN
from fulcrum.allocation.views.offer_door import Ask, about, one, page_of, sent
from fulcrum.registry import access
from fulcrum.registry.views.asking import acting

METHODS = ["GET", "HEAD", "POST"]


def _case(request: HttpRequest, number: int, action: str = RUN) -> Offer:
    """The offer, for who may take this action on it."""
    row = one(request, number)
    access.require(request.user, action, row.organisation)
    return row


@login_required
@require_http_methods(METHODS)
def answer_question(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the question that waits."""
    row = _case(request, number)
    form = ReplyForm(sent(request))
    asked = [event for event in offer_reads.history(row) if event.kind == "question"]
    ask = Ask(_("Answer the question"), _("Send the answer"), asked[-1].text if asked else "")

    def act() -> str:
        cases.answer_question(row, text=form.cleaned_data["text"], by=acting(request), at=timezone.now())
        return _("The answer is sent.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """Give more time."""
    row = _case(request, number)
    form = ExtendForm(sent(request))
    ask = Ask(_("Give more time"), _("Give more time"))

    def act() -> str:
        data = form.cleaned_data
        cases.extend(row, until=data["until"], reason=data["reason"], by=acting(request), at=timezone.now())
        return _("There is more time now; the organisation is told.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take the offer back."""
    row = _case(request, number)
    form = WithdrawOfferForm(sent(request))
    ask = Ask(_("Withdraw the offer"), _("Withdraw it"), is_danger=True)

    def act() -> str:
        cases.withdraw(row, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _("The offer is withdrawn; the organisation is told why.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def sharing(request: HttpRequest, number: int) -> HttpResponse:
    """Say yes or no to a proposal to share."""
    row = _case(request, number)
    yes = _("Take it up: the place is free for the next plan")
    no = _("Refuse it: the offer is open again with a new time to answer")
    form = DecisionForm(sent(request), yes=yes, no=no)
    ask = Ask(_("Decide on sharing"), _("Decide"))

    def act() -> str:
        decide = cases.agree_sharing if form.is_yes else cases.refuse_sharing
        decide(row, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _("It is decided; the organisation is told.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def decide_appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Decide an appeal, as somebody who had no part in the offer."""
    row = _case(request, number, DECIDE_APPEALS)
    yes = _("Grant it: the offer is open with a new time to answer")
    form = DecisionForm(sent(request), yes=yes, no=_("Refuse it: the offer stays as it is"))
    made = [event for event in offer_reads.history(row) if event.kind == "appealed"]
    ask = Ask(_("Decide the appeal"), _("Decide"), made[-1].text if made else "")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        cases.decide_appeal(row, grant=form.is_yes, reason=reason, by=acting(request), at=timezone.now())
        return _("The appeal is decided; the organisation is told.")

    return about(request, row, form, ask, act)


@login_required
@require_http_methods(METHODS)
def decide_paper(request: HttpRequest, number: int) -> HttpResponse:
    """Compare a signed paper with what was entered, as a second person."""
    row = _case(request, number, CONFIRM_PAPER)
    paper = offer_reads.waiting_paper(row)
    if paper is None:
        return redirect(page_of(row))
    yes, no = _("The paper says just this: the answer counts"), _("The paper says something else")
    form = DecisionForm(sent(request), yes=yes, no=no)
    ask = Ask(
        _("Compare the paper"), _("Decide"), _("Open the paper from the page of the offer and compare.")
    )

    def act() -> str:
        if form.is_yes:
            papers.confirm(paper, by=acting(request), at=timezone.now())
            return _("The paper is confirmed; the answer counts.")
        papers.refuse(paper, why=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _("The paper is refused; who handed it in is told why.")

    return about(request, row, form, ask, act)
