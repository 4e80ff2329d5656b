"""What the engine answered, kept whole so that it can be checked again years later."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from fulcrum.allocation.domain.states import PROGRESS, Stage, State, Sureness
from fulcrum.allocation.models import frozen
from fulcrum.allocation.models.need import ScoreRun
from fulcrum.allocation.models.scenario import Scenario
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import SIMULATED


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class PlanQuerySet(models.QuerySet["Plan"]):
    def worked_example(self) -> Self:
        """The plan shown to the public: at most one."""
        return self.filter(is_worked_example=True)

    def shown(self, pack: str) -> Self:
        """The plan that everybody may see of one register: at most one."""
        return self.filter(is_simulated_example=True) if pack == SIMULATED else self.worked_example()


class Plan(models.Model):
    """One computation for a scenario, with its certificate.

    is_worked_example, is_simulated_example    shown to everybody as the plan of the real, of the simulated country
    objective, bound    micro-points; a proven plan has both equal
    problem             the input in the format fulcrum.problem/1, input_hash its SHA-256
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="plans")
    score_run = models.ForeignKey(ScoreRun, null=True, on_delete=models.PROTECT, related_name="plans")
    is_worked_example = models.BooleanField(default=False)
    is_simulated_example = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=12, choices=_choices(State), default=State.WAITING)
    stage = models.CharField(max_length=12, choices=_choices(Stage), blank=True)
    cancel_asked = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    objective = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    gap = models.FloatField(null=True)
    seconds = models.FloatField(null=True)
    method = models.CharField(max_length=12, blank=True)
    weighed = models.IntegerField(default=0)
    certain = models.IntegerField(default=0)
    interchangeable = models.IntegerField(default=0)
    by_lot = models.IntegerField(default=0)
    conflicts = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    input_hash = models.CharField(max_length=80, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_worked_example"], condition=Q(is_worked_example=True), name="one_worked_example"
            ),
            models.UniqueConstraint(
                fields=["is_simulated_example"],
                condition=Q(is_simulated_example=True),
                name="one_simulated_example",
            ),
            models.CheckConstraint(
                condition=~Q(is_worked_example=True, is_simulated_example=True),
                name="a_plan_is_the_example_of_one_country",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="plan_state_is_known"
            ),
        ]
        triggers = [frozen.of_plan()]

    def __str__(self) -> str:
        return f"plan {self.pk} of {self.scenario_id}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.is_worked_example or self.is_simulated_example

    @property
    def percent(self) -> int:
        """How far the computation is, 0 to 100."""
        if self.state == State.RUNNING and self.stage:
            return PROGRESS[Stage(self.stage)]
        return 0 if self.is_open else 100

    @property
    def gap_percent(self) -> str:
        """How much better a plan could still be, as a percentage."""
        return "" if self.gap is None else f"{100 * self.gap:.4f}%"

    @property
    def is_open(self) -> bool:
        """Whether the computation still waits or runs."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def has_places(self) -> bool:
        """Whether there is a plan to look at."""
        return self.state == State.FINISHED and self.objective is not None


class Place(models.Model):
    """One organisation in one plan: chosen or not, and by how much.

    margin  micro-points. Chosen: how far its score may fall before it loses its place.
            Not chosen: how much its score would have to rise to gain one. Empty: no rise would do.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="places")
    is_chosen = models.BooleanField()
    is_mandatory = models.BooleanField(default=False)
    is_tied = models.BooleanField(default=False)
    sureness = models.CharField(max_length=16, choices=_choices(Sureness), blank=True)
    points = models.IntegerField()
    low = models.IntegerField()
    high = models.IntegerField()
    margin = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="one_place_per_organisation"),
            models.CheckConstraint(
                condition=Q(is_chosen=True, sureness__in=[s.value for s in Sureness])
                | Q(is_chosen=False, sureness=""),
                name="sureness_belongs_to_the_chosen",
            ),
        ]
        indexes = [models.Index(fields=["plan", "is_chosen", "-points"], name="places_by_need")]
        triggers = [frozen.of_place()]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.plan_id}"
