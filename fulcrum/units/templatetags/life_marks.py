"""Words of the life of units, for templates."""

from django import template

from fulcrum.units import standing_words

register = template.Library()


@register.filter
def standing_reason(kept: str) -> str:
    """Why a unit does as it does: `{{ unit.standing_reason|standing_reason }}`."""
    return standing_words.in_words(kept)
