"""The sentences of the shipped need model and scenario, marked for translation.

The content files are where they are written; a test keeps these word for word the same.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CRITERION: Mapping[str, Promise] = {
    "population_served": _(
        "The more people an organisation serves, the more of them gain from one unit. The scale is "
        "logarithmic because a unit is one small team everywhere: ten times the people is more need, "
        "but not ten times. 5,000 is about the smallest division with a secretariat of its own on the "
        "main island, 2,500,000 about the largest district, the largest area that is served from one "
        "office."
    ),
    "poverty": _(
        "Poor people depend most on public offices and lose most by a wasted journey. The scale runs "
        "from no poverty to 40 per cent, about the level of the poorest district in 2019, so that "
        "steps between ordinary districts still show."
    ),
    "education": _(
        "Where fewer people finished upper secondary school, more of them need an official beside "
        "them to use a digital service. 5 per cent is typical of the least schooled divisions, 25 per "
        "cent of the capital's district."
    ),
    "computers": _(
        "Where few households own a computer, the office is where a digital service has to be "
        "reached. Published by province only; weighted low for that reason. The anchors lie just "
        "outside the lowest and highest province."
    ),
    "directness": _(
        "The programme places small teams where citizens meet the state. The value says how directly "
        "a body of this kind serves people at a counter, a bedside or a desk. It is a judgement by "
        "kind, the same for all of a kind; where a kind is mixed, its low and high are shown."
    ),
    "nearness": _(
        "The further from the centre, the less help with technology is at hand: specialists and "
        "suppliers sit in the capital. No count of technical staff by office is published; this "
        "stands in for it and is therefore weighted low."
    ),
    "sector": _(
        "How often people must come in person for what this sector does. The sector of a body is "
        "assigned by rule in the register, one for each body, and no source states it; weighted low "
        "for that reason."
    ),
    "supervised": _(
        "A unit in a body that supervises others helps them too. Counted are the open bodies of this "
        "register below it in the tree, at all levels; 100 is about the number below a large ministry "
        "or a provincial council."
    ),
    "essential_service": _(
        "Where a service may not stand still, trouble with technology harms at once. The rule is "
        "open: it asks whether the body works in a sector that delivers an essential service, by its "
        "kind, its sector and the ministry above it. It says nothing about any single body and uses "
        "no designation of any authority."
    ),
    "digital_maturity": _("How far the organisation has come; the assessment will measure it."),
    "service_volume": _("How many times people are served in a year."),
    "ict_staff": _("Technical posts approved, filled and needed."),
    "ticket_burden": _("How much trouble with technology staff and citizens meet."),
    "national_programme": _("Whether a national digital programme is being brought into use here."),
    "readiness": _("Whether people, room and connection for a unit are there."),
    "own_priority": _("The priority that the head of the organisation gives it."),
}

REACH: Mapping[str, Promise] = {
    "whole-region": _("The office is established for the whole of this region."),
    "named-divisions": _(
        "The authority's area and the divisions listed for it under authority_divisions are the same; "
        "matched by name within the district, therefore marked inferred."
    ),
    "authority-without-sure-divisions": _(
        "The authorities of a district divide it among themselves without a gap, so the district's "
        "population divided by their number is their mean. The smallest towns with a council have a "
        "few thousand people; no authority outside the list of sure matches is taken to serve more "
        "than the district's largest division."
    ),
    "health-region": _(
        "A regional directorate of health services serves its district. Where a district has two "
        "(Ampara and Kalmunai), they divide it and the line between them is not published."
    ),
    "education-zone": _(
        "The education zones of a district divide it among themselves; their borders are not "
        "published as divisions, so the district's population divided by their number is their mean."
    ),
    "referral-hospital": _(
        "Teaching hospitals take patients from the whole country; how many is not published."
    ),
    "special-hospital": _(
        "A hospital for one condition takes its patients from far away, but few of them; how many is "
        "not published."
    ),
    "provincial-hospital": _("The referral hospital of a province; its catchment is not published."),
    "hospital": _(
        "Base and district general hospitals serve more than one division and seldom more than the "
        "district; about 490 smaller hospitals, not in this register, serve the same people."
    ),
    "provincial-inner-office": _(
        "Governors', chief secretaries' and council offices, treasuries and service commissions serve "
        "the provincial service itself; how many people deal with them is not published."
    ),
    "university": _(
        "A university serves its students, staff and applicants. No enrolment figure is in this "
        "register; the bounds are a judgement, from a small specialised university to the largest "
        "with distance learning."
    ),
    "college-of-education": _(
        "A college of education serves its student teachers and the schools they train in. No "
        "enrolment figure is in this register; the bounds are a judgement."
    ),
    "national-body": _(
        "The law of a national body covers the country, but how many people deal with it is not "
        "published: some serve nearly everyone, some a single trade. Anything from nobody to "
        "everybody is possible."
    ),
}

DIRECTNESS: Mapping[str, Promise] = {
    "divisional-secretariat": _(
        "The state's front office for land, permits, certificates, registration and welfare."
    ),
    "local-authority": _(
        "Rates, building permits, licences, water, waste, libraries and public health at a counter."
    ),
    "hospital": _("Every patient is served in person; how much of it is paperwork differs by hospital."),
    "district-secretariat": _("Coordinates the divisions and keeps some counters of national departments."),
    "health-directorate": _(
        "Runs clinics, health officers and hospitals of a district; meets few people itself."
    ),
    "education-zone": _("Serves schools and teachers, and parents through them."),
    "national-department": _(
        "Some departments serve nearly every citizen at counters, others only other offices."
    ),
    "bank": _("Serves customers at branches, as a business with a technology department of its own."),
    "statutory-body": _(
        "From authorities with regional counters to research institutes and councils without any."
    ),
    "provincial-department": _(
        "Runs a service of the province, mostly through smaller offices that are not listed."
    ),
    "provincial-statutory-body": _(
        "Transport authorities meet many people, development and training bodies few."
    ),
    "university": _("Serves its own students and applicants."),
    "college-of-education": _("Serves its own student teachers."),
    "ministry": _("Sets policy and supervises; citizens reach it through its departments and offices."),
    "provincial-ministry": _("Sets the province's policy and supervises its departments."),
    "provincial-council": _("Decides and supervises; citizens meet its departments."),
    "commission-or-court": _(
        "Receives applications, complaints or cases from people who come by themselves."
    ),
    "state-company": _(
        "From utilities with a counter in every town to factories and estates without customers of their own."
    ),
    "provincial-inner-office": _("Serves the provincial service itself."),
    "any-other": _("Offices of state, academies and special bodies; mixed."),
}

NEARNESS: Mapping[str, Promise] = {
    "hospital": _("Large hospitals have technical staff, small ones none, whoever runs them."),
    "divisional": _("Small offices without technical posts as a rule."),
    "local": _("Mostly small offices; the large cities have technical staff."),
    "district": _("A few technical officers serve the district."),
    "provincial": _("Provinces have small technical units."),
    "national": _("In or near the capital, with access to specialists."),
}

SECTOR: Mapping[str, Promise] = {
    "social-protection": _("Benefits, pensions and care are asked for in person, often by the weakest."),
    "health": _("Every family comes."),
    "general-services": _("Registers, certificates, revenue and administration."),
    "education": _("Admissions, examinations and schools concern most families."),
    "public-order": _("Complaints, cases and travel papers."),
    "housing-community": _("Water, building and community services."),
    "economic-affairs": _("Farmers, traders and travellers; many bodies deal with firms only."),
    "environment": _("Permits for some trades."),
    "recreation-culture-religion": _("Used by choice."),
    "defence-or-none": _("Few dealings with the public."),
}

ESSENTIAL_SERVICE: Mapping[str, Promise] = {
    "health": _("Works in health."),
    "identity-registers": _("Births, deaths, marriages and identity cards are applied for here."),
    "identity-registers-national": _(
        "Departments of the ministries that keep the civil registers, identity and pensions."
    ),
    "networks-telecommunications": _(
        "Works under the ministry of telecommunications and government networks."
    ),
    "energy": _("Works under the ministry of energy."),
    "water": _("Works under the ministry of water supply."),
    "water-local": _("Local authorities run water, waste and fire services to a differing extent."),
    "transport": _("Works under the ministries of transport, ports and aviation."),
    "revenue": _("Works under the ministry of finance and revenue."),
    "banking": _("A bank."),
    "public-safety": _("Works in public order and safety."),
    "no-essential-sector": _("Works in another sector."),
}

ELIGIBILITY: Mapping[str, Promise] = {
    "closed": _("The body is closed."),
    "diplomatic-mission": _("Missions abroad are served by the unit of the ministry of foreign affairs."),
    "part-of-university": _("Institutes and campuses are parts of a university, whose unit serves them."),
    "part-of-body": _(
        "Faculties and units inside a university or a statutory body are served by that body's unit."
    ),
    "health-programme": _(
        "Campaigns and divisions of the Department of Health Services are served by the department's unit."
    ),
    "subsidiary": _("Companies owned by a state bank belong to that bank's unit."),
    "temporary": _("A task force is set up for a time; a unit is meant to last."),
    "market-place": _(
        "A wholesale market is a place of trade under the ministry, not an office that serves citizens."
    ),
    "armed-services": _(
        "Armed and intelligence services and defence bodies have their own communications under "
        "military rules."
    ),
    "defence-college": _("Colleges of the armed services belong to those services."),
    "unconfirmed": _(
        "Listed in the gazette of September 2024 and missing from the directory of 2026; it may have "
        "been merged or closed. Eligible as soon as the register confirms it."
    ),
}

MANDATORY: Mapping[str, Promise] = {
    "district-secretariats": _("One unit in each of the 25 districts, to support the units around it."),
}

SIMULATED_QUOTA: Mapping[str, Promise] = {
    "simulated_districts": _(
        "Every district of the simulated country takes part with three to five units, and none takes most of them."
    ),
    "simulated_provinces": _("No province of the simulated country has more than two fifths of the units."),
    "simulated_kinds": _(
        "Ministries, departments, secretariats, hospitals and councils all take part, so that each can be shown."
    ),
}

QUOTA: Mapping[str, Promise] = {
    "province_share": _(
        "80 to 120 per cent of the province's share of the 400 places outside national offices. The "
        "share is the mean of its share of the people (census of 2024) and its share of divisional "
        "secretariats: people need service, and offices are where units can sit."
    ),
    "district_share": _(
        "70 to 130 per cent of the district's share, worked out in the same way, of the 370 places "
        "with a known district; every district at least 6, and none held below 9."
    ),
    "national_fifth": _(
        "One place in five for national offices, which serve every district; 101 and not 100, because "
        "the 101st and the 102nd differ in published facts while the 97th to 101st do not, so that no "
        "place here is drawn by lot."
    ),
    "tier_balance": _(
        "Every tier of the state takes part, and none fills the plan. The district tier holds the 25 "
        "secretariats and the regional offices of health and education."
    ),
    "front_office": _(
        "Between a third and two fifths of all units in divisional secretariats, where citizens meet "
        "the state most."
    ),
    "every_district": _("Each of the 25 district secretariats, by the mandatory rule of the need model."),
    "every_ministry": _(
        "Each of the 25 ministries, so that every portfolio has a unit where its digital plans are made."
    ),
    "local_authorities": _(
        "Cities, towns and rural authorities all take part: at least one in three of the 29 municipal "
        "councils, one in six of the 36 urban councils, one in eight of the 276 pradeshiya sabhas; at "
        "most a tenth of all units in the last."
    ),
    "hospitals": _(
        "At least 40 and at most 50 of the 130 hospitals: a tenth of all units, as hospitals of one "
        "class in one district look alike in published data."
    ),
    "national_services": _(
        "Departments and statutory bodies of one sector look alike in published data; the limits keep "
        "either kind from taking all national places."
    ),
    "regional_offices": _(
        "At least 40 of the 126 regional offices of health and of education, which answer for clinics "
        "and schools."
    ),
    "provincial_services": _("Two to three departments for each of the nine provinces."),
    "little_known": _(
        "Published facts say little about whom these bodies serve (or, for provincial ministries, "
        "date from 2019). No minimum; a low limit until the assessment has measured them."
    ),
    "sector_balance": _(
        "Wide limits, so that no field of government is left out and none crowds out the others."
    ),
}
