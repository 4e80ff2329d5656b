"""Codes of members as words, for templates."""

from django import template

from fulcrum.registry.people_forms import LANGUAGES
from fulcrum.units import labels

register = template.Library()
_LANGUAGES = dict(LANGUAGES)


@register.filter
def unit_word(code: str, group: str) -> str:
    """The wording of a code: `{{ row.state|unit_word:"nomination" }}`."""
    return labels.of(group, code)


@register.filter
def languages_in_words(codes: str) -> str:
    """Languages of a person by their own names."""
    return ", ".join(_LANGUAGES.get(code, code) for code in codes.split())
