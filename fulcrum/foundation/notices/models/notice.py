"""What a person is told inside the program."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.foundation.notices.models.mail import Mail
from fulcrum.foundation.users.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> Self:
        """Everything this person was told."""
        return self.filter(to=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unread_first(self) -> Self:
        """Unread before read, in each the newest first."""
        return self.order_by(F("read_at").asc(nulls_first=True), "-at", "-pk")

    def waiting_for_digest(self) -> Self:
        """What goes into a digest: wanted by mail, not yet in one, and not read meanwhile."""
        return self.filter(waits_for_digest=True, read_at__isnull=True)


class Notice(models.Model):
    """One thing that one person was told."""

    kind = models.CharField(max_length=80)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    facts = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=500, blank=True)
    once = models.CharField(max_length=120, blank=True)
    """What makes a second notice of this kind to this person the same; empty when nothing does."""
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_digest = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "to", "once"], condition=~Q(once=""), name="a_notice_is_told_once"
            )
        ]
        indexes = [
            models.Index(fields=["to", "-at"], name="notices_of_a_person"),
            models.Index(fields=["to"], condition=Q(read_at__isnull=True), name="unread_notices_of_a_person"),
            models.Index(fields=["to"], condition=Q(waits_for_digest=True), name="notices_for_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id} at {self.at:%Y-%m-%d %H:%M}"
