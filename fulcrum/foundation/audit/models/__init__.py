from fulcrum.foundation.audit.models.entry import Entry
from fulcrum.foundation.audit.models.seal import Seal, SealedEntry, Unsealed

__all__ = ["Entry", "Seal", "SealedEntry", "Unsealed"]
