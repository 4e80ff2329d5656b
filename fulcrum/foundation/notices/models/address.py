"""Addresses to which mail does not arrive."""

from django.db import models
from django.db.models.functions import Lower


class FailingAddress(models.Model):
    """An address that rejected several mails for good; nothing is sent there until somebody says that it works."""

    address = models.EmailField(max_length=254)
    since = models.DateTimeField()
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="one_row_per_failing_address")]

    def __str__(self) -> str:
        return f"{self.address} since {self.since:%Y-%m-%d}"
