"""What a programme officer asks the engine: how many units, under which quotas."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Value

from fulcrum.allocation.models import frozen
from fulcrum.allocation.models.need import NeedModel
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED


class Scenario(models.Model):
    """A question to the engine. Never changed after it was asked: a change is a new scenario.

    pack:   the register whose organisations are weighed.
    quotas: list of {"group", "value", "min", "max"}, as in the file format fulcrum.problem/1, and "reason", the code
            of the reason, where the scenario came from content.
    follows:   the publication that it plans on from; kept and left_out then hold what is settled, as lists of
               {"organisation": key, "why": code of `domain.replan`, "offer": number or null, "until": year or null}
    for_year:  the year that it plans for: who put an offer off to a later one is left out
    """

    name = models.CharField(max_length=120)
    need_model = models.ForeignKey(NeedModel, on_delete=models.PROTECT, related_name="scenarios")
    pack = models.CharField(max_length=20, default=COUNTRY_PACK, db_default=COUNTRY_PACK)
    units = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    quotas = models.JSONField(default=list)
    tie_seed = models.BigIntegerField()
    follows = models.ForeignKey(
        "allocation.Publication", null=True, blank=True, on_delete=models.PROTECT, related_name="replans"
    )
    kept = models.JSONField(default=list, db_default=Value([], output_field=models.JSONField()))
    left_out = models.JSONField(default=list, db_default=Value([], output_field=models.JSONField()))
    for_year = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        triggers = [frozen.of_scenario()]

    def __str__(self) -> str:
        return self.name

    @property
    def is_simulated(self) -> bool:
        """Whether it asks about the fictitious country."""
        return self.pack == SIMULATED
