"""The wording of the register's codes, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.classification import Classification
from fulcrum.registry.domain.codes import (
    FactBasis,
    Kind,
    LicenceState,
    NameBasis,
    RegionLevel,
    Sector,
    Subkind,
    Tier,
)
from fulcrum.registry.domain.history import EventKind
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.domain.roles import CiiBasis, Manner, PartnerKind, Reach, Role

KIND: Mapping[str, Promise] = {
    Kind.MINISTRY: _("Ministry"),
    Kind.DEPARTMENT: _("Department"),
    Kind.COMMISSION: _("Commission"),
    Kind.COURT: _("Court"),
    Kind.STATUTORY_BODY: _("Statutory body"),
    Kind.STATE_OWNED_ENTERPRISE: _("State-owned enterprise"),
    Kind.UNIVERSITY: _("University"),
    Kind.HOSPITAL: _("Hospital"),
    Kind.DISTRICT_SECRETARIAT: _("District secretariat"),
    Kind.DIVISIONAL_SECRETARIAT: _("Divisional secretariat"),
    Kind.PROVINCIAL_COUNCIL: _("Provincial council"),
    Kind.PROVINCIAL_MINISTRY: _("Provincial ministry"),
    Kind.PROVINCIAL_DEPARTMENT: _("Provincial department"),
    Kind.PROVINCIAL_OFFICE: _("Provincial office"),
    Kind.PROVINCIAL_STATUTORY_BODY: _("Provincial statutory body"),
    Kind.MUNICIPAL_COUNCIL: _("Municipal council"),
    Kind.URBAN_COUNCIL: _("Urban council"),
    Kind.PRADESHIYA_SABHA: _("Pradeshiya sabha"),
    Kind.OTHER: _("Other organisation"),
}

SUBKIND: Mapping[str, Promise] = {
    Subkind.PRESIDENTIAL_TASK_FORCE: _("Presidential task force"),
    Subkind.UNIVERSITY_CAMPUS: _("University campus"),
    Subkind.UNIVERSITY_INSTITUTE: _("University institute"),
    Subkind.COLLEGE_OF_EDUCATION: _("College of education"),
    Subkind.BANK: _("Bank"),
    Subkind.SUBSIDIARY: _("Subsidiary"),
    Subkind.ECONOMIC_CENTRE: _("Economic centre"),
    Subkind.DIPLOMATIC_MISSION: _("Mission abroad"),
    Subkind.TEACHING_HOSPITAL: _("Teaching hospital"),
    Subkind.PROVINCIAL_GENERAL_HOSPITAL: _("Provincial general hospital"),
    Subkind.DISTRICT_GENERAL_HOSPITAL: _("District general hospital"),
    Subkind.BASE_HOSPITAL_A: _("Base hospital, type A"),
    Subkind.BASE_HOSPITAL_B: _("Base hospital, type B"),
    Subkind.SPECIAL_HOSPITAL: _("Special hospital"),
    Subkind.HEALTH_PROGRAMME: _("Health programme"),
    Subkind.REGIONAL_HEALTH_DIRECTORATE: _("Regional health directorate"),
    Subkind.ZONAL_EDUCATION_OFFICE: _("Zonal education office"),
}

TIER: Mapping[str, Promise] = {
    Tier.NATIONAL: _("National"),
    Tier.PROVINCIAL: _("Provincial"),
    Tier.DISTRICT: _("District"),
    Tier.DIVISIONAL: _("Divisional"),
    Tier.LOCAL: _("Local"),
}

SECTOR: Mapping[str, Promise] = {
    Sector.GENERAL_PUBLIC_SERVICES: _("General public services"),
    Sector.DEFENCE: _("Defence"),
    Sector.PUBLIC_ORDER_AND_SAFETY: _("Public order and safety"),
    Sector.ECONOMIC_AFFAIRS: _("Economic affairs"),
    Sector.ENVIRONMENTAL_PROTECTION: _("Environmental protection"),
    Sector.HOUSING_AND_COMMUNITY: _("Housing and community amenities"),
    Sector.HEALTH: _("Health"),
    Sector.RECREATION_CULTURE_RELIGION: _("Recreation, culture and religion"),
    Sector.EDUCATION: _("Education"),
    Sector.SOCIAL_PROTECTION: _("Social protection"),
}

REGION_LEVEL: Mapping[str, Promise] = {
    RegionLevel.PROVINCE: _("Province"),
    RegionLevel.DISTRICT: _("District"),
    RegionLevel.DIVISION: _("Division"),
}

NAME_BASIS: Mapping[str, Promise] = {
    NameBasis.ELECTION_COMMISSION: _("Name as the Election Commission writes it"),
    NameBasis.ELECTION_COMMISSION_CORRECTED: _("Name of the Election Commission, spelling corrected here"),
    NameBasis.ELECTION_COMMISSION_UNREVIEWED: _(
        "Name of the Election Commission, not yet reviewed by a reader of the language"
    ),
    NameBasis.COMPOSED: _(
        "Name composed from the official name of the place and the fixed term for the office"
    ),
    NameBasis.COD_AB: _("Name as the boundary data set writes it"),
    NameBasis.COD_AB_CUT: _("Name of the boundary data set without the part in brackets"),
    NameBasis.LIFE: _("Name as the Ministry of Home Affairs writes it"),
    NameBasis.REVIEWED: _("Name read and accepted by a person"),
}

NAME_MARKS: Mapping[str, Promise] = {
    NameBasis.COMPOSED: _("composed"),
    NameBasis.ELECTION_COMMISSION_UNREVIEWED: _("unreviewed"),
    NameBasis.ELECTION_COMMISSION_CORRECTED: _("corrected"),
}
"""Bases that a page marks beside the name; the others are names as their source writes them."""

FACT_BASIS: Mapping[str, Promise] = {
    FactBasis.SOURCE: _("stated by the source"),
    FactBasis.SOURCE_EARLIER: _("stated by the source for the ministries of 2024"),
    FactBasis.INFERRED: _("inferred"),
}

FACT_MARKS: Mapping[str, Promise] = {
    FactBasis.SOURCE_EARLIER: _("as of 2024"),
    FactBasis.INFERRED: _("inferred"),
}

LICENCE_STATE: Mapping[str, Promise] = {
    LicenceState.VERIFIED: _("verified"),
    LicenceState.UNVERIFIED: _("not verified"),
}

CARRIED: Mapping[str, Promise] = {
    "ministries-and-national-bodies": _(
        "Ministries, departments, statutory bodies, state enterprises, commissions"
    ),
    "provincial-bodies": _(
        "Provincial councils with their ministries, departments and offices, unevenly covered"
    ),
    "secretariats": _("All 25 district and 340 divisional secretariats"),
    "local-authorities": _("All 341 local authorities of the 2025 election"),
    "larger-hospitals": _("Teaching, general, base and special hospitals"),
    "health-and-education-areas": _("Regional health directorates and zonal education offices"),
    "universities": _("Universities, their institutes and the colleges of education"),
    "missions-abroad": _("Diplomatic missions"),
}

NOT_CARRIED: Mapping[str, Promise] = {
    "schools": _("Schools"),
    "police-stations": _("Police stations"),
    "smaller-hospitals": _("About 490 divisional hospitals"),
    "primary-care": _("506 primary medical care units and 352 offices of Medical Officers of Health"),
    "lower-courts": _("District and magistrates' courts"),
    "post-offices": _("Post offices"),
    "grama-niladhari-offices": _("Grama Niladhari offices"),
    "ministry-divisions": _("Divisions and directorates inside ministries, unless the gazette lists them"),
}

ROLE: Mapping[str, Promise] = {
    Role.PROGRAMME_OFFICER: _("Programme officer"),
    Role.HEAD: _("Head of organisation"),
    Role.CDIO: _("Chief Digital Information Officer"),
    Role.MINISTRY_CDIO: _("Chief Digital Information Officer of a ministry"),
    Role.DISTRICT_COORDINATOR: _("District coordinator"),
    Role.UNIT_LEAD: _("Lead of a unit"),
    Role.UNIT_MEMBER: _("Member of a unit"),
    Role.INFORMATION_SECURITY_OFFICER: _("Information Security Officer"),
    Role.CERT_ANALYST: _("Analyst of the national computer emergency team"),
    Role.AUDITOR: _("Auditor"),
    Role.VOLUNTEER: _("Volunteer for the register"),
    Role.PUBLIC_OFFICER: _("Public officer"),
    Role.ADVISER: _("Adviser"),
    Role.ACADEMIC: _("Academic"),
    Role.MENTOR: _("Mentor"),
    Role.TRAINING_PROVIDER: _("Training provider"),
    Role.SECOND_LINE: _("Second line of support"),
}

REACH: Mapping[str, Promise] = {
    Reach.NATION: _("The whole country"),
    Reach.AREA: _("An area"),
    Reach.PORTFOLIO: _("An organisation and those below it"),
    Reach.ORGANISATION: _("One organisation"),
}

MANNER: Mapping[str, Promise] = {
    Manner.SUBSTANTIVE: _("substantive"),
    Manner.ACTING: _("acting"),
    Manner.COVERING: _("covering"),
}

PARTNER_KIND: Mapping[str, Promise] = {
    PartnerKind.FIRM: _("Consultant firm"),
    PartnerKind.UNIVERSITY: _("University"),
    PartnerKind.VENDOR: _("Vendor"),
    PartnerKind.DONOR: _("Donor"),
    PartnerKind.ASSOCIATION: _("Association"),
    PartnerKind.AGENCY: _("Agency"),
}

CII_BASIS: Mapping[str, Promise] = {
    CiiBasis.CABINET: _("Decision of the Cabinet"),
    CiiBasis.CERT: _("List of the national computer emergency team"),
    CiiBasis.PROGRAMME: _("List of the programme"),
}

CLASSIFICATION: Mapping[str, Promise] = {
    Classification.PUBLIC: _("public"),
    Classification.LIMITED: _("limited"),
    Classification.CONFIDENTIAL: _("confidential"),
}

EVENT: Mapping[str, Promise] = {
    EventKind.CREATED: _("Entered in the register"),
    EventKind.OPENED: _("Opened"),
    EventKind.CLOSED: _("Closed"),
    EventKind.MERGED: _("Merged"),
    EventKind.SPLIT: _("Divided"),
    EventKind.RENAMED: _("Renamed"),
    EventKind.MOVED: _("Moved under another organisation"),
    EventKind.CORRECTED: _("Corrected"),
    EventKind.TAKEN_BACK: _("Taken back"),
}

PARENT_KIND: Mapping[str, Promise] = {
    ParentKind.ADMINISTRATIVE: _("administrative"),
    ParentKind.SECTORAL: _("sectoral"),
    ParentKind.GEOGRAPHIC: _("geographic"),
}

PROPOSAL_STATE: Mapping[str, Promise] = {
    ProposalState.OPEN: _("waits for a decision"),
    ProposalState.ACCEPTED: _("accepted"),
    ProposalState.REFUSED: _("refused"),
    ProposalState.WITHDRAWN: _("withdrawn"),
    ProposalState.OUTDATED: _("outdated"),
}

FACT: Mapping[str, Promise] = {
    "name_en": _("Name in English"),
    "name_si": _("Name in Sinhala"),
    "name_ta": _("Name in Tamil"),
    "si_basis": _("Where the Sinhala name comes from"),
    "ta_basis": _("Where the Tamil name comes from"),
    "kind": _("Kind"),
    "subkind": _("Finer kind"),
    "tier": _("Level"),
    "sector": _("Field of work"),
    "district_id": _("District of the seat"),
    "district_basis": _("Where the seat comes from"),
    "region_id": _("Area it serves or lies in"),
    "official_code": _("Official code"),
    "website": _("Website"),
    "note": _("Note"),
    "parent_id": _("Belongs to"),
    "parent_basis": _("Where the place in the tree comes from"),
    "opened_on": _("Open from"),
    "closed_on": _("Closed from"),
}
"""What each column of an organisation is called on pages."""

_GROUPS: Mapping[str, Mapping[str, Promise]] = {
    "role": ROLE,
    "reach": REACH,
    "manner": MANNER,
    "partner_kind": PARTNER_KIND,
    "cii_basis": CII_BASIS,
    "classification": CLASSIFICATION,
    "kind": KIND,
    "subkind": SUBKIND,
    "tier": TIER,
    "sector": SECTOR,
    "level": REGION_LEVEL,
    "event": EVENT,
    "parent_kind": PARENT_KIND,
    "proposal_state": PROPOSAL_STATE,
    "fact": FACT,
    "name_basis": NAME_BASIS,
    "fact_basis": FACT_BASIS,
}


def of(group: str, code: str) -> str:
    """The wording of one code; `group` is a key of the table above. An unknown code comes back itself."""
    return str(_GROUPS[group].get(code, code))
