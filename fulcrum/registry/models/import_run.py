"""An import on its way from an uploaded file to the register, with everything that it would change."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.registry import access
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_files import Format
from fulcrum.registry.domain.import_mapping import FileMapping
from fulcrum.registry.domain.import_states import ImportState, Part, RowState
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.uploaded_file import UploadedFile

ACTION = "registry.import"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: Any) -> Self:
        """Every import, for those who may import; nothing for others."""
        return self.all() if access.may(user, ACTION) else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class ImportRun(models.Model):
    """One file on its way. Who uploaded it alone carries it on.

    headings, samples  what stands over each column, and some of its values
    words              by column, its different words if they are few enough to be codes of a list
    register_mark      what the check found that rows point to; another mark means that it must be checked again
    counts             by part: new, changed, unchanged, missing; `by_name` people known by their name alone
    """

    kind = code_field()
    pack = models.CharField(max_length=20)
    state = code_field()
    file = models.OneToOneField(
        UploadedFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_run"
    )
    file_name = models.CharField(max_length=120)
    format = code_field()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(help_text="rows below the headings that are not empty")
    headings = models.JSONField()
    headings_key = models.CharField(max_length=64, help_text="the same for files with the same headings")
    samples = models.JSONField()
    words = models.JSONField()
    other_sheets = models.JSONField(default=list)
    mapping = models.JSONField(null=True)
    register_mark = models.CharField(max_length=120, blank=True)
    counts = models.JSONField(default=dict)
    fault_count = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, help_text="the job that is or was at it last")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="imports_newest_first"),
            models.Index(fields=["by", "kind", "headings_key"], name="imports_with_these_headings"),
        ]
        constraints = [
            code_check("kind", ImportKind, "import_kind_is_known"),
            code_check("state", ImportState, "import_state_is_known"),
            code_check("format", Format, "import_format_is_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.DONE.value, done_at__isnull=False)
                | (~Q(state=ImportState.DONE.value) & Q(done_at__isnull=True)),
                name="import_is_done_once_it_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d %H:%M}"

    @property
    def decided(self) -> FileMapping:
        """What was decided of its columns so far."""
        return FileMapping.of(self.mapping)

    @property
    def is_at_work(self) -> bool:
        """Whether a job is at it."""
        return ImportState(self.state).is_at_work

    @property
    def is_open(self) -> bool:
        """Whether it can still be carried on."""
        return ImportState(self.state).is_open

    def counted(self, state: RowState) -> int:
        """Rows of all parts in this state."""
        return sum(part.get(state, 0) for part in self.counts.values())

    @property
    def changes_anything(self) -> bool:
        """Whether the commit would add or change a row."""
        return bool(self.counted(RowState.NEW) or self.counted(RowState.CHANGED))


class ImportRow(models.Model):
    """One row of one table as the file has it. After the commit those that were new or changed stay as its record.

    number   row of the file
    owner    of an appointment, the row of its person
    target   key of the row in the register; of a new one as soon as it has one
    values   what the file says, by column of the table
    before   what the register holds of these, where it differs
    derived  columns that follow from the others
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="staged")
    part = code_field()
    number = models.PositiveIntegerField()
    owner = models.PositiveIntegerField(null=True)
    target = models.BigIntegerField(null=True)
    state = code_field()
    label = models.CharField(max_length=300, help_text="what the row is called on a page")
    values = models.JSONField()
    before = models.JSONField(null=True)
    derived = models.JSONField(null=True)

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["run", "part", "state", "number"], name="staged_rows_of_an_import")]
        constraints = [
            code_check("part", Part, "import_row_part_is_known"),
            code_check("state", RowState, "import_row_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number} {self.state}"


class ImportFault(models.Model):
    """One thing wrong with a row; row 0 is the file itself. Worded for each reader by `refusals.py`."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="faults")
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["run", "number"], name="faults_of_an_import")]

    def __str__(self) -> str:
        return f"{self.number} {self.field} {self.code}"
