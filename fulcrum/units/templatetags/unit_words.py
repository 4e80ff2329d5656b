"""Words of units, for templates."""

from datetime import date

from django import template

from fulcrum.units.months import month_in_words

register = template.Library()


@register.filter
def month(value: date) -> str:
    """A month and its year in the reader's language."""
    return month_in_words(value)
