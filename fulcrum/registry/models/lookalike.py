"""Two organisations whose names look like one, until somebody says that they are two."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.models.organisation import Organisation


class LookalikeQuerySet(models.QuerySet["Lookalike"]):
    def unsettled(self) -> Self:
        """Pairs that nobody has told apart and that are both still open in the register."""
        return self.filter(
            apart_at__isnull=True, first__closed_on__isnull=True, second__closed_on__isnull=True
        )


class Lookalike(models.Model):
    """A pair with names alike, found by the program; `likeness` is the share of trigrams they have in common."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="lookalikes")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="lookalikes_of_earlier")
    likeness = models.FloatField()
    found_at = models.DateTimeField()
    apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    apart_at = models.DateTimeField(null=True, blank=True)
    apart_reason = models.CharField(max_length=300, blank=True)

    objects = LookalikeQuerySet.as_manager()

    class Meta:
        ordering = ["-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="lookalikes_are_listed_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="lookalikes_stand_in_the_order_of_their_keys"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} like {self.second}"
