"""The register: sources, regions, organisations, published indicators, and what was loaded when."""

from fulcrum.registry.models.appointment import Appointment, Role
from fulcrum.registry.models.indicator_value import IndicatorValue
from fulcrum.registry.models.organisation import Organisation
from fulcrum.registry.models.pack_load import PackLoad
from fulcrum.registry.models.region import Region
from fulcrum.registry.models.source import Source
from fulcrum.registry.models.uploaded_file import UploadedFile

__all__ = [
    "Appointment",
    "IndicatorValue",
    "Organisation",
    "PackLoad",
    "Region",
    "Role",
    "Source",
    "UploadedFile",
]
