from fulcrum.foundation.audit.services.entries import (
    changes,
    record,
    record_reading,
    record_readings,
    record_readings_of,
)

__all__ = ["changes", "record", "record_reading", "record_readings", "record_readings_of"]
