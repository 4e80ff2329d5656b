"""A plan that was published: frozen with its certificate, and the offers that came of it."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.allocation.models.plan import Plan
from fulcrum.registry.models.region import SIMULATED


class PublicationQuerySet(models.QuerySet["Publication"]):
    def newest(self, pack: str) -> "Publication | None":
        """The publication that counts now in one register: the one that none follows."""
        return self.filter(pack=pack, followed_by__isnull=True).first()

    def with_names(self) -> Self:
        """With what a page says of them."""
        return self.select_related("plan__scenario", "published_by", "follows")


class Publication(models.Model):
    """One published plan. It never changes, and neither do the plan, its places and its scenario.

    follows     the publication before it in the same register; each is followed once, so two cannot both be next
    objective, bound, gap   as in the plan, micro-points
    checked     what the independent checker found at the moment of publishing: its violations, which are none
    versions    of everything that had a part: engine, need model, rules of offers, languages of areas
    """

    number = models.PositiveIntegerField(unique=True)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="publication")
    pack = models.CharField(max_length=20)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    units = models.PositiveIntegerField()
    input_hash = models.CharField(max_length=80)
    objective = models.BigIntegerField()
    bound = models.BigIntegerField()
    gap = models.FloatField()
    checked = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "follows"], nulls_distinct=False, name="one_publication_is_next"
            ),
            models.CheckConstraint(condition=Q(objective=F("bound")), name="published_plan_is_proven"),
            models.CheckConstraint(condition=~Q(input_hash=""), name="published_plan_names_its_input"),
        ]
        triggers = [
            pgtrigger.Protect(name="publication_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"publication {self.number}"

    @property
    def is_simulated(self) -> bool:
        """Whether it is one of the fictitious country."""
        return self.pack == SIMULATED
