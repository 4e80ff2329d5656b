"""The monthly report of a unit: drafted from what happened, signed by its lead."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.codes import ReportState
from fulcrum.units.models.unit import Unit


class MonthlyReport(models.Model):
    """One month of one unit. `month` is its first day; a signed report never changes.

    figures     what the program counted, as `domain/report.py` writes it
    done, next_steps, needs   the lead's own three sentences
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    month = models.DateField()
    figures = models.JSONField(default=dict)
    done = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    state = code_field()
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            code_check("state", ReportState, "report_state_is_known"),
            models.UniqueConstraint(fields=["unit", "month"], name="one_report_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(state=ReportState.SIGNED.value, signed_at__isnull=False)
                | Q(state=ReportState.DRAFT.value, signed_at__isnull=True),
                name="signed_report_has_its_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_report_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=ReportState.SIGNED.value),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"
