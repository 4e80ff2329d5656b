"""The model of a unit as frozen facts: what every unit of one kind starts from, and by which rules it lives.

A blueprint is published content (`units/content/blueprints/*.yaml`, format `fulcrum.blueprint/1`, read by
`blueprint_content.py`). Everything that is named is named in three languages.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from fulcrum.units.domain.codes import Size


@dataclass(frozen=True, slots=True)
class Names:
    """A name or a sentence in English, Sinhala and Tamil; empty where a translation is missing, and shown as such."""

    name_en: str
    name_si: str = ""
    name_ta: str = ""


class OwnerRole(StrEnum):
    """Who does a step: the lead of the unit, the head of the organisation, the officer of the programme."""

    LEAD = "lead"
    HEAD = "head"
    OFFICER = "officer"


class EvidenceKind(StrEnum):
    """What shows that a criterion is met: a document, a written statement, or what the program counts itself."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    COUNTED = "counted"


class Counted(StrEnum):
    """What the program counts itself for a criterion."""

    LEAD_IN_POST = "lead_in_post"
    MINIMUM_TEAM = "minimum_team"
    STEPS_DONE = "steps_done"
    REPORT_SIGNED = "report_signed"


class Milestone(StrEnum):
    """The stages that mean the same in every blueprint, whatever they are called and in which order they come."""

    AGREED = "agreed"
    FORMED = "formed"
    OPERATIONAL = "operational"


@dataclass(frozen=True, slots=True)
class Post:
    """A role in the team. code: short, such as LD; leads: whether its holder leads the unit."""

    code: str
    names: Names
    purpose: Names
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """The team of one size of organisation.

    minimum     codes of posts that must be filled before a unit counts as formed
    full        codes of all its posts, the minimum first
    """

    size: Size
    staff_from: int
    minimum: tuple[str, ...]
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a gate. counted: what is counted, for evidence that the program counts itself."""

    code: str
    names: Names
    evidence: EvidenceKind
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a unit reaches by passing its gate; their order in the blueprint is the order of passing."""

    code: str
    names: Names
    criteria: tuple[Criterion, ...]
    milestone: Milestone | None = None
    amber_days: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the establishment plan.

    stage   the stage whose gate it serves
    days    working days that it takes, at least 1
    after   codes of the steps that must be done before it begins
    """

    code: str
    names: Names
    stage: str
    owner: OwnerRole
    days: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A duty, a service, an indicator or a line of a hand-over list."""

    code: str
    names: Names
    posts: tuple[str, ...] = ()
    unit: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A letter or form of the model. body: its text with `{name}` placeholders out of `known`."""

    code: str
    names: Names
    body: Names


class Cause(StrEnum):
    """What a rule on the standing of a unit looks at."""

    LEAD_VACANT = "lead_vacant"
    TEAM_BELOW = "team_below"
    NO_REPORT = "no_report"
    AMBER_OVERDUE = "amber_overdue"
    AT_RISK_SINCE = "at_risk_since"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a unit is at risk or dormant. limit: days for clocks, per cent for `team_below`, months for `no_report`."""

    standing: str
    cause: Cause
    limit: int


class Translations(StrEnum):
    """Whether somebody who knows the languages has reviewed the Sinhala and Tamil of a blueprint."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One version of the model of a unit.

    combinable      pairs or more of post codes that one person may hold together
    review_months   every so many months an operational unit is reviewed
    """

    code: str
    version: int
    names: Names
    source: str
    sha256: str
    posts: tuple[Post, ...]
    combinable: tuple[frozenset[str], ...]
    teams: tuple[Team, ...]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    rules: tuple[Rule, ...]
    review_months: int
    duties: tuple[Item, ...] = ()
    services: tuple[Item, ...] = ()
    indicators: tuple[Item, ...] = ()
    hand_over: tuple[Item, ...] = ()
    documents: tuple[DocumentTemplate, ...] = ()
    notes: Names = field(default_factory=lambda: Names(""))
    translations: Translations = Translations.DRAFT

    def post(self, code: str) -> Post:
        """Raises ValueError for a post that the blueprint does not have."""
        return _one(self.posts, code)

    def stage(self, code: str) -> Stage:
        """Raises ValueError for a stage that the blueprint does not have."""
        return _one(self.stages, code)

    def team(self, size: Size) -> Team:
        """The team of an organisation of this size. Raises ValueError where the blueprint names none."""
        for team in self.teams:
            if team.size is size:
                return team
        raise ValueError(f"blueprint {self.code} has no team for {size}")

    def size_for(self, staff: int) -> Size:
        """The size of an organisation with so many staff: the largest team whose `staff_from` is reached."""
        reached = [team for team in self.teams if team.staff_from <= staff]
        return max(reached, key=lambda team: team.staff_from).size

    def position(self, stage: str) -> int:
        """Where the stage stands in the order, from 0; -1 for no stage."""
        codes = [each.code for each in self.stages]
        return codes.index(stage) if stage else -1

    def after(self, stage: str) -> Stage | None:
        """The stage that comes next; None after the last."""
        following = self.position(stage) + 1
        return self.stages[following] if following < len(self.stages) else None

    def milestone(self, milestone: Milestone) -> Stage:
        """The stage of this milestone; every blueprint that can be published has one of each."""
        return next(stage for stage in self.stages if stage.milestone is milestone)

    @property
    def lead(self) -> Post:
        """The post whose holder leads the unit."""
        return next(post for post in self.posts if post.leads)


Coded = TypeVar("Coded", Post, Stage)


def _one(things: tuple[Coded, ...], code: str) -> Coded:
    for thing in things:
        if thing.code == code:
            return thing
    raise ValueError(f"the blueprint has no {code!r}")
