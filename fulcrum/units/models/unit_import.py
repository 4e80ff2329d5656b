"""An import of units on its way from an uploaded workbook to units that stand."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.registry import access
from fulcrum.registry.models import UploadedFile
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.units.domain.importing import ImportState

ACTION = "units.import"


class UnitImportQuerySet(models.QuerySet["UnitImport"]):
    def visible_to(self, user: Any) -> Self:
        """Imports, for those who may import; people of the demonstration see those of their own world."""
        if not access.may(user, ACTION):
            return self.none()
        return self.filter(by__is_demonstration=bool(user.is_demonstration))


class UnitImport(models.Model):
    """One workbook on its way. Who uploaded it alone carries it on; the file is kept until it is carried out or given up.

    counts   by what would be made: how many are new, how many stand already
    faults   the first `MOST_FAULTS` of `fault_count`: sheet, row, column, value, code, facts
    """

    pack = models.CharField(max_length=20)
    state = code_field()
    file = models.OneToOneField(
        UploadedFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="unit_import"
    )
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, help_text="the job that is or was at it last")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = UnitImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="unit_imports_newest_first")]
        constraints = [
            code_check("state", ImportState, "unit_import_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.DONE.value, done_at__isnull=False)
                | (~Q(state=ImportState.DONE.value) & Q(done_at__isnull=True)),
                name="unit_import_is_done_once_it_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_at_work(self) -> bool:
        return ImportState(self.state).is_at_work

    @property
    def is_open(self) -> bool:
        return ImportState(self.state).is_open

    @property
    def makes_anything(self) -> bool:
        """Whether the commit would make a unit or put somebody into a post."""
        return any(self.counts.get(part, {}).get("new") for part in ("units", "members"))
