"""Who holds which role where, from when until when. Rights follow from appointments and end with them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce

from fulcrum.foundation.audit import history
from fulcrum.registry import access
from fulcrum.registry.domain.roles import OFFICES, PARTNER_ROLES, RULES, TIMED_ROLES, Manner, Role, Rule
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.partner import Agreement
from fulcrum.registry.models.placed import Placed, reach_check

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

PUBLIC_ROLES = [role.value for role, rule in RULES.items() if rule.is_public]
_PARTNERS = [role.value for role in PARTNER_ROLES]


def days_held() -> Func:
    """The days of an appointment as a range: its last day included, unless it was ended in the course of it."""
    bounds = Case(When(ended_at__isnull=True, then=Value("[]")), default=Value("[)"))
    return Func(F("begins_on"), F("until"), bounds, function="daterange", output_field=DateRangeField())


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> Self:
        """Those that give rights on this day: the first and the last day count, its agreement's as well.

        One that was ended gives none from the day on which it was ended.
        """
        return self.filter(
            _holds(on),
            Q(agreement__isnull=True) | Q(agreement__begins_on__lte=on, agreement__until__gte=on),
        )

    def visible_to(self, user: "User | AnonymousUser | Any", on: date) -> Self:
        """Those `user` may know of: published offices, their own, and those of places in their reach."""
        scope = access.cleared(user)
        if scope.everywhere:
            return self.all()
        open_to_all = Q(role__in=PUBLIC_ROLES) & _holds(on)
        own = Q(person__user_id=getattr(user, "pk", None) or 0)
        return self.filter(open_to_all | own | access.placed_in(scope))


def _holds(on: date) -> Q:
    ends = Q(until__isnull=True) | Q(until__gt=on) | Q(until=on, ended_at__isnull=True)
    return Q(begins_on__lte=on) & ends


@history.kept("AppointmentVersion")
class Appointment(Placed):
    """One person in one role, at one place, for a time. Closed by its last day, never deleted."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="appointments")
    role = code_field()
    manner = code_field()
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    basis = models.CharField(max_length=200, blank=True, help_text="letter or decision that it rests on")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was ended, if in the course of a day"
    )
    end_reason = models.CharField(max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "role"], name="appointments_of_a_person"),
            models.Index(fields=["organisation", "role", "begins_on"], name="appointments_in_a_body"),
        ]
        constraints = [
            code_check("role", Role, "appointment_role_is_known"),
            code_check("manner", Manner, "appointment_manner_is_known"),
            reach_check("appointment_reach_has_its_place"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(until__isnull=False),
                name="appointment_that_was_ended_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(role__in=_PARTNERS, agreement__isnull=False)
                | (~Q(role__in=_PARTNERS) & Q(agreement__isnull=True)),
                name="appointment_of_partners_rests_on_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in TIMED_ROLES]) | Q(until__isnull=False),
                name="appointment_of_timed_roles_has_an_end",
            ),
            ExclusionConstraint(
                name="office_has_one_holder_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=[role.value for role in OFFICES], manner=Manner.SUBSTANTIVE.value),
            ),
            ExclusionConstraint(
                name="person_holds_a_role_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce(F("organisation"), Value(0)), RangeOperators.EQUAL),
                    (Coalesce(F("region"), Value("")), RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role} from {self.begins_on}"

    @property
    def rule(self) -> Rule:
        """What holds for every appointment to this role."""
        return RULES[Role(self.role)]

    def is_in_force(self, on: date) -> bool:
        """Whether it gives rights on this day; the first and the last day count, its agreement's as well."""
        agreed = self.agreement is None or self.agreement.begins_on <= on <= self.agreement.until
        last = self.until is None or on < self.until or (on == self.until and self.ended_at is None)
        return agreed and self.begins_on <= on and last


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> Self:
        """Those that give rights on this day; a delegation never outlives the appointment it comes from."""
        return self.filter(
            begins_on__lte=on,
            until__gte=on,
            withdrawn_at__isnull=True,
            appointment__in=Appointment.objects.in_force(on),
        )


class Delegation(models.Model):
    """The rights of an appointment lent to another person, always with a last day."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="delegations")
    begins_on = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_on", "-pk"]
        indexes = [models.Index(fields=["to", "until"], name="delegations_to_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("begins_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} lent to {self.to} until {self.until}"
