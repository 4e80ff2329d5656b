"""What an organisation's page says of its offers, to those who may see them."""

from django.http import HttpRequest

from fulcrum.allocation import offer_reads
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.slots import Slot, organisation_slots

SEE = "allocation.see_offers"


def register() -> None:
    """Called once, in ready()."""
    organisation_slots.register(of_organisation, order=30)


def of_organisation(request: HttpRequest, organisation: Organisation) -> Slot | None:
    """The offers of the organisation, the newest first; nothing for the public."""
    if not access.may(request.user, SEE, organisation):
        return None
    offers = offer_reads.of_organisation(organisation, user=request.user)
    if not offers:
        return None
    return Slot("allocation/parts/offer_slot.html", {"offers": offers, "organisation": organisation})
