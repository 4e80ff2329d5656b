"""Where a unit may differ from its blueprint, and when it took over another version."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.codes import TailoringKind, TailoringState
from fulcrum.units.models.blueprint_version import BlueprintVersion
from fulcrum.units.models.unit import Unit


class Tailoring(models.Model):
    """One difference from the blueprint that a unit asked for with a reason, approved or refused by somebody else.

    target  code of the post, step, criterion or service; value: the new number of days, where the kind has one
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tailorings")
    kind = code_field()
    target = models.CharField(max_length=80)
    value = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    state = code_field()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            code_check("kind", TailoringKind, "tailoring_kind_is_known"),
            code_check("state", TailoringState, "tailoring_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="tailoring_is_decided_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "target"],
                condition=Q(state=TailoringState.ASKED.value),
                name="tailoring_is_asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.target}"


class Adoption(models.Model):
    """One change of one unit from one version of a blueprint to another, with what changed and what was kept."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="adoptions")
    from_version = models.ForeignKey(BlueprintVersion, on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey(BlueprintVersion, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="adoption_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} to {self.to_version_id}"
