"""How often somebody tried, and until when they must wait; shared by all web processes."""

from django.db import models


class Attempts(models.Model):
    """Wrong attempts on one account or from one address.

    subject      what is counted for whom, as a keyed hash: no list of addresses of people or networks is kept
    shut_until   no further attempt is looked at before
    """

    subject = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    shut_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="attempts_by_age")]

    def __str__(self) -> str:
        return f"{self.count} attempts"
