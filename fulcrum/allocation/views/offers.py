"""The board of offers, one offer, its letter, and the offers of one organisation."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.allocation import (
    letter_words,
    offer_exports,
    offer_reads,
    queries,
    registers,
    score_lines,
    verdicts,
)
from fulcrum.allocation.domain import consent
from fulcrum.allocation.domain.consent import Appeal, Deed, Offered
from fulcrum.allocation.models import Offer, Score
from fulcrum.allocation.offer_forms import OfferFilterForm
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import offer_records as records
from fulcrum.allocation.services import offers as service
from fulcrum.allocation.views.offer_door import SEE, one, trail
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.letters.responses import as_pdf
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED
from fulcrum.registry.views.asking import acting
from fulcrum.registry.views.facts import known
from fulcrum.registry.views.facts import trail as organisation_trail

PAGE = 50


def _pack(request: HttpRequest) -> str:
    """The register that the address asks for; else the one to which the reader's account belongs."""
    if registers.PARAMETER in request.GET:
        return registers.asked(request.GET)
    return SIMULATED if acting(request).is_demonstration else COUNTRY_PACK


def _filters(request: HttpRequest) -> tuple[OfferFilterForm, dict[str, str]]:
    pack, language = _pack(request), get_language()
    districts = [
        (code, own_name(region, language))
        for code, region in queries.district_names(pack).items()
        if region.level == "district"
    ]
    form = OfferFilterForm(
        request.GET, auto_id="filter-%s", districts=sorted(districts, key=lambda each: each[1])
    )
    return form, {**form.chosen(), "pack": pack}


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every offer in the reader's reach, what is due first."""
    access.require(request.user, SEE)
    form, chosen = _filters(request)
    on = timezone.localdate()
    rows = offer_reads.offers(chosen, user=request.user, on=on)
    query = urlencode(chosen)
    context = {
        "crumbs": trail()[:1],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "counts": offer_reads.counts(chosen["pack"], user=request.user),
        "registers": registers.choices(offer_reads.packs(user=request.user), chosen["pack"]),
        "pack": chosen["pack"],
        "state": chosen.get("state", ""),
        "today": on,
        "form": form,
        "fields": [form[name] for name in ("state", "due", "kind", "district", "publication")],
        "text": chosen.get("search", ""),
        "hidden": [(registers.PARAMETER, chosen["pack"])],
        "is_narrowed": bool(chosen.keys() - {"search", "pack"}),
        "query": f"{query}&",
        "exports": [
            (kind, f"{reverse('allocation:offers_export', args=[kind])}?{query}")
            for kind in offer_exports.FORMS
        ],
    }
    return render(request, "allocation/offers.html", context)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The board as filtered, as a file."""
    access.require(request.user, SEE)
    if form not in offer_exports.FORMS:
        raise Http404
    write, media_type = offer_exports.FORMS[form]
    _form, chosen = _filters(request)
    now = timezone.now()
    rows = list(offer_reads.offers(chosen, user=request.user, on=timezone.localdate(now)))
    by = acting(request)
    audit.record("allocation.offers_exported", by, by=by, at=now, lines=len(rows), form=form, filters=chosen)
    response = HttpResponse(write(rows, timezone.localdate(now)), content_type=media_type)
    name = f"offers-{timezone.localdate(now):%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def one_offer(request: HttpRequest, number: int) -> HttpResponse:
    """What is offered, why, what it asks, and every way to answer; for officers what they may do."""
    row = one(request, number)
    now = timezone.now()
    service.mark_read(row, by=acting(request), at=now)
    on = timezone.localdate(now)
    offered = records.offered(row, on)
    paper = offer_reads.waiting_paper(row) if offered.paper_waits else None
    context = {
        "row": row,
        "body": row.organisation,
        "crumbs": trail(),
        "events": offer_reads.history(row),
        "paper": paper,
        "is_overdue": row.is_overdue(on),
        "letter_languages": [part["language"] for part in row.letter.get("parts", [])],
        "answers": _answers(request, row, offered, on),
        "cases": _cases(request, row, offered, on, paper),
        **_why(row),
    }
    return render(request, "allocation/offer.html", context)


def _why(row: Offer) -> dict[str, Any]:
    """The lines of the score and the cause of the place, as the published plan holds them."""
    plan, body = row.publication.plan, row.organisation
    score = Score.objects.filter(run=plan.score_run_id, organisation=body).first()
    place = plan.places.filter(organisation=body).first()
    if score is None or place is None:
        return {}
    score.run = plan.score_run  # type: ignore[assignment]
    return {
        "score": score,
        "place": place,
        "lines": score_lines.lines(score),
        "verdict": verdicts.verdict(plan, place, body, queries.district_names(body.pack)),
    }


def _answers(request: HttpRequest, row: Offer, offered: Offered, on: date) -> dict[str, bool]:
    """What the reader may do for the organisation now."""
    if not access.may(request.user, records.ANSWER, row.organisation):
        return {}
    may = {
        "answer": consent.refusal(offered, Deed.ANSWER, on) is None,
        "ask": consent.refusal(offered, Deed.ASK, on) is None,
        "appeal": consent.refusal(offered, Deed.APPEAL, on) is None,
        "paper": consent.refusal(offered, Deed.FILE_PAPER, on) is None,
    }
    return may if any(may.values()) else {}


def _cases(request: HttpRequest, row: Offer, offered: Offered, on: date, paper: Any) -> dict[str, bool]:
    """What the reader may do for the programme now."""
    user, body = acting(request), row.organisation
    if user.is_demonstration and not body.is_simulated:
        return {}
    runs = access.may(user, records.RUN, body)
    decides = access.may(user, records.DECIDE_APPEALS, body) and user.pk not in cases.had_a_part(row)
    confirms = access.may(user, records.CONFIRM_PAPER, body)
    may = {
        "question": runs and offered.question_waits,
        "sharing": runs and consent.refusal(offered, Deed.AGREE_SHARING, on) is None,
        "appeal": decides and offered.appeal is Appeal.WAITING,
        "paper": confirms and paper is not None and paper.uploaded_by_id != user.pk,
        "extend": runs and consent.refusal(offered, Deed.EXTEND, on) is None,
        "withdraw": runs and consent.refusal(offered, Deed.WITHDRAW, on) is None,
        "upload": runs and consent.refusal(offered, Deed.FILE_PAPER, on) is None,
    }
    return may if any(may.values()) else {}


@login_required
@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The letter as it was sent; the same words give the same file."""
    row = one(request, number)
    return as_pdf(letter_words.letter(row.letter), f"offer-{row.number}")


@login_required
@require_safe
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What one organisation was offered, when, why, and what came of it."""
    access.require(request.user, SEE)
    body: Organisation = known(request, slug)
    access.require(request.user, SEE, body)
    context = {
        "body": body,
        "crumbs": organisation_trail(body),
        "offers": offer_reads.of_organisation(body, user=request.user),
        "events": offer_reads.events_of(body, user=request.user),
    }
    title = _("Offers to %(organisation)s") % {"organisation": own_name(body, get_language())}
    return render(request, "allocation/offers_of.html", {**context, "title": title})
