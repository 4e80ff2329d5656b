"""What a member who leaves hands over, line by line."""

from django.conf import settings
from django.db import models

from fulcrum.units.models.post import Holding


class HandOver(models.Model):
    """The hand-over of one post by one member who left or is leaving.

    due_on    empty where the calendar of the organisation does not reach that far
    """

    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, related_name="hand_over")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"hand-over of {self.holding_id}"


class HandOverItem(models.Model):
    """One line of the list, by its code in the blueprint: done on a day, or not needed with the reason in `note`."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "code"], name="hand_over_item_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.hand_over_id} {self.code}"

    @property
    def is_settled(self) -> bool:
        return self.done_on is not None or bool(self.note)
