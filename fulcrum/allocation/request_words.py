"""Briefings, requests and stated values in words."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import wording
from fulcrum.allocation.domain.agreeing import Outcome, Side
from fulcrum.allocation.domain.criteria import Table
from fulcrum.allocation.domain.need import Criterion
from fulcrum.allocation.domain.requesting import BriefingManner, Priority, RequestState, Room
from fulcrum.allocation.need_units import unit_label

PRIORITY: Mapping[Priority, Promise] = {
    Priority.FIRST: _("1, needed first: work stands still without it"),
    Priority.SOON: _("2, needed within a year"),
    Priority.LATER: _("3, welcome, but others may come first"),
}
ROOM: Mapping[Room, Promise] = {
    Room.OWN: _("Yes, a room of its own"),
    Room.SHARED: _("Yes, in a room shared with others"),
    Room.NONE_YET: _("Not yet"),
}
STATE: Mapping[RequestState, Promise] = {
    RequestState.SENT: _("open"),
    RequestState.WITHDRAWN: _("withdrawn"),
    RequestState.CLOSED: _("closed"),
}
MANNER: Mapping[BriefingManner, Promise] = {
    BriefingManner.IN_PERSON: _("In person"),
    BriefingManner.ONLINE: _("Online"),
    BriefingManner.BY_TELEPHONE: _("By telephone"),
}
SIDE: Mapping[Side, Promise] = {
    Side.HEAD: _("The head of the organisation"),
    Side.OFFICER: _("The programme"),
}
OUTCOME: Mapping[Outcome, Promise] = {
    Outcome.OPEN: _("waits for the other side"),
    Outcome.DIFFERENT: _("not agreed yet"),
    Outcome.AGREED: _("agreed"),
    Outcome.DISAGREED: _("disagreement"),
}


def value_label(criterion: Criterion, kept: str) -> str:
    """A kept value as a reader sees it: the figure with its unit, or the sentence of the row."""
    if not kept:
        return ""
    if isinstance(criterion.measure, Table):
        return wording.row_text(criterion.id, kept)
    return figure_label(kept, criterion.unit)


def figure_label(kept: str, unit: str) -> str:
    """A figure with its unit; what is no figure stays as it is."""
    try:
        return f"{Decimal(kept):,f} {unit_label(unit)}"
    except ArithmeticError:
        return kept
