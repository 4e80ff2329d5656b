"""Who leads an organisation, on its page: published offices for everybody, the way on for those who may know more."""

from django.http import HttpRequest
from django.utils import timezone

from fulcrum.registry import access, people_reads
from fulcrum.registry.domain.offices import OfficeState
from fulcrum.registry.models import Organisation
from fulcrum.registry.slots import Slot, organisation_slots


def register() -> None:
    """Called once, in ready()."""
    organisation_slots.register(of_organisation, order=40)


def of_organisation(request: HttpRequest, organisation: Organisation) -> Slot | None:
    """Offices that somebody holds or held; nothing where nobody was ever recorded and the reader cannot add anybody."""
    may_see = access.may(request.user, "registry.see_people")
    lines = people_reads.offices_of(organisation, user=request.user, on=timezone.localdate())
    known = [line for line in lines if line.office.state is not OfficeState.UNKNOWN]
    if not known and not may_see:
        return None
    context = {"organisation": organisation, "lines": known, "may_see_people": may_see}
    return Slot("registry/parts/people_slot.html", context)
