"""What becomes of a proposed correction."""

from enum import StrEnum


class ProposalState(StrEnum):
    """Open until a second person decides; outdated if a fact it changes was changed meanwhile."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
