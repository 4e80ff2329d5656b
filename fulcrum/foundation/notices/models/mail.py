"""The outbox: mails that wait, that went, and what became of them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.foundation.notices.domain.states import MailState, Trouble

DIGEST = "digest"
"""The kind of a mail that carries several notices."""


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, at: datetime) -> Self:
        """Those whose next attempt should have begun by `at`."""
        return self.filter(state=MailState.WAITING, next_attempt_at__lte=at)


class Mail(models.Model):
    """One mail to one address. Its text is written when it is sent; what only the mail may say is then forgotten."""

    kind = models.CharField(max_length=80)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None for somebody without an account, or where the mail is about the account itself."""
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=8)
    facts = models.JSONField(default=dict)
    """Of a mail without notices; emptied once nothing more is sent, since it may hold a link that lets people in."""
    url = models.CharField(max_length=500, blank=True)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=120, blank=True)
    once = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in MailState], default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    is_hard_bounce = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True)
    trouble = models.CharField(max_length=20, blank=True, choices=[(t.value, t.value) for t in Trouble])
    error = models.CharField(max_length=400, blank=True)
    """What the mail server said, in its words."""

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address", "once"],
                condition=Q(to__isnull=True) & ~Q(once=""),
                name="a_mail_to_an_address_is_sent_once",
            ),
            models.CheckConstraint(condition=Q(state__in=list(MailState)), name="mail_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENDING) | Q(sending_since__isnull=False),
                name="a_mail_being_sent_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="mails_newest_first"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=[MailState.WAITING, MailState.SENDING]),
                name="mails_on_their_way",
            ),
            models.Index(
                fields=["address"], condition=Q(is_hard_bounce=True), name="hard_bounces_of_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}: {self.state}"
