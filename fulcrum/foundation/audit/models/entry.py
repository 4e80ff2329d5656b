"""What was done, by whom, to what. The application role may add entries but not change or remove them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.foundation.users import rights
from fulcrum.kit.classification import Classification

READ = "read"
"""The action of an entry that tells of a reading."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> Self:
        """Entries that `user` may read today; those kept confidential only for who is cleared for them."""
        confidential = Q(classification=Classification.CONFIDENTIAL)
        return self.filter(
            ~confidential & _within(user, "audit.read")
            | confidential & _within(user, "audit.read_confidential")
        )

    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")


def _within(user: Any, action: str) -> Q:
    """Entries of the organisations at which `user` may take `action`; everything if that is everywhere."""
    if not rights.may(user, action):
        return Q(pk__in=())
    keys = rights.organisations(user, action)
    return Q() if keys is None else Q(organisation_key__in=keys)


class Entry(models.Model):
    """One thing that was done, or one reading of something confidential."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120)
    organisation_key = models.BigIntegerField(
        null=True, help_text="the organisation it belongs to; a number, because registry stands above"
    )
    classification = models.CharField(
        max_length=12,
        default=Classification.LIMITED.value,
        db_default=Classification.LIMITED.value,
        help_text="of the object at that time; public ones are limited here",
    )
    before = models.JSONField(null=True, help_text="the fields that changed, as they were")
    after = models.JSONField(null=True, help_text="the same fields, as they became")
    reason = models.TextField(blank=True, default="", db_default="")
    request = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="id of the request, `job ...` or `command ...`",
    )
    facts = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id", "at"], name="entries_of_an_object"),
            models.Index(fields=["at", "id"], name="entries_newest_first"),
            models.Index(fields=["by", "at", "id"], name="entries_of_a_person"),
            models.Index(fields=["action", "at", "id"], name="entries_of_an_action"),
            models.Index(fields=["organisation_key", "at", "id"], name="entries_of_an_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(classification__in=[each.value for each in Classification]),
                name="classification_of_an_entry_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_kind} {self.object_id}"

    @property
    def is_confidential(self) -> bool:
        """Whether its facts are shown only to who is cleared for them, each showing noted."""
        return self.classification == Classification.CONFIDENTIAL

    @property
    def is_reading(self) -> bool:
        """Whether nothing was changed: somebody was shown the object."""
        return self.action == READ
