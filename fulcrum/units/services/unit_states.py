"""Where a unit stands, as the domain reads it."""

from fulcrum.units.domain.adopting import UnitState
from fulcrum.units.domain.codes import PASSING, Size
from fulcrum.units.models import Unit


def state(unit: Unit) -> UnitState:
    """Its stage, the gates it passed, its steps and its open posts, in three statements."""
    passed = set(unit.passages.filter(verdict__in=PASSING).values_list("stage", flat=True))
    if unit.stage:
        passed.add(unit.stage)
    posts = unit.posts.filter(closed_on__isnull=True).order_by("pk")
    return UnitState(
        size=Size(unit.size),
        stage=unit.stage,
        passed=frozenset(passed),
        steps=dict(unit.steps.values_list("code", "state")),
        posts={code: vacant is None for code, vacant in posts.values_list("code", "vacant_since")},
    )
