"""What the templates of plans need."""

from django import template

from fulcrum.allocation import labels
from fulcrum.allocation.models import Scenario

register = template.Library()


@register.filter
def called(scenario: Scenario) -> str:
    """The name of a scenario in the reader's language, if it is the shipped one."""
    return labels.scenario_name(scenario)
