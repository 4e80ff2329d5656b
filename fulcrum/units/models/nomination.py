"""Members whom a head names for posts of the unit, and what the officer of the programme says."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Person
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.codes import NominationState
from fulcrum.units.models.unit import Unit


class Nomination(models.Model):
    """One person named for one or more posts of one unit, accepted or refused by somebody else.

    declared    what the head declared about conflicts of interest, in words; empty: none known
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    posts = ArrayField(models.CharField(max_length=10))
    manner = code_field()
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    declared = models.CharField(max_length=500, blank=True)
    state = code_field()
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    nominated_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-nominated_at", "-pk"]
        constraints = [
            code_check("state", NominationState, "nomination_state_is_known"),
            code_check("manner", Manner, "nomination_manner_is_known"),
            models.CheckConstraint(condition=~Q(posts=[]), name="nomination_names_a_post"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="nomination_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["unit", "person"],
                condition=Q(state=NominationState.NOMINATED.value),
                name="person_is_nominated_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.ACCEPTED.value)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("nominated_by")),
                name="nomination_is_accepted_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.unit_id}"
