"""A version of a blueprint: a draft that may change, then published content that never does."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.registry.models import Organisation


class BlueprintVersionQuerySet(models.QuerySet["BlueprintVersion"]):
    def published(self) -> Self:
        """Those that units may be set up from, the newest of each blueprint first."""
        return self.filter(published_at__isnull=False)

    def usable_for(self, organisation: Organisation) -> Self:
        """Those that a unit of this organisation may be set up from: a person of the demonstration publishes for none that exists."""
        rows = self.published()
        return rows if organisation.is_simulated else rows.exclude(published_by__is_demonstration=True)


class BlueprintVersion(models.Model):
    """One version of one blueprint as its file says it (`fulcrum.blueprint/1`); its hash is that of the text.

    names   of the blueprint, copied from the text so that lists need not read it
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name_en = models.CharField(max_length=200)
    name_si = models.CharField(max_length=200, blank=True)
    name_ta = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = BlueprintVersionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="blueprint_version_is_one"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(published_at__isnull=True), name="one_draft_of_a_blueprint"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_blueprint_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
