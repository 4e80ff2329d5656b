"""Tokens with which a program asks in a person's name."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

READ = "read"
SCOPES = (READ,)
"""What a token may be used for; writing follows with the apps that offer it."""


class TokenQuerySet(models.QuerySet["Token"]):
    def usable(self, at: datetime) -> Self:
        """Those that open the door now."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, user__is_active=True)


class Token(models.Model):
    """One token; only its SHA-256 is kept. It never does more than its person may, and ends on its day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80, help_text="what it is used for")
    scope = models.CharField(max_length=20)
    beginning = models.CharField(max_length=12, help_text="its first letters, to tell tokens apart")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=SCOPES), name="token_scope_is_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="token_ends_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beginning}… {self.name}"
