"""Who may be offered a unit and who must be, by rules that can be read and changed in the need model's content."""

from dataclasses import dataclass

from fulcrum.allocation.domain.facts import OrganisationFacts
from fulcrum.allocation.domain.matching import Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """One readable rule: whom it matches, and why."""

    id: str
    match: Condition
    reason: str


@dataclass(frozen=True, slots=True)
class Eligible:
    """No rule speaks against a unit here."""


@dataclass(frozen=True, slots=True)
class Ineligible:
    """The first rule that rules a unit out."""

    rule: Rule


def judge(rules: tuple[Rule, ...], organisation: OrganisationFacts) -> Eligible | Ineligible:
    """Eligible unless a rule matches; the first in the order of the content is the one named."""
    rule = first_match(rules, organisation)
    return Ineligible(rule) if rule else Eligible()


def first_match(rules: tuple[Rule, ...], organisation: OrganisationFacts) -> Rule | None:
    return next((rule for rule in rules if rule.match.holds_for(organisation)), None)
