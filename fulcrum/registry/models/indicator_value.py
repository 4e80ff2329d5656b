"""One published figure of one region."""

from django.db import models

from fulcrum.registry.domain.codes import IndicatorCode, Statistic
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.region import Region
from fulcrum.registry.models.source import Source


class IndicatorValue(models.Model):
    """A figure with its period and source. A missing region means the whole country."""

    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
        db_column="region_code",
    )
    indicator = code_field()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=10)
    statistic = code_field()
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="figures", db_column="source_code"
    )
    note = models.CharField(max_length=300, blank=True)
    pack = models.CharField(max_length=20)

    class Meta:
        ordering = ["indicator", "region", "-year"]
        indexes = [models.Index(fields=["indicator", "region", "-year"], name="figures_of_an_indicator")]
        constraints = [
            code_check("indicator", IndicatorCode, "figure_indicator_is_known"),
            code_check("statistic", Statistic, "figure_statistic_is_known"),
            models.UniqueConstraint(
                fields=["region", "indicator", "period", "source"],
                nulls_distinct=False,
                name="one_figure_per_region_period_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id or 'country'} {self.indicator} {self.period}"
