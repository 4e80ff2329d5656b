"""A publication that facts of the register come from."""

from django.db import models

from fulcrum.registry.domain.codes import LicenceState
from fulcrum.registry.models.fields import code_check, code_field


class Source(models.Model):
    """One publication: who published it, where our copy was read, and on what terms it may be used."""

    code = models.CharField(max_length=30, primary_key=True)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=60, blank=True, help_text="two to six words, to link with")
    read_at = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: pages of several years")
    licence = models.CharField(max_length=200)
    licence_state = code_field()

    class Meta:
        ordering = ["code"]
        constraints = [
            code_check("licence_state", LicenceState, "source_licence_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def shown_title(self) -> str:
        """What a link to this source says."""
        return self.short_title or self.title

    @property
    def is_licence_verified(self) -> bool:
        return self.licence_state == LicenceState.VERIFIED
