"""The roles people are appointed to, and what follows from each: where it reaches, what it is cleared for.

Source of the roles: the programme's brief and the government's information security policy of 2022, whose names for
officers are kept. Their wording in three languages is in `registry/labels.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from fulcrum.kit.classification import Classification


class Role(StrEnum):
    """What a person is appointed as, in the order in which lists show them."""

    PROGRAMME_OFFICER = "programme_officer"
    HEAD = "head"
    CDIO = "cdio"
    MINISTRY_CDIO = "ministry_cdio"
    DISTRICT_COORDINATOR = "district_coordinator"
    UNIT_LEAD = "unit_lead"
    UNIT_MEMBER = "unit_member"
    INFORMATION_SECURITY_OFFICER = "information_security_officer"
    CERT_ANALYST = "cert_analyst"
    AUDITOR = "auditor"
    VOLUNTEER = "volunteer"
    PUBLIC_OFFICER = "public_officer"
    ADVISER = "adviser"
    ACADEMIC = "academic"
    MENTOR = "mentor"
    TRAINING_PROVIDER = "training_provider"
    SECOND_LINE = "second_line"


class Reach(StrEnum):
    """How far an appointment reaches, from everywhere to one organisation."""

    NATION = "nation"
    AREA = "area"
    PORTFOLIO = "portfolio"
    ORGANISATION = "organisation"


class Manner(StrEnum):
    """In what manner a post is held: as one's own, until somebody is appointed, or beside one's own."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    COVERING = "covering"


class PartnerKind(StrEnum):
    FIRM = "firm"
    UNIVERSITY = "university"
    VENDOR = "vendor"
    DONOR = "donor"
    ASSOCIATION = "association"
    AGENCY = "agency"


class CiiBasis(StrEnum):
    """On whose word an organisation is listed as critical information infrastructure."""

    CABINET = "cabinet"
    CERT = "cert"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Rule:
    """What holds for every appointment to one role.

    reaches           how far it may reach
    clearance         the closest class of facts that its holder is shown, within its reach
    is_office         one person at a time holds it in an organisation as their own; empty, its vacancy is counted
    is_public         who holds it is published with the organisation
    needs_agreement   given to partners only, under an agreement
    must_end          has a last day from the beginning
    filled_by_head    the head of the organisation may appoint to it, beside the programme
    second_factor     its holder signs in with a second factor
    """

    reaches: tuple[Reach, ...]
    clearance: Classification = Classification.LIMITED
    is_office: bool = False
    is_public: bool = False
    needs_agreement: bool = False
    must_end: bool = False
    filled_by_head: bool = False
    second_factor: bool = False


_ONE = (Reach.ORGANISATION,)
_PARTNER = Rule(
    (Reach.ORGANISATION, Reach.PORTFOLIO, Reach.AREA, Reach.NATION), needs_agreement=True, must_end=True
)

RULES: dict[Role, Rule] = {
    Role.PROGRAMME_OFFICER: Rule((Reach.NATION,), second_factor=True),
    Role.HEAD: Rule(_ONE, Classification.CONFIDENTIAL, is_office=True, is_public=True),
    Role.CDIO: Rule(_ONE, is_office=True, is_public=True, filled_by_head=True),
    Role.MINISTRY_CDIO: Rule((Reach.PORTFOLIO,), is_office=True, is_public=True),
    Role.DISTRICT_COORDINATOR: Rule((Reach.AREA,), is_public=True),
    Role.UNIT_LEAD: Rule(_ONE, filled_by_head=True),
    Role.UNIT_MEMBER: Rule(_ONE, filled_by_head=True),
    Role.INFORMATION_SECURITY_OFFICER: Rule(
        _ONE, Classification.CONFIDENTIAL, is_office=True, filled_by_head=True
    ),
    Role.CERT_ANALYST: Rule(
        (Reach.NATION, Reach.PORTFOLIO, Reach.ORGANISATION), Classification.CONFIDENTIAL, second_factor=True
    ),
    Role.AUDITOR: Rule(
        (Reach.NATION, Reach.AREA, Reach.PORTFOLIO, Reach.ORGANISATION),
        Classification.CONFIDENTIAL,
        must_end=True,
        second_factor=True,
    ),
    Role.VOLUNTEER: Rule((Reach.NATION, Reach.AREA), Classification.PUBLIC),
    Role.PUBLIC_OFFICER: Rule(_ONE, Classification.PUBLIC, filled_by_head=True),
    Role.ADVISER: _PARTNER,
    Role.ACADEMIC: _PARTNER,
    Role.MENTOR: _PARTNER,
    Role.TRAINING_PROVIDER: _PARTNER,
    Role.SECOND_LINE: _PARTNER,
}
OFFICES = tuple(role for role, rule in RULES.items() if rule.is_office)
PARTNER_ROLES = tuple(role for role, rule in RULES.items() if rule.needs_agreement)
TIMED_ROLES = tuple(role for role, rule in RULES.items() if rule.must_end)
