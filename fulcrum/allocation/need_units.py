"""The units of the need model's figures in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNIT: Mapping[str, Promise] = {
    "persons": _("people"),
    "per cent of people": _("per cent of people"),
    "per cent of adults with GCE A/L or more": _("per cent of adults with GCE A/L or more"),
    "per cent of households with a computer": _("per cent of households with a computer"),
    "bodies": _("organisations"),
    "score": _("points of a score"),
    "services a year": _("services a year"),
    "posts": _("posts"),
    "tickets a month": _("faults reported a month"),
    "programmes": _("programmes"),
    "rank": _("rank, 1 is the first"),
}


def unit_label(unit: str) -> str:
    """The unit in the reader's language; as the model has it where it is new."""
    return str(UNIT.get(unit, unit))
