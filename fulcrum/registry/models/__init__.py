"""The register: sources, regions, organisations, people, appointments, agreements, and what was loaded when."""

from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models.appointment import Appointment, Delegation
from fulcrum.registry.models.calendar import (
    Calendar,
    CalendarContent,
    CalendarRule,
    CalendarStamp,
    OrganisationCalendar,
    WorkingHours,
)
from fulcrum.registry.models.cii_entry import CiiEntry
from fulcrum.registry.models.holiday import Holiday, HolidayList, SpecialDay
from fulcrum.registry.models.import_run import ImportFault, ImportRow, ImportRun
from fulcrum.registry.models.indicator_value import IndicatorValue
from fulcrum.registry.models.lookalike import Lookalike
from fulcrum.registry.models.organisation import Organisation
from fulcrum.registry.models.organisation_event import OrganisationEvent, Succession
from fulcrum.registry.models.pack_load import PackLoad
from fulcrum.registry.models.parentage import Parentage
from fulcrum.registry.models.partner import Agreement, Partner
from fulcrum.registry.models.person import Person
from fulcrum.registry.models.proposal import Proposal
from fulcrum.registry.models.region import Region
from fulcrum.registry.models.source import Source
from fulcrum.registry.models.uploaded_file import UploadedFile

__all__ = [
    "Agreement",
    "Appointment",
    "Calendar",
    "CalendarContent",
    "CalendarRule",
    "CalendarStamp",
    "CiiEntry",
    "Delegation",
    "Holiday",
    "HolidayList",
    "ImportFault",
    "ImportRow",
    "ImportRun",
    "IndicatorValue",
    "Lookalike",
    "Organisation",
    "OrganisationCalendar",
    "OrganisationEvent",
    "PackLoad",
    "Parentage",
    "Partner",
    "Person",
    "Proposal",
    "Region",
    "Role",
    "Source",
    "SpecialDay",
    "Succession",
    "UploadedFile",
    "WorkingHours",
]
