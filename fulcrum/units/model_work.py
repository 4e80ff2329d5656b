"""What the model of units adds to My work: differences that wait for an answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.foundation.web import menu, work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.menu_lines import shown_to
from fulcrum.units import model_labels
from fulcrum.units.domain.codes import TailoringState
from fulcrum.units.models import Tailoring
from fulcrum.units.services import tailoring

APP, LABEL = "units", gettext_lazy("Units")


def register() -> None:
    """Called once, in ready()."""
    work.register(work.Source("units.tailorings", APP, LABEL, _waiting, _lines))
    line = gettext_lazy("Models of units")
    menu.register(menu.Entry(90, line, "units:blueprints", shown_to("units.see"), group="units"))


def _waiting(user: Any, at: datetime) -> "QuerySet[Tailoring] | None":
    covered = access.scope(user, tailoring.DECIDE)
    if covered.is_empty:
        return None
    rows = Tailoring.objects.filter(state=TailoringState.ASKED).exclude(asked_by=user)
    return rows.filter(access.organisations_in(covered, "unit__organisation__"))


def _lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _waiting(user, at)
    if rows is None:
        return
    for row in rows.select_related("unit__organisation").order_by("asked_at", "pk")[: work.MOST]:
        yield work.Line(
            title=own_name(row.unit.organisation, get_language()),
            href=reverse("units:decide_difference", args=[row.pk]),
            action=_("Answer whether the unit may differ from its model"),
            reason=str(model_labels.TAILORING_KIND[row.kind]),
        )
