"""Who holds which role, from when until when. Rights follow from appointments and end with them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is appointed as. Labels are the glossary's terms."""

    PROGRAMME_OFFICER = "programme_officer", _("Programme officer")
    AUDITOR = "auditor", _("Auditor")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> Self:
        """Those that give rights on this day: the first and the last day count."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), begins_on__lte=on)


class Appointment(models.Model):
    """One person's role for a time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=Role.choices)
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_is_known"),
        ]
        indexes = [models.Index(fields=["user", "role"], name="appointments_of_a_user")]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} from {self.begins_on}"
