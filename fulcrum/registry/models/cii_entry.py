"""Which organisations run critical information infrastructure: confidential, dated, accepted by a second person."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.kit.classification import Classification
from fulcrum.registry import access
from fulcrum.registry.domain.roles import CiiBasis
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.organisation import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User


class CiiEntryQuerySet(models.QuerySet["CiiEntry"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Entries of organisations within the reach of a role that is cleared for confidential facts."""
        scope = access.cleared(user, Classification.CONFIDENTIAL)
        return self.filter(access.organisations_in(scope, "organisation__"))

    def in_force(self, on: date) -> Self:
        """Accepted entries that hold on this day."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=on), begins_on__lte=on, accepted_by__isnull=False
        )


class CiiEntry(models.Model):
    """One organisation on the list for a time, on somebody's word. Every reading of one is logged."""

    classification = Classification.CONFIDENTIAL

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cii_entries")
    basis = code_field()
    reference = models.CharField(max_length=200, help_text="decision or list that it rests on")
    essential_service = models.CharField(max_length=200)
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = CiiEntryQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__sort_en", "pk"]
        constraints = [
            code_check("basis", CiiBasis, "cii_basis_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="cii_entry_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("proposed_by")),
                name="cii_entry_is_accepted_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "essential_service"],
                condition=Q(until__isnull=True),
                name="one_open_cii_entry_per_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.essential_service}"
