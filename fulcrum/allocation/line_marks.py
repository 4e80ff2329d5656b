"""What everybody is told of agreed values: on the lines of a score, and on the page of the need model."""

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.allocation.domain.agreeing import Outcome
from fulcrum.allocation.models import LineStatement
from fulcrum.kit.day_in_words import day_in_words
from fulcrum.registry.models.region import SIMULATED


def marks_of(organisation_key: int) -> dict[str, str]:
    """What everybody is told of the lines of one organisation, by criterion: agreed since when, or not agreed."""
    rows = (
        LineStatement.objects.filter(organisation_id=organisation_key).newest().exclude(outcome=Outcome.OPEN)
    )
    return {row.criterion: _mark(row) for row in rows}


def _mark(row: LineStatement) -> str:
    if row.is_agreed:
        return _("Agreed on %(day)s") % {"day": day_in_words(row.on, get_language())}
    if row.outcome == Outcome.DISAGREED:
        return _("The organisation and the programme disagree")
    return _("Not agreed yet")


def counts_by_criterion() -> dict[str, tuple[int, int]]:
    """How many organisations of the country agreed on each criterion, and in how many the two sides differ."""
    rows = (
        LineStatement.objects.newest()
        .exclude(organisation__pack=SIMULATED)
        .order_by()
        .values("criterion")
        .annotate(
            agreed=Count("pk", filter=Q(outcome=Outcome.AGREED)),
            parted=Count("pk", filter=Q(outcome__in=(Outcome.DIFFERENT, Outcome.DISAGREED))),
        )
    )
    return {row["criterion"]: (row["agreed"], row["parted"]) for row in rows}
