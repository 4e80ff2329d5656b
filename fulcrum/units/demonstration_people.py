"""The person of the demonstration who leads a unit. They belong to the simulated country."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.signin.demonstration import DemonstrationPerson, TourStep
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import Unit

LEAD = DemonstrationPerson(
    order=30,
    email="lead@demo.fulcrum.invalid",
    name="Ruwani (demo)",
    role=_("Lead of a unit"),
    task=_(
        "Runs a unit: does the steps of its plan, shows evidence for its gates, signs its monthly report."
    ),
    tour=(
        TourStep(
            _("See what is asked of the unit"),
            _("The page of the unit shows how far it is, what is asked now, and who is missing."),
            "units:units",
            _("Open the units"),
        ),
        TourStep(
            _("Sign the monthly report"),
            _("It is drafted from what happened. Read it, answer three questions, sign: ten minutes."),
            "web:work",
            _("Open My work"),
        ),
        TourStep(
            _("Look at the model"),
            _(
                "Posts, stages, steps and duties of every unit come from a published model that can be read here."
            ),
            "units:blueprints",
            _("Read the model"),
        ),
    ),
)


def body_of_lead() -> Organisation | None:
    """The simulated organisation whose unit this person leads: an operational one, else the first that is active."""
    active = Unit.objects.filter(organisation__pack=SIMULATED, standing=Standing.ACTIVE)
    units = active.select_related("organisation")
    unit = units.order_by(F("operational_on").asc(nulls_last=True), "number").first()
    return unit.organisation if unit else None
