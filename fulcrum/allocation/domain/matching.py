"""Readable conditions on an organisation's published attributes, as content files write them."""

from collections.abc import Mapping
from dataclasses import dataclass

from fulcrum.allocation.domain.facts import OrganisationFacts

ATTRIBUTES = ("slug", "kind", "subkind", "tier", "sector", "parent", "parent_kind", "portfolio", "source")


@dataclass(frozen=True, slots=True)
class Condition:
    """True when every named attribute has one of the values listed for it; no attribute named means always true."""

    any_of: Mapping[str, frozenset[str]]
    is_closed: bool | None = None

    def holds_for(self, organisation: OrganisationFacts) -> bool:
        if self.is_closed is not None and organisation.is_closed != self.is_closed:
            return False
        return all(getattr(organisation, name) in values for name, values in self.any_of.items())


ALWAYS = Condition(any_of={})
