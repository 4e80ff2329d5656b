"""Which organisation stands above which, in which sense, from when until when."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.organisation import Organisation
from fulcrum.registry.models.organisation_event import OrganisationEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User


def _days() -> Func:
    bounds = Value("[]")
    return Func(F("begins_on"), F("until"), bounds, function="daterange", output_field=DateRangeField())


class ParentageQuerySet(models.QuerySet["Parentage"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Those that `user` may see: all that stand, because the register is public."""
        return self.standing()

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self, on: date) -> Self:
        """Those that hold on this day; the first and the last day count."""
        begun = Q(begins_on__isnull=True) | Q(begins_on__lte=on)
        return self.standing().filter(begun, Q(until__isnull=True) | Q(until__gte=on))


class Parentage(models.Model):
    """One parent of an organisation in one sense, for a time. Recorded wrongly, it is withdrawn, never removed.

    The administrative parent of today stands in `Organisation.parent`; rows of that kind tell since when, once a move
    was recorded. Rows that a move made or ended name its event.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parentages")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="child_parentages")
    kind = code_field()
    begins_on = models.DateField(null=True, blank=True, help_text="empty: not known since when")
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    source_text = models.CharField(max_length=300)
    end_reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    event = models.ForeignKey(
        OrganisationEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="parentages_made"
    )
    ended_by = models.ForeignKey(
        OrganisationEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="parentages_ended"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ParentageQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-begins_on", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "kind"], name="parentages_of_an_organisation"),
            models.Index(fields=["parent", "kind"], name="parentages_under_a_parent"),
        ]
        constraints = [
            code_check("kind", ParentKind, "parentage_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(organisation=F("parent")), name="parentage_joins_two_organisations"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(begins_on__isnull=True) | Q(until__gte=F("begins_on")),
                name="parentage_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="administrative_parent_is_one_at_a_time",
                expressions=[("organisation", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                condition=Q(kind=ParentKind.ADMINISTRATIVE.value, withdrawn_at__isnull=True),
            ),
            ExclusionConstraint(
                name="parentage_is_told_once_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("parent", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} below {self.parent} ({self.kind})"
