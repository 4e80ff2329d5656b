"""A province, a district or a divisional secretariat's division."""

from typing import Self

from django.db import models
from django.db.models import Q

from fulcrum.registry.domain.codes import NameBasis, RegionLevel
from fulcrum.registry.models.fields import code_check, code_field, sort_key_field
from fulcrum.registry.models.source import Source

COUNTRY_PACK = "lk"
"""The pack of the real country."""
SIMULATED = "demo"
"""The pack of everything that is simulated. It is fictitious and says so wherever it is shown."""


class RegionQuerySet(models.QuerySet["Region"]):
    def of_country(self) -> Self:
        """Those of the real country, not of a simulated one."""
        return self.exclude(pack=SIMULATED)

    def districts(self) -> Self:
        """Districts of the real country."""
        return self.of_country().filter(level=RegionLevel.DISTRICT)

    def divisions(self) -> Self:
        return self.filter(level=RegionLevel.DIVISION)

    def in_order(self, language: str) -> Self:
        """By name in the reader's language."""
        return self.order_by(f"sort_{language}", "code")


class Region(models.Model):
    """An area with a code of the Department of Census and Statistics; the codes nest by prefix."""

    code = models.CharField(max_length=12, primary_key=True)
    level = code_field()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        db_column="parent_code",
    )
    iso_3166_2 = models.CharField(max_length=10, blank=True)
    cod_ab_pcode = models.CharField(max_length=12, blank=True)
    name_en = models.CharField(max_length=80)
    name_si = models.CharField(max_length=80, blank=True)
    name_ta = models.CharField(max_length=80, blank=True)
    si_basis = code_field(blank=True)
    ta_basis = code_field(blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5)
    lon = models.DecimalField(max_digits=8, decimal_places=5)
    gn_divisions = models.PositiveIntegerField(null=True, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="regions",
        help_text="of the division and its population",
    )
    outline_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="outlined_regions",
        help_text="of the area and the centre",
    )
    note = models.CharField(max_length=300, blank=True)
    pack = models.CharField(max_length=20)
    sort_en = sort_key_field()
    sort_si = sort_key_field()
    sort_ta = sort_key_field()

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "sort_en"], name="regions_of_a_level")]
        constraints = [
            code_check("level", RegionLevel, "region_level_is_known"),
            code_check("si_basis", NameBasis, "region_si_basis_is_known", blank=True),
            code_check("ta_basis", NameBasis, "region_ta_basis_is_known", blank=True),
            models.CheckConstraint(
                condition=Q(level=RegionLevel.PROVINCE.value, parent__isnull=True)
                | (~Q(level=RegionLevel.PROVINCE.value) & Q(parent__isnull=False)),
                name="region_parent_missing_only_for_provinces",
            ),
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="region_centre_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"
