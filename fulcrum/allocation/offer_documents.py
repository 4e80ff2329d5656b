"""Signed papers of offers: who may see and hand them in."""

from typing import Any

from django.urls import reverse

from fulcrum.allocation.models import Offer
from fulcrum.allocation.services.offer_records import ANSWER, RUN
from fulcrum.allocation.services.papers import KIND
from fulcrum.foundation.attachments import owners
from fulcrum.kit.classification import Classification
from fulcrum.registry import access
from fulcrum.registry.documents import classes_seen


def register() -> None:
    """Called once, in ready()."""
    owners.register(KIND, may_see=_may_see, may_add=_may_add, address=_address)


def _offer(user: Any, about_id: str) -> Offer | None:
    rows = Offer.objects.visible_to(user).select_related("organisation")
    return rows.filter(pk=int(about_id)).first()


def _may_see(user: Any, about_id: str, classification: Classification) -> bool:
    row = _offer(user, about_id)
    return row is not None and classification in classes_seen(user, row.organisation)


def _may_add(user: Any, about_id: str, classification: Classification) -> bool:
    row = _offer(user, about_id)
    if row is None or classification is not Classification.LIMITED:
        return False
    return access.may(user, ANSWER, row.organisation) or access.may(user, RUN, row.organisation)


def _address(about_id: str) -> str:
    number = Offer.objects.values_list("number", flat=True).get(pk=int(about_id))
    return reverse("allocation:offer", args=[number])
