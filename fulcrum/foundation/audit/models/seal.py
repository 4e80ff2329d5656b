"""The chain over the entries, written in batches by the sealing job so that writers never wait on each other."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from fulcrum.foundation.audit.models.entry import Entry


class Unsealed(models.Model):
    """An entry that waits to be sealed; a trigger notes it in the transaction that writes the entry."""

    entry_id = models.BigIntegerField(primary_key=True)
    noted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"entry {self.entry_id}"


class Seal(models.Model):
    """The link that closes one batch: its digest covers the batch and, through it, everything before."""

    number = models.BigIntegerField(primary_key=True)
    form = models.PositiveSmallIntegerField()
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous_digest = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_position=F("first_position") + F("count") - 1, count__gt=0),
                name="seal_counts_its_positions",
            )
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"

    @property
    def head(self) -> str:
        """The digest as people note it."""
        return bytes(self.digest).hex()


class SealedEntry(models.Model):
    """The place of one entry in the chain.

    The database does not check that the entry exists: the chain itself tells, and more.
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="sealed"
    )
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"position {self.position}"
