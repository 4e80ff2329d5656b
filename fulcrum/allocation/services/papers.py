"""An answer signed on paper: handed in by one person, compared with the paper and confirmed by another."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import offer_notices as telling
from fulcrum.allocation.domain.consent import Answer, Deed, OfferEventKind, PaperState
from fulcrum.allocation.models import Offer, PaperAnswer
from fulcrum.allocation.services import offer_answers as answers
from fulcrum.allocation.services import offer_records as records
from fulcrum.allocation.services.offer_answers import Given
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access

KIND = "allocation.offer"
"""The kind of objects that the files belong to."""


@dataclass(frozen=True)
class Signed:
    """What the paper says of itself."""

    by: str
    on: date


@transaction.atomic
def upload(
    offer: Offer, given: Given, signed: Signed, file: BinaryIO, *, name: str, by: User, at: datetime
) -> PaperAnswer:
    """Hand in a signed paper; the day on which this is done counts for the window, its confirmation may come later.

    Raises PermissionDenied; Refusal `offer_is_closed`, `offer_window_over`, `paper_waits`, `signer_missing`,
    `signed_in_the_future`, `signed_before_offer`, as `offers.decline` does, and as attachments do.
    """
    action = handing_in(by, offer)
    right = records.right_of(by, action, offer.organisation)
    row = records.taken_up(offer, Deed.FILE_PAPER, action=action, by=by, at=at)
    on = timezone.localdate(at)
    answers.check(given, row, on)
    _check_signature(signed, row, on)
    document = attachments.attach(
        file, name=name, kind=KIND, about_id=str(row.pk), classification=Classification.LIMITED, by=by, at=at
    )
    paper = PaperAnswer.objects.create(
        offer=row,
        answer=given.answer,
        signed_by=signed.by.strip(),
        signed_on=signed.on,
        reason=given.reason.strip(),
        deferred_to=given.year if given.answer is Answer.DEFER else None,
        share_with=given.share_with if given.answer is Answer.SHARE else None,
        staff=given.staff,
        document=document,
        state=PaperState.WAITING,
        uploaded_by=by,
        uploaded_at=at,
    )
    records.note(
        OfferEventKind.PAPER_UPLOADED,
        row,
        by=by,
        at=at,
        right=right,
        document=document,
        answer=given.answer.value,
        signed_by=paper.signed_by,
    )
    _record("allocation.paper_uploaded", paper, by=by, at=at)
    telling.tell_programme(row, OfferEventKind.PAPER_UPLOADED, at=at, once=f"{paper.pk}", leave_out=by)
    return paper


def handing_in(by: User, offer: Offer) -> str:
    """The action by which this person hands papers in: as the organisation, else as the programme."""
    return records.ANSWER if access.may(by, records.ANSWER, offer.organisation) else records.RUN


@transaction.atomic
def confirm(paper: PaperAnswer, *, by: User, at: datetime) -> Offer:
    """Say that the paper says what was entered: from now on the answer counts.

    Raises PermissionDenied; Refusal `no_paper_waits`, `paper_of_ones_own`, and as `units.create` does.
    """
    row, waiting = _deciding(paper, by=by, at=at)
    given = Given(
        Answer(waiting.answer), waiting.reason, waiting.deferred_to, waiting.share_with, waiting.staff
    )
    _decide(waiting, PaperState.CONFIRMED, by=by, at=at)
    records.note(OfferEventKind.PAPER_CONFIRMED, row, by=by, at=at, document=waiting.document)
    _record("allocation.paper_confirmed", waiting, by=by, at=at)
    answered = answers.apply(
        row,
        given,
        answered_by=waiting.uploaded_by,
        by=by,
        at=at,
        document=waiting.document,
        paper=waiting.pk,
        signed_by=waiting.signed_by,
        signed_on=str(waiting.signed_on),
    )
    telling.tell_organisation(answered, OfferEventKind.PAPER_CONFIRMED, at=at, once=f"{paper.pk}")
    return answered


@transaction.atomic
def refuse(paper: PaperAnswer, *, why: str, by: User, at: datetime) -> PaperAnswer:
    """Say that the paper does not say what was entered. Raises as `confirm` does; Refusal `offer_reason_missing`."""
    reason = records.said(why)
    row, waiting = _deciding(paper, by=by, at=at)
    waiting.why_refused = reason
    _decide(waiting, PaperState.REFUSED, by=by, at=at)
    records.leave_time(row, timezone.localdate(at))
    row.save(update_fields=["answer_by", "remind_on"])
    records.note(OfferEventKind.PAPER_REFUSED, row, by=by, at=at, text=reason, document=waiting.document)
    _record("allocation.paper_refused", waiting, by=by, at=at, reason=reason)
    telling.tell_organisation(
        row, OfferEventKind.PAPER_REFUSED, at=at, once=f"{paper.pk}", text=reason, also=waiting.uploaded_by
    )
    return waiting


def _deciding(paper: PaperAnswer, *, by: User, at: datetime) -> tuple[Offer, PaperAnswer]:
    row = records.taken_up(paper.offer, Deed.DECIDE_PAPER, action=records.CONFIRM_PAPER, by=by, at=at)
    waiting = PaperAnswer.objects.select_related("document", "uploaded_by", "share_with").get(pk=paper.pk)
    if not waiting.waits:
        raise Refusal("no_paper_waits", number=row.number)
    if waiting.uploaded_by_id == by.pk:
        raise Refusal("paper_of_ones_own")
    return row, waiting


def _decide(paper: PaperAnswer, state: PaperState, *, by: User, at: datetime) -> None:
    paper.state, paper.decided_by, paper.decided_at = state, by, at
    paper.save(update_fields=["state", "decided_by", "decided_at", "why_refused"])


def _check_signature(signed: Signed, row: Offer, on: date) -> None:
    if not signed.by.strip():
        raise Refusal("signer_missing")
    if signed.on > on:
        raise Refusal("signed_in_the_future", day=signed.on)
    if signed.on < row.sent_on:
        raise Refusal("signed_before_offer", day=signed.on, sent_on=row.sent_on)


def _record(action: str, paper: PaperAnswer, *, by: User, at: datetime, reason: str = "") -> None:
    audit.record(
        action,
        paper,
        by=by,
        at=at,
        reason=reason,
        organisation=paper.offer.organisation_id,
        number=paper.offer.number,
        answer=paper.answer,
        sha256=paper.document.sha256,
    )
