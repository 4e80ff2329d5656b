"""The establishment plan of a unit: its steps with their days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.codes import StepState
from fulcrum.units.models.unit import Unit


class Step(models.Model):
    """One step of one unit's plan. What it is called, who does it and what it waits for stands in the blueprint.

    starts_on, due_on   as planned when the plan was made or remade, on the calendar of the organisation
    climbed             how often its lateness was told to the next one above: 0 nobody yet
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    owner = code_field()
    starts_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField(help_text="as it was planned at first")
    state = code_field()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    climbed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["starts_on", "due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="steps_that_are_due")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="step_stands_once_in_a_plan"),
            code_check("state", StepState, "step_state_is_known"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="step_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state=StepState.DONE.value, done_on__isnull=False)
                | (~Q(state=StepState.DONE.value) & Q(done_on__isnull=True)),
                name="done_step_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code}"
