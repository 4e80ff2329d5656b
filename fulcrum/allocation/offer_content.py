"""The shipped rules of offers and the languages of areas, read once by each process."""

from functools import lru_cache
from pathlib import Path

from fulcrum.allocation.domain.answer_window import OfferRules, load_rules
from fulcrum.allocation.domain.area_languages import AreaLanguages, load_languages

CONTENT = Path(__file__).resolve().parent / "content"


@lru_cache(maxsize=1)
def rules() -> OfferRules:
    """How long an offer can be answered."""
    return load_rules((CONTENT / "offers-v1.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def languages() -> AreaLanguages:
    """In which language an area is written to."""
    return load_languages((CONTENT / "area-languages-v1.yaml").read_text(encoding="utf-8"))
