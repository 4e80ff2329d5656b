"""The wording of the codes of blueprints and of what a unit may do otherwise, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.units.domain.blueprint import (
    Cause,
    Counted,
    EvidenceKind,
    Milestone,
    Names,
    OwnerRole,
    Rule,
    Translations,
)
from fulcrum.units.domain.blueprint_difference import Group
from fulcrum.units.domain.codes import Size, Standing, TailoringKind

SIZE: Mapping[str, Promise] = {
    Size.SMALL: _("Small organisation"),
    Size.MEDIUM: _("Medium organisation"),
    Size.LARGE: _("Large organisation"),
}
OWNER: Mapping[str, Promise] = {
    OwnerRole.LEAD: _("lead of the unit"),
    OwnerRole.HEAD: _("head of the organisation"),
    OwnerRole.OFFICER: _("officer of the programme"),
}
EVIDENCE: Mapping[str, Promise] = {
    EvidenceKind.DOCUMENT: _("a document"),
    EvidenceKind.STATEMENT: _("a written statement"),
    EvidenceKind.COUNTED: _("counted by the program"),
}
COUNTED: Mapping[str, Promise] = {
    Counted.LEAD_IN_POST: _("whether the post of the lead is filled"),
    Counted.MINIMUM_TEAM: _("whether the minimum team is filled"),
    Counted.STEPS_DONE: _("whether the steps up to this stage are done"),
    Counted.REPORT_SIGNED: _("whether a monthly report is signed"),
}
MILESTONE: Mapping[str, Promise] = {
    Milestone.AGREED: _("agreed"),
    Milestone.FORMED: _("formed"),
    Milestone.OPERATIONAL: _("operational"),
}
TRANSLATIONS: Mapping[str, Promise] = {
    Translations.DRAFT: _("drafts that nobody has reviewed"),
    Translations.REVIEWED: _("reviewed"),
}
GROUP: Mapping[str, Promise] = {
    Group.MODEL: _("The model as a whole"),
    Group.TEAM: _("Team"),
    Group.STAGES: _("Stages"),
    Group.CRITERIA: _("Conditions of the gates"),
    Group.STEPS: _("Steps of the plan"),
    Group.DUTIES: _("Duties"),
    Group.SERVICES: _("Services"),
    Group.INDICATORS: _("Indicators"),
    Group.RULES: _("Rules"),
    Group.HAND_OVER: _("Hand-over list"),
    Group.DOCUMENTS: _("Letters and forms"),
}
TAILORING_KIND: Mapping[str, Promise] = {
    TailoringKind.POST_LEFT_OUT: _("Do without a post"),
    TailoringKind.POST_ADDED: _("Have a further post"),
    TailoringKind.STEP_LEFT_OUT: _("Leave out a step"),
    TailoringKind.STEP_MOVED: _("Give a step another length"),
    TailoringKind.CRITERION_LEFT_OUT: _("Leave out a condition of a gate"),
    TailoringKind.SERVICE_LEFT_OUT: _("Do without a service"),
}
_CODES: Mapping[type, Mapping[str, Promise]] = {
    Size: SIZE,
    OwnerRole: OWNER,
    EvidenceKind: EVIDENCE,
    Counted: COUNTED,
    Milestone: MILESTONE,
    Translations: TRANSLATIONS,
}


def own(names: Names) -> str:
    """The name in the reader's language; the English one where it is missing."""
    return own_name(names, get_language())


def listed(words: Iterable[str]) -> str:
    """Words in a row."""
    return ", ".join(words)


def shown(fact: object) -> str:
    """A fact of a difference as a reader sees it: a name, a code, a number, or several of them."""
    if isinstance(fact, Names):
        return own(fact)
    if isinstance(fact, Rule):
        return rule(fact)
    if isinstance(fact, tuple):
        return listed(shown(each) for each in fact) or _now("nobody")
    for codes, words in _CODES.items():
        if isinstance(fact, codes):
            return str(words[str(fact)])
    return _now("nothing") if fact in (None, "") else str(fact)


def rule(told: Rule) -> str:
    """The whole rule as a sentence."""
    return _RULES[Standing(told.standing), told.cause](told.limit) % {"limit": told.limit}


_RULES = {
    (Standing.AT_RISK, Cause.LEAD_VACANT): lambda limit: ngettext(
        "A unit is at risk when the post of its lead is vacant for more than %(limit)s day.",
        "A unit is at risk when the post of its lead is vacant for more than %(limit)s days.",
        limit,
    ),
    (Standing.DORMANT, Cause.LEAD_VACANT): lambda limit: ngettext(
        "A unit is dormant when the post of its lead is vacant for more than %(limit)s day.",
        "A unit is dormant when the post of its lead is vacant for more than %(limit)s days.",
        limit,
    ),
    (Standing.AT_RISK, Cause.TEAM_BELOW): lambda limit: _now(
        "A unit is at risk when less than %(limit)s per cent of its posts are filled."
    ),
    (Standing.DORMANT, Cause.TEAM_BELOW): lambda limit: _now(
        "A unit is dormant when less than %(limit)s per cent of its posts are filled."
    ),
    (Standing.AT_RISK, Cause.NO_REPORT): lambda limit: ngettext(
        "A unit is at risk when it has signed no report for %(limit)s month.",
        "A unit is at risk when it has signed no report for %(limit)s months.",
        limit,
    ),
    (Standing.DORMANT, Cause.NO_REPORT): lambda limit: ngettext(
        "A unit is dormant when it has signed no report for %(limit)s month.",
        "A unit is dormant when it has signed no report for %(limit)s months.",
        limit,
    ),
    (Standing.AT_RISK, Cause.AMBER_OVERDUE): lambda limit: ngettext(
        "A unit is at risk when what a gate left open is not shown %(limit)s day after its last day.",
        "A unit is at risk when what a gate left open is not shown %(limit)s days after its last day.",
        limit,
    ),
    (Standing.DORMANT, Cause.AMBER_OVERDUE): lambda limit: ngettext(
        "A unit is dormant when what a gate left open is not shown %(limit)s day after its last day.",
        "A unit is dormant when what a gate left open is not shown %(limit)s days after its last day.",
        limit,
    ),
    (Standing.DORMANT, Cause.AT_RISK_SINCE): lambda limit: ngettext(
        "A unit is dormant when it is at risk for more than %(limit)s day.",
        "A unit is dormant when it is at risk for more than %(limit)s days.",
        limit,
    ),
}
"""Every pair that a sound blueprint can hold."""
