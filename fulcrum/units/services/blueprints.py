"""Versions of blueprints: drafted, changed, published once and for all, carried between countries as one file."""

from functools import lru_cache

from fulcrum.units.domain import blueprint_content
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.models import BlueprintVersion


def read(row: BlueprintVersion) -> Blueprint:
    """What this version says; each process reads a text once. Raises BlueprintError for a draft that is not sound."""
    return _read(row.text)


@lru_cache(maxsize=32)
def _read(text: str) -> Blueprint:
    return blueprint_content.read(text)
