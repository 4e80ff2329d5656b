"""The model that one unit follows."""

from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.models import Unit
from fulcrum.units.services import blueprints


def of(unit: Unit) -> Blueprint:
    """The version of the blueprint that the unit was set up from or took over since."""
    return blueprints.read(unit.blueprint)
