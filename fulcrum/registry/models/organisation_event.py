"""The history of organisations: what happened when, on whose word, and who follows whom."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.registry import access
from fulcrum.registry.domain.history import EventKind
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.organisation import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

BESIDE_COLUMNS = frozenset({"decided", "appointments_ended"})
"""What `before` and `after` keep beside columns that are facts."""


class OrganisationEventQuerySet(models.QuerySet["OrganisationEvent"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """What happened and stands, to everybody; what is planned or was taken back to those at work on the place."""
        public = Q(reversed_by__isnull=True, done_at__isnull=False) & ~Q(kind=EventKind.TAKEN_BACK)
        scope = access.cleared(user)
        if scope.everywhere:
            return self.all()
        if scope.is_empty:
            return self.filter(public)
        return self.filter(public | access.organisations_in(scope, "organisation__"))

    def standing(self) -> Self:
        """Those that nobody took back, and that are themselves no taking back."""
        return self.filter(reversed_by__isnull=True).exclude(kind=EventKind.TAKEN_BACK)

    def done(self) -> Self:
        """Those that took effect."""
        return self.filter(done_at__isnull=False)

    def planned(self) -> Self:
        """Those whose day is still to come, or that could not take effect on it."""
        return self.standing().filter(done_at__isnull=True)

    def of(self, body: Organisation) -> Self:
        """Those that tell of this organisation: its own, and those that make it a predecessor or a successor."""
        involved = Q(successions__predecessor=body) | Q(successions__successor=body)
        return self.filter(Q(organisation=body) | involved).distinct()


class OrganisationEvent(models.Model):
    """One thing that happened to one organisation. What it does to others stands in its parts.

    plan           what it will do on its day, with names of `services/effects.py`
    before, after  columns of the organisation as they were and as they became; empty until it is done
    hindered_by    code of the refusal that kept it from taking effect on its day
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    kind = code_field()
    on = models.DateField(help_text="the first day on which it holds")
    reason = models.CharField(max_length=500)
    source_text = models.CharField(max_length=300, help_text="the document or person that says so")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    plan = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    hindered_by = models.CharField(max_length=60, blank=True)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    reversed_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reverses"
    )

    objects = OrganisationEventQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-on"], name="events_of_an_organisation"),
            models.Index(fields=["on"], name="events_to_come", condition=Q(done_at__isnull=True)),
            models.Index(fields=["kind", "on"], name="events_of_a_kind"),
        ]
        constraints = [
            code_check("kind", EventKind, "organisation_event_kind_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="organisation_event_has_a_reason"),
            models.CheckConstraint(condition=~Q(source_text=""), name="organisation_event_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind} on {self.on}"

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """The facts that it changed: by column how each was and became."""
        return {
            column: (self.before.get(column), value)
            for column, value in self.after.items()
            if column not in BESIDE_COLUMNS
        }

    @property
    def is_planned(self) -> bool:
        """Whether it is still to take effect."""
        return self.done_at is None and self.reversed_by_id is None


class Succession(models.Model):
    """One organisation follows another by a merger or a division."""

    event = models.ForeignKey(OrganisationEvent, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="follows")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "predecessor", "successor"], name="succession_is_told_once_by_an_event"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_joins_two_organisations"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} followed by {self.successor}"
