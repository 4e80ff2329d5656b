"""A head asks for a unit: the need, how soon, who would lead, where it would sit, who is there already."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.allocation.domain.requesting import Priority, RequestState, Room
from fulcrum.registry import access
from fulcrum.registry.models import Organisation, Person
from fulcrum.registry.models.fields import code_check, code_field

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

SEE = "allocation.see_requests"
MOST_ICT_STAFF = 9_999


class UnitRequestQuerySet(models.QuerySet["UnitRequest"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Requests of the organisations in one's reach."""
        return self.filter(access.organisations_in(access.scope(user, SEE), "organisation__"))

    def open(self) -> Self:
        """Those that were sent and neither withdrawn nor closed."""
        return self.filter(state=RequestState.SENT)


class UnitRequest(models.Model):
    """A request as it was sent. It never changes: who wants to say something else withdraws it and asks anew.

    lead           somebody of the register, or only a name; post says what they do today
    ict_staff      people who work with computers as their job, today
    taken_up_at    when an officer took it up; until then it waits
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="unit_requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="unit_requests"
    )
    asked_at = models.DateTimeField()
    need = models.TextField()
    priority = models.PositiveSmallIntegerField()
    priority_reason = models.CharField(max_length=500)
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_name = models.CharField(max_length=200)
    lead_post = models.CharField(max_length=200, blank=True)
    room = code_field()
    ict_staff = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    state = code_field()
    operation = models.UUIDField(unique=True, help_text="the sent form; sent twice, it counts once")
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_up_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    why_ended = models.CharField(max_length=500, blank=True)

    objects = UnitRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-asked_at"], name="requests_by_state"),
            models.Index(fields=["organisation", "-asked_at"], name="requests_of_an_organisation"),
        ]
        constraints = [
            code_check("state", RequestState, "request_state_is_known"),
            code_check("room", Room, "request_room_is_known"),
            models.CheckConstraint(
                condition=Q(priority__in=[each.value for each in Priority]), name="request_priority_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(need="") & ~Q(lead_name=""), name="request_says_its_need_and_its_lead"
            ),
            models.CheckConstraint(
                condition=Q(ict_staff__lte=MOST_ICT_STAFF), name="request_counts_people_it_can_have"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=RequestState.SENT.value),
                name="organisation_has_one_open_request",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.SENT.value, ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state=RequestState.SENT.value) & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="request_is_open_until_somebody_ends_it",
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at__isnull=True, taken_up_by__isnull=True)
                | Q(taken_up_at__isnull=False, taken_up_by__isnull=False),
                name="request_is_taken_up_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} of {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Whether it was neither withdrawn nor closed."""
        return self.state == RequestState.SENT
