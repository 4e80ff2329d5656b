"""What a person wants to get by mail."""

from django.conf import settings
from django.db import models

EVERY_OTHER = ""
"""Stands in `kind` for every kind that has no row of its own."""


class NoticePreference(models.Model):
    """A person's choice for one kind of notice; a kind without a row comes by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    kind = models.CharField(max_length=80, blank=True)
    by_mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_per_kind")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind or 'every other'} {'by mail' if self.by_mail else 'not by mail'}"
