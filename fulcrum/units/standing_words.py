"""Why a unit does as it does, in words. The rules keep a code and two numbers, people keep sentences."""

import re
from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.units.domain.blueprint import Cause

KEPT = re.compile(r"(?P<cause>[a-z_]+) (?P<number>\d+) (?P<limit>\d+)")

CAUSE: Mapping[Cause, Promise] = {
    Cause.LEAD_VACANT: gettext_lazy("The post of the lead stands empty for too long."),
    Cause.TEAM_BELOW: gettext_lazy("Too few posts of the team are filled."),
    Cause.NO_REPORT: gettext_lazy("Monthly reports are missing."),
    Cause.AMBER_OVERDUE: gettext_lazy("Something that a gate left for later is overdue."),
    Cause.AT_RISK_SINCE: gettext_lazy("The unit has been at risk for too long."),
}
NO_CAUSE = gettext_lazy("Nothing speaks against it any more.")

_SENTENCES: Mapping[Cause, Callable[[], str]] = {
    Cause.LEAD_VACANT: lambda: _(
        "The post of the lead stood empty for %(number)s days; the rule allows %(limit)s."
    ),
    Cause.TEAM_BELOW: lambda: _(
        "%(number)s %% of the team's posts were filled; the rule asks for %(limit)s %%."
    ),
    Cause.NO_REPORT: lambda: _(
        "Reports of %(number)s months were missing; the rule allows fewer than %(limit)s."
    ),
    Cause.AMBER_OVERDUE: lambda: _(
        "What a gate left for later was %(number)s days overdue; the rule allows %(limit)s."
    ),
    Cause.AT_RISK_SINCE: lambda: _("It was at risk for %(number)s days; the rule allows %(limit)s."),
}


def in_words(reason: str) -> str:
    """What stands in `standing_reason` as a sentence of the reader's language; a person's own words as they are."""
    kept = KEPT.fullmatch(reason)
    if kept is None or kept["cause"] not in set(Cause):
        return reason
    return _SENTENCES[Cause(kept["cause"])]() % kept.groupdict()
