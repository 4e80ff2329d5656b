"""The closed lists of the register: what a code may be. Their wording in three languages is in `registry/labels.py`."""

from enum import StrEnum


class RegionLevel(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    DIVISION = "division"


class Tier(StrEnum):
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    DIVISIONAL = "divisional"
    LOCAL = "local"


class Kind(StrEnum):
    """Kinds of organisation, in the order in which lists show them."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    COMMISSION = "commission"
    COURT = "court"
    STATUTORY_BODY = "statutory_body"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    DISTRICT_SECRETARIAT = "district_secretariat"
    DIVISIONAL_SECRETARIAT = "divisional_secretariat"
    PROVINCIAL_COUNCIL = "provincial_council"
    PROVINCIAL_MINISTRY = "provincial_ministry"
    PROVINCIAL_DEPARTMENT = "provincial_department"
    PROVINCIAL_OFFICE = "provincial_office"
    PROVINCIAL_STATUTORY_BODY = "provincial_statutory_body"
    MUNICIPAL_COUNCIL = "municipal_council"
    URBAN_COUNCIL = "urban_council"
    PRADESHIYA_SABHA = "pradeshiya_sabha"
    OTHER = "other"


class Subkind(StrEnum):
    PRESIDENTIAL_TASK_FORCE = "presidential_task_force"
    UNIVERSITY_CAMPUS = "university_campus"
    UNIVERSITY_INSTITUTE = "university_institute"
    COLLEGE_OF_EDUCATION = "college_of_education"
    BANK = "bank"
    SUBSIDIARY = "subsidiary"
    ECONOMIC_CENTRE = "economic_centre"
    DIPLOMATIC_MISSION = "diplomatic_mission"
    TEACHING_HOSPITAL = "teaching_hospital"
    PROVINCIAL_GENERAL_HOSPITAL = "provincial_general_hospital"
    DISTRICT_GENERAL_HOSPITAL = "district_general_hospital"
    BASE_HOSPITAL_A = "base_hospital_a"
    BASE_HOSPITAL_B = "base_hospital_b"
    SPECIAL_HOSPITAL = "special_hospital"
    HEALTH_PROGRAMME = "health_programme"
    REGIONAL_HEALTH_DIRECTORATE = "regional_health_directorate"
    ZONAL_EDUCATION_OFFICE = "zonal_education_office"


class Sector(StrEnum):
    """First level of the United Nations Classification of the Functions of Government (COFOG 1999)."""

    GENERAL_PUBLIC_SERVICES = "01"
    DEFENCE = "02"
    PUBLIC_ORDER_AND_SAFETY = "03"
    ECONOMIC_AFFAIRS = "04"
    ENVIRONMENTAL_PROTECTION = "05"
    HOUSING_AND_COMMUNITY = "06"
    HEALTH = "07"
    RECREATION_CULTURE_RELIGION = "08"
    EDUCATION = "09"
    SOCIAL_PROTECTION = "10"


class NameBasis(StrEnum):
    """Where a Sinhala or Tamil name comes from, and what was done to it."""

    ELECTION_COMMISSION = "election-commission"
    ELECTION_COMMISSION_CORRECTED = "election-commission-corrected"
    ELECTION_COMMISSION_UNREVIEWED = "election-commission-unreviewed"
    COMPOSED = "composed"
    COD_AB = "cod-ab"
    COD_AB_CUT = "cod-ab-cut"
    LIFE = "life"
    REVIEWED = "reviewed"


UNREVIEWED_BASES = (
    NameBasis.COMPOSED,
    NameBasis.ELECTION_COMMISSION_UNREVIEWED,
    NameBasis.COD_AB_CUT,
)
"""Names that wait for a reader of the language."""

TOPMOST_KINDS = (Kind.MINISTRY, Kind.COMMISSION, Kind.COURT, Kind.PROVINCIAL_COUNCIL)
"""Kinds that stand at the top of a tree; every other organisation has one above it."""


class FactBasis(StrEnum):
    """Whether a parent or a seat is stated by the source or was set here."""

    SOURCE = "source"
    SOURCE_EARLIER = "source-2024"
    INFERRED = "inferred"


class Statistic(StrEnum):
    PUBLISHED = "published"
    DERIVED = "derived"


class LicenceState(StrEnum):
    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class IndicatorCode(StrEnum):
    """Indicators of regions; name, unit and meaning are in `registry/indicators.py`."""

    POPULATION = "population"
    POPULATION_DENSITY = "population_density"
    POPULATION_60_PLUS_PCT = "population_60_plus_pct"
    POPULATION_UNDER_15_PCT = "population_under_15_pct"
    HOUSEHOLDS = "households"
    HOUSEHOLDS_NATIONAL_GRID_PCT = "households_national_grid_pct"
    POVERTY_HEADCOUNT_INDEX = "poverty_headcount_index"
    POOR_HOUSEHOLDS_PCT = "poor_households_pct"
    POVERTY_GAP_INDEX = "poverty_gap_index"
    POVERTY_HEADCOUNT_INDEX_OLD_LINE = "poverty_headcount_index_old_line"
    GCE_AL_OR_ABOVE_PCT = "gce_al_or_above_pct"
    NO_SCHOOLING_PCT = "no_schooling_pct"
    HOUSEHOLD_COMPUTER_OWNERSHIP_PCT = "household_computer_ownership_pct"
    HOUSEHOLD_TELEPHONE_FIXED_ONLY_PCT = "household_telephone_fixed_only_pct"
    HOUSEHOLD_TELEPHONE_MOBILE_ONLY_PCT = "household_telephone_mobile_only_pct"
    HOUSEHOLD_TELEPHONE_FIXED_AND_MOBILE_PCT = "household_telephone_fixed_and_mobile_pct"
    HOUSEHOLD_NO_TELEPHONE_PCT = "household_no_telephone_pct"
    COMPUTER_LITERACY_RATE = "computer_literacy_rate"
    DIGITAL_LITERACY_RATE = "digital_literacy_rate"
    INTERNET_USE_RATE = "internet_use_rate"
    EMAIL_USE_RATE = "email_use_rate"
    AREA = "area"
    GN_DIVISIONS = "gn_divisions"
    DIVISIONAL_SECRETARIATS = "divisional_secretariats"
    GOVERNMENT_SCHOOLS = "government_schools"
