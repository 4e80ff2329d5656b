"""How closely a fact is kept: the three classes of the programme, from open to closed."""

from enum import StrEnum


class Classification(StrEnum):
    """Who may be shown a fact: anybody; those whose work it touches; those cleared for it, each reading logged."""

    PUBLIC = "public"
    LIMITED = "limited"
    CONFIDENTIAL = "confidential"

    @property
    def rank(self) -> int:
        """0 for public to 2 for confidential, so that clearances compare."""
        return list(Classification).index(self)
