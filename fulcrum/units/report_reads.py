"""A monthly report as its page tells it: the counted part in words, with the names of the unit's model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import Named, own_name
from fulcrum.units import labels
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import MonthlyReport, Unit
from fulcrum.units.services import own_model


@dataclass(frozen=True)
class Counted:
    """One line of the counted part: what it is, how many, and which. tone: as in status.html."""

    label: str
    number: str
    items: Sequence[str] = ()
    tone: str = ""


def reports(unit: Unit) -> QuerySet[MonthlyReport]:
    """The reports of a unit, the newest first."""
    return unit.reports.select_related("signed_by").defer("figures")


def counted(row: MonthlyReport, unit: Unit) -> list[Counted]:
    """The figures of a report in the reader's language; a code that the model no longer has is shown as it is."""
    model, told = own_model.of(unit), row.figures
    steps = _names({each.code: each.names for each in model.steps})
    posts = _names({each.code: each.names for each in model.posts})
    stages = _names({each.code: each.names for each in model.stages})
    late = set(told["steps_done_late"])
    return [
        Counted(
            _("Steps done"),
            str(len(told["steps_done"])),
            [
                _("%(step)s (late)") % {"step": steps(code)} if code in late else steps(code)
                for code in told["steps_done"]
            ],
        ),
        Counted(
            _("Steps that are late"),
            str(len(told["steps_late"])),
            [steps(code) for code in told["steps_late"]],
            "danger" if told["steps_late"] else "",
        ),
        Counted(
            _("Steps due next month"),
            str(len(told["steps_next"])),
            [steps(code) for code in told["steps_next"]],
        ),
        Counted(_("Gates"), str(len(told["gates"])), [_gate(each, stages) for each in told["gates"]]),
        Counted(_("Members who joined"), str(len(told["joined"])), [posts(code) for code in told["joined"]]),
        Counted(_("Members who left"), str(len(told["left"])), [posts(code) for code in told["left"]]),
        Counted(
            _("Posts empty at the end of the month"),
            str(len(told["vacant"])),
            [_vacancy(each, posts) for each in told["vacant"]],
            "warm" if told["vacant"] else "",
        ),
        _standing(told),
    ]


def _names(known: Mapping[str, Named]) -> Any:
    language = get_language()
    return lambda code: own_name(known[code], language) if code in known else code


def _gate(told: Mapping[str, str], stages: Any) -> str:
    day = day_in_words(date.fromisoformat(told["on"]), get_language())
    return _("%(stage)s: %(verdict)s, %(day)s") % {
        "stage": stages(told["stage"]),
        "verdict": labels.of("verdict", told["verdict"]),
        "day": day,
    }


def _vacancy(told: Mapping[str, Any], posts: Any) -> str:
    days = told["days"]
    return ngettext("%(post)s, for %(days)s day", "%(post)s, for %(days)s days", days) % {
        "post": posts(told["post"]),
        "days": days,
    }


def _standing(told: Mapping[str, Any]) -> Counted:
    risky = [
        (told["days_at_risk"], Standing.AT_RISK),
        (told["days_dormant"], Standing.DORMANT),
    ]
    items = [
        ngettext("%(standing)s: %(days)s day of %(all)s", "%(standing)s: %(days)s days of %(all)s", days)
        % {"standing": labels.of("standing", code), "days": days, "all": told["days"]}
        for days, code in risky
        if days
    ]
    return Counted(
        _("Standing at the end of the month"),
        labels.of("standing", told["standing"]),
        items,
        "" if told["standing"] == Standing.ACTIVE else "warm",
    )
