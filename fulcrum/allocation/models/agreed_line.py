"""What the head of an organisation and the programme say on one line of the need score, statement by statement."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.allocation.domain.agreeing import Outcome, Side
from fulcrum.allocation.models.need import NeedModel
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.fields import code_check, code_field

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

SEE = "allocation.see_requests"


class LineStatementQuerySet(models.QuerySet["LineStatement"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Of the organisations in one's reach."""
        return self.filter(access.organisations_in(access.scope(user, SEE), "organisation__"))

    def newest(self) -> Self:
        """The last statement of each line: it tells how the line stands."""
        return self.filter(followed_by__isnull=True)

    def as_of(self, day: date) -> Self:
        """The last statement of each line that was made on this day or before."""
        until = self.filter(on__lte=day).order_by("organisation_id", "criterion", "-pk")
        return until.distinct("organisation_id", "criterion")


class LineStatement(models.Model):
    """One side states the value of one criterion of one organisation. Rows are added, never changed.

    value          in its one way of writing, see `domain.agreeing.checked`
    follows        the statement before it on this line; one follows another, so nobody speaks past anybody
    other          what the other side had said last, with its author and value
    outcome        how the line stands after it
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="line_statements")
    criterion = models.CharField(max_length=60)
    need_model = models.ForeignKey(NeedModel, on_delete=models.PROTECT, related_name="+")
    side = code_field()
    value = models.CharField(max_length=60)
    unit = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500)
    outcome = code_field()
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    other = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    other_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other_value = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="line_statements")
    at = models.DateTimeField()
    on = models.DateField(help_text="the day in the country's time")
    operation = models.UUIDField(unique=True, help_text="the sent form; sent twice, it counts once")

    objects = LineStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organisation", "criterion", "-id"], name="statements_of_a_line"),
            models.Index(fields=["outcome", "-id"], name="statements_by_outcome"),
        ]
        constraints = [
            code_check("side", Side, "statement_side_is_known"),
            code_check("outcome", Outcome, "statement_outcome_is_known"),
            models.CheckConstraint(condition=~Q(value=""), name="statement_has_a_value"),
            models.UniqueConstraint(
                fields=["organisation", "criterion"],
                condition=Q(follows__isnull=True),
                name="line_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(other_by__isnull=True) | ~Q(other_by=F("by")),
                name="nobody_speaks_for_both_sides",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN.value, other__isnull=True, other_by__isnull=True)
                | (~Q(outcome=Outcome.OPEN.value) & Q(other__isnull=False, other_by__isnull=False)),
                name="line_is_open_until_both_spoke",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.AGREED.value, value=F("other_value"))
                | (~Q(outcome=Outcome.AGREED.value) & ~Q(value=F("other_value"))),
                name="agreed_is_what_both_said",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="statements_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion} of {self.organisation}: {self.value}"

    @property
    def is_agreed(self) -> bool:
        """Whether both sides said this value."""
        return self.outcome == Outcome.AGREED
