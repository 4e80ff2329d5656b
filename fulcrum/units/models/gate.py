"""Gates: the evidence that a unit shows, who asked to pass, and what a second person said."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.codes import PASSING, Answer, Verdict
from fulcrum.units.models.unit import Unit

_PASSING = [verdict.value for verdict in PASSING]
_DECIDED = [*_PASSING, Verdict.RED.value]


class StagePassage(models.Model):
    """One asking to pass the gate of one stage, with its answer by somebody else. A refused one is asked anew.

    passed_on   the day that counts, not after the day of the decision
    deadline    of an amber one: the last day for what is missing; met_on once it was shown
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="passages")
    stage = models.CharField(max_length=40)
    verdict = code_field()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    passed_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            code_check("verdict", Verdict, "gate_verdict_is_known"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(verdict=Verdict.WAITING.value),
                name="one_gate_is_asked_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["unit", "stage"], condition=Q(verdict__in=_PASSING), name="gate_is_passed_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="gate_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=_DECIDED) | Q(decided_at__isnull=False),
                name="decided_gate_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=_PASSING, passed_on__isnull=False)
                | (~Q(verdict__in=_PASSING) & Q(passed_on__isnull=True)),
                name="passed_gate_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.AMBER.value) | Q(deadline__gte=F("passed_on")),
                name="amber_gate_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.stage} {self.verdict}"


class Evidence(models.Model):
    """What a unit shows for one criterion: a document, a statement, or both. Replaced by a newer one, never removed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    stage = models.CharField(max_length=40)
    criterion = models.CharField(max_length=40)
    statement = models.TextField(blank=True)
    document = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["unit", "stage", "criterion"], name="evidence_for_a_criterion")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement="") | Q(document__isnull=False), name="evidence_shows_something"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="evidence_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.stage} {self.criterion}"


class CriterionAnswer(models.Model):
    """What the second person said of one criterion, and of which evidence they said it."""

    passage = models.ForeignKey(StagePassage, on_delete=models.PROTECT, related_name="answers")
    criterion = models.CharField(max_length=40)
    answer = code_field()
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "criterion"], name="criterion_is_answered_once"),
            code_check("answer", Answer, "criterion_answer_is_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="answer_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.criterion} {self.answer}"
