"""Who leads a unit of the simulated country in the demonstration."""

from fulcrum.config import demonstration
from fulcrum.foundation.users.models import User
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.units.demonstration_people import LEAD, body_of_lead
from fulcrum.units.models import Unit
from fulcrum.units.tests.network import spread
from tests.cast import NOW


def test_without_a_simulated_unit_nobody_leads_one(register):
    spread([register["hosp-a"]], at=NOW)

    assert body_of_lead() is None
    assert LEAD.name not in [each["name"] for each in demonstration.people_at(NOW)]


def test_the_lead_runs_an_operational_unit_of_the_simulated_country_and_no_other(register):
    Organisation.objects.filter(slug__in=["hosp-a", "la-a"]).update(pack="demo")
    spread([register["la-a"], register["hosp-a"], register["hosp-b"]], at=NOW)
    Unit.objects.filter(organisation__slug="hosp-a").update(operational_on="2026-11-01")

    demonstration.people_at(NOW)

    lead = User.objects.get(email=LEAD.email)
    bodies = Organisation.objects.in_bulk(["hosp-a", "la-a", "hosp-b"], field_name="slug")
    assert [slug for slug, body in bodies.items() if access.may(lead, "units.run", body)] == ["hosp-a"]
