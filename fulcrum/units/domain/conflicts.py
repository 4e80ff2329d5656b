"""What stands against naming a person for posts of a unit. Hard findings refuse; soft ones are shown to who decides.

Plain facts come in; every finding carries the code and the facts of the sentence that tells it
(`conflict_wordings.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fulcrum.registry.domain.roles import RULES, Manner, Role


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the first to the last, both included; no last day: none set yet."""

    begins_on: date
    until: date | None = None

    def overlap(self, other: "Days") -> bool:
        return self.begins_on <= (other.until or date.max) and other.begins_on <= (self.until or date.max)

    def cover(self, other: "Days") -> bool:
        return self.begins_on <= other.begins_on and (self.until or date.max) >= (other.until or date.max)


@dataclass(frozen=True, slots=True)
class Named:
    """What is asked: the posts by their codes, in which manner, in which days, and the roles that the posts give."""

    posts: tuple[str, ...]
    manner: Manner
    days: Days
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class InPost:
    """Somebody in a post. unit: its number, with the organisation's name for the sentence."""

    unit: int
    organisation: str
    post: str
    person: str
    manner: Manner
    days: Days


@dataclass(frozen=True, slots=True)
class InRole:
    """An appointment of the person. is_here: at the organisation of the unit; has_ended: it gives no right any more."""

    role: Role
    place: str
    days: Days
    is_here: bool = False
    has_ended: bool = False
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the person and the unit when somebody is named.

    own         posts that the person holds or is to hold, in any unit
    others      who else is or is to be in the named posts
    roles       appointments of the person, ended ones at this organisation included
    combinable  sets of posts that one person may hold together
    """

    unit: int
    person: str
    organisation: str
    is_who_names: bool = False
    is_of_another_pack: bool = False
    was_pseudonymised: bool = False
    has_address: bool = True
    declared: str = ""
    own: tuple[InPost, ...] = ()
    others: tuple[InPost, ...] = ()
    roles: tuple[InRole, ...] = ()
    combinable: tuple[frozenset[str], ...] = ()


class Conflict(StrEnum):
    """Every finding there is."""

    ANOTHER_PACK = "member_of_another_pack"
    PSEUDONYMISED = "member_was_pseudonymised"
    ONESELF = "member_names_oneself"
    AUDITOR = "member_is_auditor"
    CERT_ANALYST = "member_is_cert_analyst"
    OF_A_PARTNER = "member_is_of_a_partner"
    HOLDS_IT_ALREADY = "member_holds_it_already"
    POST_IS_HELD = "post_is_held"
    NOT_COMBINABLE = "posts_not_combinable"
    SHORTER_APPOINTMENT = "appointment_is_shorter"
    IN_ANOTHER_UNIT = "member_of_another_unit"
    BESIDE_THE_HOLDER = "post_has_its_holder"
    LEFT_HERE = "member_left_here"
    IS_HEAD = "member_is_head_here"
    DECLARED = "interest_declared"
    NO_ADDRESS = "member_without_address"


SOFT = frozenset(
    {
        Conflict.IN_ANOTHER_UNIT,
        Conflict.BESIDE_THE_HOLDER,
        Conflict.LEFT_HERE,
        Conflict.IS_HEAD,
        Conflict.DECLARED,
        Conflict.NO_ADDRESS,
    }
)
_INDEPENDENT = {Role.AUDITOR: Conflict.AUDITOR, Role.CERT_ANALYST: Conflict.CERT_ANALYST}
"""Who examines units does not sit in one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against it, with the facts of its sentence."""

    conflict: Conflict
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def is_hard(self) -> bool:
        return self.conflict not in SOFT


def found(named: Named, facts: Facts) -> tuple[Finding, ...]:
    """Everything that stands against it, the hard findings first."""
    findings = [
        *_of_the_person(facts),
        *_of_roles(named, facts),
        *_of_posts(named, facts),
        *_of_combination(named, facts),
    ]
    return tuple(sorted(findings, key=lambda finding: not finding.is_hard))


def role_for(post_leads: bool) -> Role:
    """The role in the register that a post gives."""
    return Role.UNIT_LEAD if post_leads else Role.UNIT_MEMBER


def _of_the_person(facts: Facts) -> Iterator[Finding]:
    about: dict[str, object] = {"person": facts.person, "organisation": facts.organisation}
    if facts.is_of_another_pack:
        yield Finding(Conflict.ANOTHER_PACK, about)
    if facts.was_pseudonymised:
        yield Finding(Conflict.PSEUDONYMISED, about)
    if facts.is_who_names:
        yield Finding(Conflict.ONESELF, about)
    if facts.declared:
        yield Finding(Conflict.DECLARED, {**about, "declared": facts.declared})
    if not facts.has_address:
        yield Finding(Conflict.NO_ADDRESS, about)


def _of_roles(named: Named, facts: Facts) -> Iterator[Finding]:
    for held in facts.roles:
        about: dict[str, object] = {"person": facts.person, "place": held.place, "until": held.days.until}
        if held.has_ended:
            if held.is_here:
                yield Finding(Conflict.LEFT_HERE, {**about, "role": held.role, "reason": held.end_reason})
        elif not held.days.overlap(named.days):
            continue
        elif held.role in _INDEPENDENT:
            yield Finding(_INDEPENDENT[held.role], about)
        elif RULES[held.role].needs_agreement:
            yield Finding(Conflict.OF_A_PARTNER, {**about, "role": held.role})
        elif held.role is Role.HEAD and held.is_here:
            yield Finding(Conflict.IS_HEAD, about)
        elif held.is_here and held.role in named.roles and not held.days.cover(named.days):
            yield Finding(Conflict.SHORTER_APPOINTMENT, {**about, "role": held.role})


def _of_posts(named: Named, facts: Facts) -> Iterator[Finding]:
    for mine in _in_these_days(facts.own, named):
        if mine.unit != facts.unit:
            yield Finding(Conflict.IN_ANOTHER_UNIT, _told(mine))
        elif mine.post in named.posts:
            yield Finding(Conflict.HOLDS_IT_ALREADY, _told(mine))
    for other in _in_these_days(facts.others, named):
        if other.post in named.posts and other.manner is Manner.SUBSTANTIVE:
            is_second = named.manner is Manner.SUBSTANTIVE
            yield Finding(Conflict.POST_IS_HELD if is_second else Conflict.BESIDE_THE_HOLDER, _told(other))


def _of_combination(named: Named, facts: Facts) -> Iterator[Finding]:
    """All posts that the person would hold together in this unit must be named together in the blueprint."""
    here = {mine.post for mine in _in_these_days(facts.own, named) if mine.unit == facts.unit}
    together = here | set(named.posts)
    if len(together) > 1 and not any(together <= allowed for allowed in facts.combinable):
        yield Finding(Conflict.NOT_COMBINABLE, {"person": facts.person, "posts": ", ".join(sorted(together))})


def _in_these_days(held: Iterable[InPost], named: Named) -> Iterator[InPost]:
    return (each for each in held if each.days.overlap(named.days))


def _told(held: InPost) -> dict[str, object]:
    return {
        "person": held.person,
        "post": held.post,
        "number": held.unit,
        "organisation": held.organisation,
        "begins_on": held.days.begins_on,
        "until": held.days.until,
    }
