"""Documents of a unit: who may see and add them. They are evidence for its gates."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from fulcrum.foundation.attachments import owners
from fulcrum.kit.classification import Classification
from fulcrum.registry import access
from fulcrum.units.models import Unit
from fulcrum.units.services.gates import DOCUMENTS, RUN


def register() -> None:
    """Called once, in ready()."""
    owners.register(DOCUMENTS, may_see=_may_see, may_add=_may_add, address=_address)


def classes_to_add(user: Any, unit: Unit) -> Sequence[Classification]:
    """The classes of which this person may add documents here: those that they may read themselves."""
    if not access.may(user, RUN, at=unit.organisation):
        return []
    place = access.place_of(unit.organisation)
    return [each for each in Classification if access.cleared(user, each).holds(place)]


def _unit(user: Any, about_id: str) -> Unit | None:
    rows = Unit.objects.visible_to(user).select_related("organisation")
    return rows.filter(pk=int(about_id)).first()


def _may_see(user: Any, about_id: str, classification: Classification) -> bool:
    unit = _unit(user, about_id)
    return unit is not None and access.cleared(user, classification).holds(access.place_of(unit.organisation))


def _may_add(user: Any, about_id: str, classification: Classification) -> bool:
    unit = _unit(user, about_id)
    return unit is not None and classification in classes_to_add(user, unit)


def _address(about_id: str) -> str:
    number = Unit.objects.values_list("number", flat=True).get(pk=int(about_id))
    return reverse("units:unit", args=[number])
