"""Forms of the tests of requests and values, filled in."""

from uuid import uuid4

from fulcrum.allocation.domain.requesting import Priority, Room
from fulcrum.allocation.services import agreeing, requests
from fulcrum.allocation.services.agreeing import Stating
from fulcrum.allocation.services.requests import Asking

ASKING = Asking(
    need="Patients wait for papers.",
    priority=Priority.FIRST,
    priority_reason="The register is on paper.",
    lead_name="Kamala",
    room=Room.SHARED,
    ict_staff=2,
)
FORM = {
    "need": "Patients wait for papers.",
    "priority": "1",
    "priority_reason": "The register is on paper.",
    "lead_name": "Kamala",
    "lead_post": "Clerk",
    "room": "shared",
    "ict_staff": "2",
    "note": "",
}


def ask(body, *, by, at, operation=None, asking=ASKING):
    return requests.send(body, asking, operation=operation or uuid4(), by=by, at=at)


def say(body, value, *, by, at, criterion="ict_staff", reason="Counted.", after=None, operation=None):
    """State a value, having seen the statement `after`."""
    said = Stating(criterion, value, reason, after.pk if after else None)
    return agreeing.state(body, said, operation=operation or uuid4(), by=by, at=at)
