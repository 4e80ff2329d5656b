"""What each published figure is: name, unit, decimals and meaning, for every page that shows one."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.codes import IndicatorCode


@dataclass(frozen=True)
class Indicator:
    """How one indicator is named, shown and explained; `decimals` are those shown."""

    code: IndicatorCode
    name: Promise
    unit: Promise
    decimals: int
    meaning: Promise


PERCENT = _("percent")
INDICATORS = {
    indicator.code: indicator
    for indicator in (
        Indicator(
            IndicatorCode.POPULATION,
            _("Population"),
            _("persons"),
            0,
            _("People counted where they usually live, census of December 2024."),
        ),
        Indicator(
            IndicatorCode.POPULATION_DENSITY,
            _("Population density"),
            _("persons per km²"),
            0,
            _("Population divided by the area of the 2022 boundary, inland water included."),
        ),
        Indicator(
            IndicatorCode.POPULATION_60_PLUS_PCT,
            _("People aged 60 and over"),
            PERCENT,
            1,
            _("Share of the population aged 60 years or more."),
        ),
        Indicator(
            IndicatorCode.POPULATION_UNDER_15_PCT,
            _("People under 15"),
            PERCENT,
            1,
            _("Share of the population younger than 15 years."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLDS,
            _("Households"),
            _("households"),
            0,
            _("Households counted in the census of 2024."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLDS_NATIONAL_GRID_PCT,
            _("Households on the national grid"),
            PERCENT,
            1,
            _("Share of households lit by electricity from the national grid."),
        ),
        Indicator(
            IndicatorCode.POVERTY_HEADCOUNT_INDEX,
            _("People in poverty"),
            PERCENT,
            1,
            _("Share of people below the official poverty line as updated in 2012/13 (headcount index)."),
        ),
        Indicator(
            IndicatorCode.POOR_HOUSEHOLDS_PCT,
            _("Poor households"),
            PERCENT,
            1,
            _("Share of households below the official poverty line as updated in 2012/13."),
        ),
        Indicator(
            IndicatorCode.POVERTY_GAP_INDEX,
            _("Poverty gap"),
            PERCENT,
            1,
            _("How far, on average over all people, consumption falls below the poverty line."),
        ),
        Indicator(
            IndicatorCode.POVERTY_HEADCOUNT_INDEX_OLD_LINE,
            _("People in poverty, older line"),
            PERCENT,
            1,
            _("Share of people below the poverty line of 2002, kept for comparison over years."),
        ),
        Indicator(
            IndicatorCode.GCE_AL_OR_ABOVE_PCT,
            _("Passed A/L or more"),
            PERCENT,
            1,
            _(
                "Share of people aged 5 and over who passed the G.C.E. Advanced Level or hold a degree, census of 2012."
            ),
        ),
        Indicator(
            IndicatorCode.NO_SCHOOLING_PCT,
            _("No schooling"),
            PERCENT,
            1,
            _("Share of people aged 5 and over without any schooling, census of 2012."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLD_COMPUTER_OWNERSHIP_PCT,
            _("Households with a computer"),
            PERCENT,
            1,
            _("Share of households that own a desktop or laptop computer."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLD_TELEPHONE_FIXED_ONLY_PCT,
            _("Households with a fixed telephone only"),
            PERCENT,
            1,
            _("Share of households with a fixed telephone and no mobile one."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLD_TELEPHONE_MOBILE_ONLY_PCT,
            _("Households with a mobile telephone only"),
            PERCENT,
            1,
            _("Share of households with a mobile telephone and no fixed one."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLD_TELEPHONE_FIXED_AND_MOBILE_PCT,
            _("Households with both telephones"),
            PERCENT,
            1,
            _("Share of households with a fixed and a mobile telephone."),
        ),
        Indicator(
            IndicatorCode.HOUSEHOLD_NO_TELEPHONE_PCT,
            _("Households without a telephone"),
            PERCENT,
            1,
            _("Share of households with neither a fixed nor a mobile telephone."),
        ),
        Indicator(
            IndicatorCode.COMPUTER_LITERACY_RATE,
            _("Computer literacy"),
            PERCENT,
            1,
            _("Share of people who can use a computer on their own; published for some districts only."),
        ),
        Indicator(
            IndicatorCode.DIGITAL_LITERACY_RATE,
            _("Digital literacy"),
            PERCENT,
            1,
            _("Share of people who can use a computer, tablet or smartphone on their own."),
        ),
        Indicator(
            IndicatorCode.INTERNET_USE_RATE,
            _("Internet use"),
            PERCENT,
            1,
            _(
                "Share of people who used the internet in the last twelve months; published for some districts only."
            ),
        ),
        Indicator(
            IndicatorCode.EMAIL_USE_RATE,
            _("E-mail use"),
            PERCENT,
            1,
            _(
                "Share of people who used e-mail in the last twelve months; published for some districts only."
            ),
        ),
        Indicator(
            IndicatorCode.AREA,
            _("Area"),
            _("km²"),
            0,
            _("Area inside the boundary of 2022, inland water included."),
        ),
        Indicator(
            IndicatorCode.GN_DIVISIONS,
            _("Grama Niladhari divisions"),
            _("divisions"),
            0,
            _("Smallest units of administration, list of 2022."),
        ),
        Indicator(
            IndicatorCode.DIVISIONAL_SECRETARIATS,
            _("Divisional secretariats"),
            _("offices"),
            0,
            _("Divisional secretariats as the census of 2024 counts them."),
        ),
        Indicator(
            IndicatorCode.GOVERNMENT_SCHOOLS,
            _("Government schools"),
            _("schools"),
            0,
            _("Schools in the list of the Ministry of Education, 2024."),
        ),
    )
}

DISTRICT_FIGURES = (
    IndicatorCode.POPULATION,
    IndicatorCode.POPULATION_DENSITY,
    IndicatorCode.POPULATION_60_PLUS_PCT,
    IndicatorCode.POVERTY_HEADCOUNT_INDEX,
    IndicatorCode.GCE_AL_OR_ABOVE_PCT,
    IndicatorCode.NO_SCHOOLING_PCT,
    IndicatorCode.HOUSEHOLDS_NATIONAL_GRID_PCT,
    IndicatorCode.GOVERNMENT_SCHOOLS,
    IndicatorCode.DIVISIONAL_SECRETARIATS,
)
"""Figures that every district has, in the order in which a map offers them."""


def written(code: str, value: Decimal | float) -> str:
    """A figure with the decimals of its indicator, thousands divided by commas in all languages."""
    return f"{value:,.{INDICATORS[IndicatorCode(code)].decimals}f}"
