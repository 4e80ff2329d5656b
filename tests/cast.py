"""The cast and the stage of the tests: an officer, an auditor, a stranger, and a small invented register.

A pytest plugin (named in pyproject.toml), so that the tests of every app can use it.
"""

from datetime import UTC, date, datetime

import pytest

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO, FAR_OFF = date(2000, 1, 1), date(2100, 1, 1)
"""Roles are read by the real clock: they began before any day on which the tests run."""


@pytest.fixture(autouse=True)
def second_factor_is_relaxed(settings):
    """The cast signs in without codes; tests of the second factor demand it again."""
    settings.SECOND_FACTOR = "relaxed"


@pytest.fixture
def now():
    return NOW


def somebody(name, role=None, *, organisation=None, region=None, reach=None, until=None, **others):
    """An account and a person of this first name; with a role, appointed to it long ago at the place given."""
    from fulcrum.foundation.users.models import User
    from fulcrum.registry.models import Appointment, Person

    user = User.objects.create(name=name, email=f"{name.lower()}@tests.invalid")
    person = Person.objects.create(user=user, name_en=name, pack="lk", added_at=NOW)
    if role:
        place = {"organisation": organisation, "region": region}
        reach = reach or ("organisation" if organisation else "area" if region else "nation")
        last = until or (FAR_OFF if role == "auditor" else None)
        Appointment.objects.create(
            person=person,
            role=role,
            reach=reach,
            manner="substantive",
            begins_on=LONG_AGO,
            until=last,
            made_at=NOW,
            **place,
            **others,
        )
    return user


@pytest.fixture
def officer(db):
    """A programme officer."""
    return somebody("Nimali", "programme_officer")


@pytest.fixture
def auditor(db):
    """An auditor."""
    return somebody("Kasun", "auditor")


@pytest.fixture
def stranger(db):
    """Somebody who can sign in and holds no role."""
    return somebody("Ruwan")


@pytest.fixture
def head(register):
    """The head of the hospital hosp-a."""
    return somebody("Sunethra", "head", organisation=register["hosp-a"])


@pytest.fixture
def cert_analyst(db):
    """An analyst of the national computer emergency team, cleared for the whole country."""
    return somebody("Fathima", "cert_analyst")


@pytest.fixture
def register(db):
    """Four districts and nine invented organisations; returns them by slug."""
    from fulcrum.registry.models import Organisation, Region, Source
    from fulcrum.registry.services import deriving

    source = Source.objects.create(
        code="S-TEST",
        publisher="Nobody",
        title="Invented for tests",
        read_at="here",
        year=2026,
        licence="none needed",
        licence_state="verified",
    )
    area = {"source": source, "outline_source": source, "pack": "lk", "population_year": 2024}
    province = Region.objects.create(
        code="LK-1", level="province", name_en="Western", population=6_000_000, lat=6.8, lon=80.0, **area
    )
    places = {
        "LK-11": ("Colombo", "කොළඹ", "கொழும்பு", 2_300_000, 6.87, 80.02),
        "LK-12": ("Gampaha", "ගම්පහ", "கம்பஹா", 2_400_000, 7.13, 80.02),
    }
    for code, (en, si, ta, population, lat, lon) in places.items():
        Region.objects.create(
            code=code,
            level="district",
            parent=province,
            name_en=en,
            name_si=si,
            name_ta=ta,
            si_basis="cod-ab",
            ta_basis="cod-ab",
            population=population,
            lat=lat,
            lon=lon,
            **area,
        )
    for code, (lat, lon) in {"LK-2101": (7.29, 80.72), "LK-3101": (6.20, 80.22)}.items():
        district = Region.objects.create(
            code=code[:5],
            level="district",
            parent=province,
            name_en={"LK-21": "Kandy", "LK-31": "Galle"}[code[:5]],
            population=1_000_000,
            lat=lat,
            lon=lon,
            **area,
        )
        Region.objects.create(
            code=code,
            level="division",
            parent=district,
            name_en=f"Division {code}",
            population=90_000,
            lat=lat,
            lon=lon,
            area_km2=90,
            **area,
        )
    for code, (lat, lon) in {"LK-1101": (6.86, 80.01), "LK-1201": (7.13, 80.02)}.items():
        Region.objects.create(
            code=code,
            level="division",
            parent_id=code[:5],
            name_en=f"Division {code}",
            population=90_000,
            lat=lat,
            lon=lon,
            area_km2=90,
            **area,
        )
    rows = [
        ("dsec-a", "District Office Alpha", "district_secretariat", "district", "01", "LK-11", "LK-11"),
        ("dsec-b", "District Office Beta", "district_secretariat", "district", "01", "LK-12", "LK-12"),
        ("hosp-a", "Alpha Hospital", "hospital", "provincial", "07", "LK-11", "LK-11"),
        ("hosp-b", "Beta Hospital", "hospital", "provincial", "07", "LK-12", "LK-12"),
        ("la-a", "Alpha Town Council", "urban_council", "local", "06", "LK-11", "LK-11"),
        ("la-b", "Beta Town Council", "urban_council", "local", "06", "LK-12", "LK-12"),
        ("dept-1", "Department of Invented Affairs", "department", "national", "01", None, None),
        ("dept-2", "Department of Imagined Affairs", "department", "national", "01", None, None),
        ("emb-1", "Embassy in Nowhere", "other", "national", "01", None, None),
    ]
    for key, (slug, name, kind, tier, sector, district, region) in enumerate(rows, 1):
        Organisation.objects.create(
            key=key,
            slug=slug,
            name_en=name,
            kind=kind,
            tier=tier,
            sector=sector,
            district_id=district,
            region_id=region,
            district_basis="source" if district else "",
            source=source,
            source_year=2026,
            pack="lk",
            subkind="diplomatic_mission" if slug == "emb-1" else "",
        )
    deriving.derive("lk")
    return Organisation.objects.in_bulk(field_name="slug")


@pytest.fixture
def need_model(register):
    """The shipped need model, published."""
    from fulcrum.allocation.services import scores, worked_example

    return scores.publish(worked_example.NEED_MODEL.read_text(encoding="utf-8"), by=None, at=NOW)


@pytest.fixture
def plan(need_model):
    """A worked example of four places, at most one of them a hospital."""
    from fulcrum.allocation.models import Plan, Scenario
    from fulcrum.allocation.services import plans

    scenario = Scenario.objects.create(
        name="Four places",
        units=4,
        tie_seed=7,
        need_model=need_model,
        at=NOW,
        quotas=[{"group": "kind", "value": "hospital", "min": None, "max": 1}],
    )
    plan = Plan.objects.create(scenario=scenario, asked_at=NOW)
    plans.run(plan, at=NOW)
    plan.refresh_from_db()
    plans.show_as_worked_example(plan, at=NOW)
    plan.refresh_from_db()
    return plan
