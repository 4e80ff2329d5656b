"""A unit offered to an organisation, what was answered, and everything that happened on the way."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fulcrum.allocation.domain.consent import (
    Answer,
    Appeal,
    Offered,
    OfferEventKind,
    OfferState,
    PaperState,
)
from fulcrum.allocation.models.publication import Publication
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.registry import access
from fulcrum.registry.models import Appointment, Delegation, Organisation
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

SEE = "allocation.see_offers"


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Offers to the organisations in one's reach."""
        return self.filter(access.organisations_in(access.scope(user, SEE), "organisation__"))

    def open(self) -> Self:
        """Those that wait for the organisation's answer."""
        return self.filter(state=OfferState.OPEN)

    def newest(self, pack: str) -> Self:
        """The last offer to each organisation of one register."""
        of_pack = self.filter(publication__pack=pack)
        return of_pack.order_by("organisation_id", "-number").distinct("organisation_id")


class Offer(models.Model):
    """One offer. What was sent never changes; how it stands does, and every step is an `OfferEvent`.

    sent_by         who published the plan; may not decide an appeal
    answer_by       last day to answer; window_days says how many working days it was at sending
    remind_on       days on which to remind that are still to come
    ended_on        day on which it was answered, lapsed or was withdrawn; appeal_by the last day to appeal after it
    sharing_agreed  what the programme said to the proposal of a shared unit; empty while it waits
    letter          the letter's words in every language, as `letter_words` writes them; letter_sha256 of that text
    unit            what an acceptance set up
    """

    number = models.PositiveIntegerField(unique=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_on = models.DateField()
    window_days = models.PositiveSmallIntegerField()
    letter = models.JSONField(default=dict)
    letter_sha256 = models.CharField(max_length=64)

    state = code_field()
    answer_by = models.DateField()
    remind_on = ArrayField(models.DateField(), default=list, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    appeal_by = models.DateField(null=True, blank=True)
    deferred_to = models.PositiveSmallIntegerField(null=True, blank=True)
    share_with = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sharing_agreed = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question_waits = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    appeal = code_field(blank=True)
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.OneToOneField(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="offer")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["state", "answer_by"], name="offers_by_state_and_last_day"),
            models.Index(fields=["organisation", "-number"], name="offers_of_an_organisation"),
        ]
        constraints = [
            code_check("state", OfferState, "offer_state_is_known"),
            code_check("appeal", Appeal, "offer_appeal_is_known", blank=True),
            models.UniqueConstraint(fields=["publication", "organisation"], name="a_publication_offers_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=OfferState.OPEN.value),
                name="organisation_has_one_open_offer",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("sent_on")), name="offer_can_be_answered_after_it_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN.value, ended_on__isnull=True)
                | (~Q(state=OfferState.OPEN.value) & Q(ended_on__isnull=False)),
                name="offer_is_open_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.DEFERRED.value, deferred_to__isnull=False)
                | (~Q(state=OfferState.DEFERRED.value) & Q(deferred_to__isnull=True)),
                name="deferred_offer_says_to_when",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.SHARING_PROPOSED.value, share_with__isnull=False)
                | (~Q(state=OfferState.SHARING_PROPOSED.value) & Q(share_with__isnull=True)),
                name="proposal_to_share_says_with_whom",
            ),
            models.CheckConstraint(
                condition=Q(share_with__isnull=True) | ~Q(share_with=F("organisation")),
                name="nobody_shares_with_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.ACCEPTED.value) | Q(unit__isnull=False),
                name="accepted_offer_has_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(appeal="", appealed_by__isnull=True)
                | (~Q(appeal="") & Q(appealed_by__isnull=False)),
                name="appeal_says_who_appealed",
            ),
            models.CheckConstraint(
                condition=Q(appeal_decided_by__isnull=True)
                | (
                    ~Q(appeal_decided_by=F("sent_by"))
                    & ~Q(appeal_decided_by=F("appealed_by"))
                    & (Q(answered_by__isnull=True) | ~Q(appeal_decided_by=F("answered_by")))
                    & (Q(asked_by__isnull=True) | ~Q(appeal_decided_by=F("asked_by")))
                ),
                name="appeal_is_decided_by_somebody_else",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="offers_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_offered_never_changes",
                fields=[
                    "number",
                    "publication",
                    "organisation",
                    "sent_by",
                    "sent_at",
                    "sent_on",
                    "window_days",
                    "letter",
                    "letter_sha256",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the organisation's answer."""
        return self.state == OfferState.OPEN

    @property
    def is_simulated(self) -> bool:
        """Whether it is one of the fictitious country."""
        return self.organisation.is_simulated

    def is_overdue(self, on: date) -> bool:
        """Whether its last day has passed without an answer."""
        return self.is_open and on > self.answer_by


class OfferEvent(models.Model):
    """One thing that happened to an offer. Append-only.

    behalf      the appointment by whose right it was done, where that is not the person's own
    delegation  by which that right was lent
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="events")
    kind = code_field()
    at = models.DateTimeField()
    on = models.DateField(help_text="the day in the country's time")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    behalf = models.ForeignKey(Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    document = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["offer", "at"], name="history_of_an_offer")]
        constraints = [code_check("kind", OfferEventKind, "offer_event_kind_is_known")]
        triggers = [
            pgtrigger.Protect(
                name="offer_history_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.offer_id}"


class PaperAnswer(models.Model):
    """An answer that the head signed on paper; it counts when a second person has compared it with the paper.

    signed_by, signed_on    as the paper says
    reason, deferred_to, share_with, staff   what the answer needs, read from the paper
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="papers")
    answer = code_field()
    signed_by = models.CharField(max_length=200)
    signed_on = models.DateField()
    reason = models.TextField(blank=True)
    deferred_to = models.PositiveSmallIntegerField(null=True, blank=True)
    share_with = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    staff = models.PositiveIntegerField(null=True, blank=True)
    document = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    state = code_field()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    why_refused = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            code_check("answer", Answer, "paper_answer_is_known"),
            code_check("state", PaperState, "paper_state_is_known"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(state=PaperState.WAITING.value), name="one_paper_waits"
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.WAITING.value, decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state=PaperState.WAITING.value) & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="paper_waits_until_somebody_decides",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("uploaded_by")),
                name="paper_is_confirmed_by_a_second_person",
            ),
        ]
        triggers = [pgtrigger.Protect(name="papers_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.answer} on paper for {self.offer_id}"

    @property
    def waits(self) -> bool:
        """Whether a second person has to look at it."""
        return self.state == PaperState.WAITING


def standing(offer: Offer, *, paper_waits: bool, is_superseded: bool, host_has_ended: bool) -> Offered:
    """The offer as the rules of consent see it."""
    return Offered(
        state=OfferState(offer.state),
        answer_by=offer.answer_by,
        appeal_by=offer.appeal_by,
        appeal=Appeal(offer.appeal) if offer.appeal else None,
        question_waits=offer.question_waits,
        paper_waits=paper_waits,
        sharing_is_settled=offer.sharing_agreed is not None,
        is_superseded=is_superseded,
        host_has_ended=host_has_ended,
    )
