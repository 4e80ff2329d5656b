"""The facts of the shipped pack hold together."""

import re
import unicodedata
from collections import Counter

import pytest
from django.db.models import Sum

from fulcrum.registry import labels, maps
from fulcrum.registry.domain import projection
from fulcrum.registry.indicators import DISTRICT_FIGURES, INDICATORS
from fulcrum.registry.models import IndicatorValue, Organisation, Region, Source
from fulcrum.registry.services import pack_folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lk")]


def test_it_holds_the_numbers_that_the_sources_state():
    assert Organisation.objects.count() == 1_808
    assert Counter(Region.objects.values_list("level", flat=True)) == {
        "province": 9,
        "district": 25,
        "division": 340,
    }
    assert IndicatorValue.objects.count() == 4_056
    assert Source.objects.count() == 19


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("ministry", 25), ("district_secretariat", 25), ("divisional_secretariat", 340), ("municipal_council", 29),
        ("urban_council", 36), ("pradeshiya_sabha", 276), ("provincial_council", 9), ("hospital", 131),
    ],
)  # fmt: skip
def test_each_kind_is_complete(kind, number):
    assert Organisation.objects.filter(kind=kind).count() == number


def test_people_of_the_divisions_add_up_to_district_province_and_country():
    for region in Region.objects.exclude(level="division"):
        assert region.children.aggregate(Sum("population"))["population__sum"] == region.population, region

    provinces = Region.objects.filter(level="province").aggregate(Sum("population"))["population__sum"]
    country = IndicatorValue.objects.get(region=None, indicator="population", period="2024-12").value
    assert provinces == country == 21_781_800


def test_grama_niladhari_divisions_add_up():
    assert Region.objects.districts().aggregate(Sum("gn_divisions"))["gn_divisions__sum"] == 14_043


def test_every_district_and_division_has_its_secretariat():
    for kind, level in (("district_secretariat", "district"), ("divisional_secretariat", "division")):
        served = Organisation.objects.filter(kind=kind).values_list("region", flat=True)
        assert set(served) == set(Region.objects.filter(level=level).values_list("code", flat=True))


def test_northern_districts_keep_both_of_their_numbers_apart():
    numbers = dict(
        Region.objects.filter(code__in=["LK-42", "LK-43", "LK-44", "LK-45"]).values_list(
            "name_en", "iso_3166_2"
        )
    )

    assert numbers == {"Mannar": "LK-43", "Vavuniya": "LK-44", "Mullaitivu": "LK-45", "Kilinochchi": "LK-42"}


def test_names_are_composed_and_sinhala_keeps_its_joiners():
    names = [
        name for row in Organisation.objects.values_list("name_en", "name_si", "name_ta") for name in row
    ]

    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    assert Organisation.objects.get(slug="dsec-11").name_si == "කොළඹ දිස්ත්\u200dරික් ලේකම් කාර්යාලය"


def test_nothing_says_that_a_real_body_is_critical_infrastructure():
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(pack_folder.SHIPPED.iterdir())
    ).casefold()

    assert "critical" not in told
    assert re.search(r"\bcii\b", told) is None


def test_every_row_names_its_source_and_nearly_every_one_its_year():
    without_year = Organisation.objects.filter(source_year__isnull=True)

    assert set(without_year.values_list("source", flat=True)) == {"S-PAGES"}, "pages of several years"


def test_every_code_and_every_unverified_licence_has_its_wording(settings):
    described = pack_folder.described(pack_folder.SHIPPED)
    notice = (settings.PROJECT / "NOTICE").read_text(encoding="utf-8")

    assert set(described.carried) == set(labels.CARRIED)
    assert set(described.not_carried) == set(labels.NOT_CARRIED)
    for source in Source.objects.filter(licence_state="unverified"):
        assert source.code in notice, f"{source.code} is missing in NOTICE"


def test_every_indicator_is_explained_and_those_of_the_map_are_complete():
    codes = set(IndicatorValue.objects.values_list("indicator", flat=True))

    assert codes <= set(INDICATORS)
    for code in DISTRICT_FIGURES:
        districts = (
            IndicatorValue.objects.filter(indicator=code, region__level="district")
            .values("region")
            .distinct()
        )
        assert districts.count() == 25, code


def test_the_drawing_holds_the_25_districts_and_fits_them_to_about_a_kilometre():
    districts = list(Region.objects.districts())
    outlines = maps.outlines_by_code(districts)

    fitted = maps.fitted_projection(districts)

    assert len(outlines) == 25
    assert fitted.mean_error * fitted.unit_km < 1.2
    assert fitted.worst_error * fitted.unit_km < 3.5


def test_the_centre_of_nearly_every_division_falls_into_the_outline_of_its_own_district():
    districts = list(Region.objects.districts())
    outlines, fitted = maps.outlines_by_code(districts), maps.fitted_projection(districts)
    boxes = {code: projection.box(outline.path) for code, outline in outlines.items()}

    outside = [
        division.code
        for division in Region.objects.divisions()
        for x, y in [fitted.place(float(division.lat), float(division.lon))]
        for left, top, right, bottom in [boxes[division.parent_id]]
        if not (left - 4 <= x <= right + 4 and top - 4 <= y <= bottom + 4)
    ]

    assert outside == []


def test_neighbours_are_those_of_the_map():
    districts = list(Region.objects.districts())
    colombo = next(region for region in districts if region.name_en == "Colombo")

    found = {region.name_en for region in maps.neighbours(colombo, districts)}

    assert found == {"Gampaha", "Kalutara", "Kegalle", "Ratnapura"}
