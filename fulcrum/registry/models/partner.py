"""Partners of the programme and the agreements that alone give their people rights."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from fulcrum.registry.domain.roles import PartnerKind
from fulcrum.registry.models.fields import code_check, code_field, sort_key_field
from fulcrum.registry.models.placed import Placed, reach_check


class Partner(models.Model):
    """A firm, university, vendor or donor that works with the programme."""

    kind = code_field()
    name_en = models.CharField(max_length=200, unique=True)
    name_si = models.CharField(max_length=200, blank=True)
    name_ta = models.CharField(max_length=200, blank=True)
    website = models.URLField(max_length=200, blank=True)
    pack = models.CharField(max_length=20)
    sort_en = sort_key_field()
    sort_si = sort_key_field()
    sort_ta = sort_key_field()

    class Meta:
        ordering = ["sort_en", "pk"]
        constraints = [code_check("kind", PartnerKind, "partner_kind_is_known")]

    def __str__(self) -> str:
        return self.name_en


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def in_force(self, on: date) -> Self:
        """Those that hold on this day: the first and the last day count."""
        return self.filter(begins_on__lte=on, until__gte=on)

    def with_people(self) -> Self:
        """Each with `people`: how many were given rights under it."""
        return self.annotate(people=Count("appointments__person", distinct=True))


class Agreement(Placed):
    """What a partner does for whom, from when until when. On its last day the rights under it end."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    reference = models.CharField(max_length=60, unique=True)
    purpose = models.CharField(max_length=300)
    begins_on = models.DateField()
    until = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    end_reason = models.CharField(max_length=300, blank=True, help_text="why it ended before its time")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            reach_check("agreement_reach_has_its_place"),
            models.CheckConstraint(
                condition=Q(until__gte=F("begins_on")), name="agreement_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
