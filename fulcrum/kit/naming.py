"""Names of things that carry one per language, in the columns `name_en`, `name_si` and `name_ta`."""

from typing import Protocol


class Named(Protocol):
    """Anything with an English name; names in other languages may be there and may be empty."""

    @property
    def name_en(self) -> str: ...


def own_name(thing: Named, language: str | None) -> str:
    """The name in `language` as plain text, the English one where there is none (or no language is set)."""
    return str(getattr(thing, f"name_{language}", "") or thing.name_en)
