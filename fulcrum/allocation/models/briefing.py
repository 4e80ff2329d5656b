"""A session in which heads of organisations were told of the programme before any plan, and who came."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from fulcrum.allocation.domain.requesting import BriefingManner
from fulcrum.registry import access
from fulcrum.registry.models import Organisation, Person
from fulcrum.registry.models.fields import code_check, code_field

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

SEE = "allocation.see_requests"


class BriefingQuerySet(models.QuerySet["Briefing"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """All for those who watch the whole country; else those that an organisation of one's reach attended."""
        if access.scope(user, SEE).everywhere:
            return self.all()
        attended = Attendance.objects.visible_to(user).standing().filter(briefing=OuterRef("pk"))
        return self.filter(Exists(attended))


class Briefing(models.Model):
    """One session. place: where it was held, or the link of an online one."""

    held_on = models.DateField()
    manner = code_field()
    place = models.CharField(max_length=300)
    led_by = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    operation = models.UUIDField(unique=True, help_text="the sent form; sent twice, it counts once")

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [code_check("manner", BriefingManner, "briefing_manner_is_known")]

    def __str__(self) -> str:
        return f"briefing of {self.held_on}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Of the organisations in one's reach."""
        return self.filter(access.organisations_in(access.scope(user, SEE), "organisation__"))

    def standing(self) -> Self:
        """Those that nobody struck out."""
        return self.filter(struck_at__isnull=True)


class Attendance(models.Model):
    """One organisation at one briefing: who came, in words and as a person of the register if they are in it."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attendances")
    who_came = models.CharField(max_length=300)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    head_was_there = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why_struck = models.CharField(max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__sort_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "organisation"],
                condition=Q(struck_at__isnull=True),
                name="organisation_attends_a_briefing_once",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, why_struck="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(why_struck="")),
                name="struck_attendance_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} at {self.briefing}"
