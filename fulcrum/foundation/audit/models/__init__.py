from fulcrum.foundation.audit.models.entry import Entry

__all__ = ["Entry"]
