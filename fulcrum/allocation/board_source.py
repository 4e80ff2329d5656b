"""What the roll-out board shows of organisations that have an offer and no unit yet."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation.domain.consent import OfferState
from fulcrum.allocation.models import Offer
from fulcrum.units import board

WORDS = {
    OfferState.OPEN.value: _("Offered, not yet answered"),
    OfferState.SHARING_PROPOSED.value: _("Sharing proposed"),
    OfferState.DEFERRED.value: _("Put off to a later year"),
}


def register() -> None:
    """Called once, in ready()."""
    board.register_source(SOURCE)


def _slots(user: Any, pack: str) -> Iterable[board.Ahead]:
    newest = Offer.objects.visible_to(user).newest(pack).values_list("organisation", "state", "number")
    return [
        board.Ahead(organisation, state, reverse("allocation:offer", args=[number]))
        for organisation, state, number in newest
        if state in WORDS
    ]


SOURCE = board.Source(_slots, WORDS)
