"""Where something reaches: the nation, an area, an organisation with those below it, or one organisation."""

from django.db import models
from django.db.models import Q

from fulcrum.registry.domain.roles import Reach
from fulcrum.registry.models.fields import code_field
from fulcrum.registry.models.organisation import Organisation
from fulcrum.registry.models.region import Region


class Placed(models.Model):
    """A row with a reach; pair it with `reach_check`."""

    reach = code_field()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def place(self) -> Organisation | Region | None:
        """The organisation or area that it reaches; None for the nation."""
        return self.organisation or self.region


def reach_check(name: str) -> models.CheckConstraint:
    """The database refuses a reach without its place, and a place that the reach does not speak of."""
    nation = Q(reach=Reach.NATION.value, organisation__isnull=True, region__isnull=True)
    area = Q(reach=Reach.AREA.value, organisation__isnull=True, region__isnull=False)
    body = Q(
        reach__in=[Reach.PORTFOLIO.value, Reach.ORGANISATION.value],
        organisation__isnull=False,
        region__isnull=True,
    )
    return models.CheckConstraint(condition=nation | area | body, name=name)
