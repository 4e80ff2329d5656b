"""The posts of a unit, who holds them and who stands in."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Appointment, Person
from fulcrum.registry.models.appointment import days_held
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.models.unit import Unit


class Post(models.Model):
    """One post of a unit, by its code in the blueprint.

    is_minimum      whether the unit counts as formed only when it is filled
    vacant_since    first day without anybody in it, neither as their own nor for the time being; empty while there is one
    unowned_since   first day without a holder of its own, whoever acts or covers; empty while there is one
    Both follow from the holdings and are kept by `services/posts.py`, at each change and every night.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    code = models.CharField(max_length=10)
    leads = models.BooleanField(default=False)
    is_minimum = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    vacant_since = models.DateField(null=True, blank=True)
    unowned_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=Q(closed_on__isnull=True),
                name="post_stands_once_in_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code}"


class HoldingQuerySet(models.QuerySet["Holding"]):
    def in_force(self, on: date) -> Self:
        """Those that hold on this day: the first and the last day count, not the day in the course of which one was ended."""
        return self.not_over(on).filter(begins_on__lte=on)

    def not_over(self, on: date) -> Self:
        """Those that hold on this day or are to begin later."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on) | Q(until=on, ended_at__isnull=True))


class Holding(models.Model):
    """One person in one post for a time, by the appointment in the register that gives the rights.

    ended_at    when it was ended, if in the course of a day: that day is the first one without
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings"
    )
    manner = code_field()
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        constraints = [
            code_check("manner", Manner, "holding_manner_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="holding_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(until__isnull=False),
                name="holding_that_was_ended_has_a_last_day",
            ),
            ExclusionConstraint(
                name="post_has_one_holder_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), (days_held(), RangeOperators.OVERLAPS)],
                condition=Q(manner=Manner.SUBSTANTIVE.value),
            ),
            ExclusionConstraint(
                name="person_holds_a_post_once_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class StandIn(models.Model):
    """Who takes over for a day when the holder of a post is away; gives no rights by itself."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(until__isnull=True), name="post_has_one_stand_in"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.post_id}"
