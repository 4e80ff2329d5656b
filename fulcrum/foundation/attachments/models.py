"""Files that people attach to things; what became of each is kept even after its content is gone."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from fulcrum.foundation.attachments import labels, sizes
from fulcrum.foundation.attachments.media_types import TAKEN
from fulcrum.kit.classification import Classification


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def about(self, kind: str, about_id: str) -> Self:
        """Those of one object, removed ones included."""
        return self.filter(about_kind=kind, about_id=about_id)

    def kept(self) -> Self:
        """Those whose content is there."""
        return self.filter(removed_at__isnull=True)


class Attachment(models.Model):
    """One file about one object. Its content lies in the storage under its hash; equal contents lie there once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    classification = models.CharField(max_length=12)
    about_kind = models.CharField(max_length=80)
    about_id = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = models.CharField(max_length=300, blank=True, default="")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_has_its_hash"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="/"), name="attachment_has_a_plain_name"
            ),
            models.CheckConstraint(
                condition=Q(classification__in=[each.value for each in Classification]),
                name="attachment_class_is_known",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_reason="")
                | (Q(removed_at__isnull=False) & ~Q(removed_reason="")),
                name="attachment_is_removed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "-at"], name="attachments_of_an_object"),
            models.Index(fields=["sha256"], name="attachments_with_a_content"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def type_label(self) -> str:
        """What people call its type."""
        taken = TAKEN.get(self.media_type)
        return taken.label if taken else self.media_type

    @property
    def size_label(self) -> str:
        """Its size as people read it."""
        return sizes.label(self.size)

    @property
    def class_label(self) -> Promise:
        """Its class in words."""
        return labels.CLASSES[self.classification]

    @property
    def may_be_shown(self) -> bool:
        """Whether a browser may show it in the page's place."""
        return self.media_type in TAKEN and TAKEN[self.media_type].may_show

    @property
    def is_confidential(self) -> bool:
        """Whether each reading is logged."""
        return self.classification == Classification.CONFIDENTIAL
