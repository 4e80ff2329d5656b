"""A unit of an organisation, and its history."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.foundation.audit import history
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units.domain.codes import EventKind, Origin, Size, Standing
from fulcrum.units.models.blueprint_version import BlueprintVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

SEE = "units.see"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Units of the organisations within the reach of a role that sees units."""
        return self.filter(access.organisations_in(access.scope(user, SEE), "organisation__"))

    def standing(self) -> Self:
        """Those that were not closed."""
        return self.exclude(standing=Standing.CLOSED)


@history.kept("UnitVersion")
class Unit(models.Model):
    """One unit. `stage` is the code of the last stage whose gate it passed, empty before the first.

    basis       on what it rests: an offer, a letter, a file
    formed_on   day on which the gate of the milestone *formed* was passed; operational_on likewise
    """

    number = models.PositiveIntegerField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    blueprint = models.ForeignKey(BlueprintVersion, on_delete=models.PROTECT, related_name="units")
    size = code_field()
    origin = code_field()
    basis = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    standing = code_field()
    standing_since = models.DateField()
    standing_reason = models.CharField(max_length=300, blank=True)
    began_on = models.DateField()
    formed_on = models.DateField(null=True, blank=True)
    operational_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["standing", "stage"], name="units_by_standing")]
        constraints = [
            code_check("size", Size, "unit_size_is_known"),
            code_check("origin", Origin, "unit_origin_is_known"),
            code_check("standing", Standing, "unit_standing_is_known"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~Q(standing=Standing.CLOSED.value),
                name="one_open_unit_of_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.CLOSED.value, closed_on__isnull=False)
                | (~Q(standing=Standing.CLOSED.value) & Q(closed_on__isnull=True)),
                name="closed_unit_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("began_on")),
                name="unit_closes_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(formed_on__isnull=True) | Q(formed_on__gte=F("began_on")),
                name="unit_is_formed_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(operational_on__isnull=True)
                | Q(formed_on__isnull=True)
                | Q(operational_on__gte=F("formed_on")),
                name="unit_operates_after_it_was_formed",
            ),
        ]

    def __str__(self) -> str:
        return f"unit {self.number}"

    @property
    def is_simulated(self) -> bool:
        return self.organisation.pack == SIMULATED

    @property
    def is_closed(self) -> bool:
        return self.standing == Standing.CLOSED


class UnitEvent(models.Model):
    """One thing that happened to a unit. Append-only; `on` is the day it tells of, `at` when it was written."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="events")
    kind = code_field()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "-on"], name="history_of_a_unit")]
        constraints = [code_check("kind", EventKind, "unit_event_kind_is_known")]
        triggers = [
            pgtrigger.Protect(
                name="unit_history_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.on}"
