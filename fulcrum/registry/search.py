"""Search in organisations: words as written or as they sound, likeness for mistyped ones, and places meant."""

from collections.abc import Iterable

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, ExpressionWrapper, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from fulcrum.kit.text import folded, folded_probe, normalise, search_words
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.domain.terms import DISTRICT_WORDS, SMALL_WORDS
from fulcrum.registry.models import Organisation, Region

ALIKE = 0.4
"""Least likeness (pg_trgm word similarity) at which a mistyped word counts as found: one letter left out of six."""
SHORTEST_MISTYPED = 4
MOST_GUESSES = 20

_SMALL = frozenset(map(normalise, SMALL_WORDS))
_DISTRICT = frozenset(map(normalise, DISTRICT_WORDS))


def holds_words(search: str, field: str = "search_text") -> Q:
    """The condition that `field` holds every word of `search` at the start of a word, as written or as it sounds."""
    condition = Q()
    for word in _words(search):
        condition &= _holds(word, field)
    return condition


def _words(search: str) -> list[str]:
    words = search_words(search)
    return [word for word in words if word not in _SMALL] or words


def _holds(word: str, field: str) -> Q:
    """The stored text begins with a space and divides words by one."""
    probe = folded_probe(word)
    holds = Q(**{f"{field}__contains": f" {word}"})
    return holds | Q(**{f"{field}__contains": f" {probe}"}) if probe else holds


def only_by_place(search: str) -> Combinable:
    """0 for a body whose own name holds every word of `search`, 1 for one that its kind or place brings."""
    in_name = holds_words(search, "name_text")
    if not in_name:
        return Value(1)
    return Case(When(in_name, then=Value(0)), default=Value(1), output_field=IntegerField())


def guessed(bodies: QuerySet[Organisation], search: str) -> QuerySet[Organisation]:
    """Bodies with a word like each word of the search, the likest names first and of those the bodies with most below.

    Short words must be there as typed.
    """
    words = _words(search)
    if all(len(word) < SHORTEST_MISTYPED for word in words):
        return bodies.none()
    likeness: Combinable = Value(0.0)
    for word in words:
        if len(word) < SHORTEST_MISTYPED:
            bodies = bodies.filter(_holds(word, "search_text"))
            continue
        bodies = bodies.alias(alike=_alike(word, "search_text")).filter(alike__gte=ALIKE)
        likeness = likeness + _alike(word, "search_text") + _alike(word, "name_text")
    likest_first = ExpressionWrapper(likeness, FloatField()).desc()
    return bodies.order_by(likest_first, "-bodies_below", "sort_en", "key")


def _alike(word: str, field: str) -> Case:
    """How like `word` the likest word of `field` is, 0 to 1, as written or as it sounds."""
    sounds = [sound for sound in (word, folded(word)) if len(sound) >= SHORTEST_MISTYPED]
    likest = Greatest(*(TrigramWordSimilarity(sound, field) for sound in sounds), Value(0.0))
    return Case(When(_holds(word, field), then=Value(1.0)), default=likest, output_field=FloatField())


def district_meant(search: str, regions: Iterable[Region]) -> Region | None:
    """The district that the search names, if it says nothing else."""
    wanted = [folded(word) for word in _words(search) if word not in _DISTRICT]
    if not wanted:
        return None
    for region in regions:
        names = (region.name_en, region.name_si, region.name_ta)
        if region.level == RegionLevel.DISTRICT and any(
            [folded(word) for word in search_words(name)] == wanted for name in names if name
        ):
            return region
    return None
