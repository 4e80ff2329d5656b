"""The roll-out board: every slot of a country with what has become of it, in a constant number of statements.

A slot is an organisation with a unit, or one that a higher floor names as next (an offer was sent):

    board.register_source(board.Source(_slots, {"offered": _("Offered")}))     # _slots(user, pack) -> [Ahead, ...]
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Organisation
from fulcrum.registry.search import holds_words
from fulcrum.units import labels, queries, standing_words
from fulcrum.units.domain.blueprint import Blueprint, Milestone, Stage
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import BlueprintVersion, Unit
from fulcrum.units.services import blueprints

NOT_STATED = "none"
NO_STAGE = "none"
NO_UNIT_MARK = "·"
STANDING_MARKS: Mapping[str, str] = {Standing.AT_RISK: "!", Standing.DORMANT: "×", Standing.CLOSED: "–"}
"""Stand beside the number of the stage, so that nothing is told by colour alone."""
BODY = ("slug", "name_en", "name_si", "name_ta", "kind", "subkind", "pack", "sort_en", "district")


@dataclass(frozen=True)
class Ahead:
    """An organisation that may get a unit: its key, a code of the source, and where that is looked at."""

    organisation: int
    code: str
    href: str


@dataclass(frozen=True)
class Source:
    """Where slots come from that have no unit yet. slots: asked with (user, pack), one statement; words by code."""

    slots: Callable[[Any, str], Iterable[Ahead]]
    words: Mapping[str, Promise]


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Add a source; called in an app's ready(). Adding the same one again changes nothing."""
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class Filters:
    """What the board is narrowed by; empty means not narrowed. stage: a code of a blueprint or of a source."""

    pack: str
    search: str = ""
    district: str = ""
    kind: str = ""
    stage: str = ""
    standing: str = ""

    @property
    def is_whole(self) -> bool:
        return not any((self.search, self.district, self.kind, self.stage, self.standing))

    def but(self, **changes: str) -> "Filters":
        return replace(self, **changes)


@dataclass(frozen=True)
class StageMark:
    """A stage as the board shows it: its place in the order, its name, and how far it is (1 begun to 4 operational)."""

    code: str
    place: int
    name: str
    level: int


@dataclass(frozen=True)
class Slot:
    """One square of the board. stage: its mark; place 0 stands for what has no unit yet.

    mark   what the square shows: the number of the stage, and a sign where the standing is not active
    look   the classes of css/units.css
    told   what a reader hears of it
    """

    body: Organisation
    name: str
    stage: StageMark
    standing: str
    since: date | None
    reason: str
    number: int | None
    href: str
    mark: str
    look: str
    told: str


@dataclass(frozen=True)
class Count:
    """How many slots have reached something."""

    code: str
    mark: str
    name: str
    number: int
    level: int = 0


@dataclass(frozen=True)
class Board:
    """The slots that the filters leave, and counts of all that the other filters leave."""

    slots: Sequence[Slot]
    stages: Sequence[Count]
    standings: Sequence[Count]
    units: int


def board(user: Any, filters: Filters) -> Board:
    """The board as `user` may see it."""
    units = list(_units(user, filters))
    marks = _Marks({unit.blueprint_id for unit in units})
    squares = _Squares(marks)
    slots = [squares.of_unit(unit) for unit in units]
    slots += _ahead(user, filters, {unit.organisation_id for unit in units}, squares)
    of_stage = [slot for slot in slots if not filters.stage or slot.stage.code == filters.stage]
    of_standing = [slot for slot in slots if not filters.standing or slot.standing == filters.standing]
    shown = [slot for slot in of_stage if not filters.standing or slot.standing == filters.standing]
    return Board(_in_order(shown), _by_stage(of_standing), _by_standing(of_stage), len(units))


def stage_names(pack: str, user: Any) -> list[tuple[str, str]]:
    """Every stage that a unit of a country that `user` sees can have reached, with its name, for a filter."""
    used = Unit.objects.visible_to(user).filter(organisation__pack=pack).values("blueprint")
    marks = _Marks(set(BlueprintVersion.objects.filter(pk__in=used).values_list("pk", flat=True)))
    found = {mark.code: mark.name for mark in marks.all()}
    return [*((code, str(word)) for each in _sources for code, word in each.words.items()), *found.items()]


def _units(user: Any, filters: Filters) -> Iterable[Unit]:
    found = queries.units(user).filter(_of_bodies(filters, "organisation__"))
    if filters.standing != Standing.CLOSED:
        found = found.exclude(standing=Standing.CLOSED)
    found = found.select_related(None).select_related("organisation__district")
    own = ("number", "stage", "standing", "standing_since", "standing_reason", "blueprint_id")
    district = ("name_en", "name_si", "name_ta", "sort_en", "pack")
    return found.only(
        *own,
        *(f"organisation__{name}" for name in BODY),
        *(f"organisation__district__{name}" for name in district),
    )


def _of_bodies(filters: Filters, prefix: str = "") -> Q:
    """The condition on organisations that the filters make."""
    wanted = Q(**{f"{prefix}pack": filters.pack})
    if filters.district == NOT_STATED:
        wanted &= Q(**{f"{prefix}district__isnull": True})
    elif filters.district:
        wanted &= Q(**{f"{prefix}district": filters.district})
    if filters.kind:
        wanted &= Q(**{f"{prefix}kind": filters.kind})
    return wanted & holds_words(filters.search, f"{prefix}search_text")


class _Squares:
    """Makes the squares of one answer; what they share is asked for once, for there are five hundred of them."""

    def __init__(self, marks: "_Marks") -> None:
        self._marks, self._language = marks, get_language()
        self._standings = {str(code): labels.of("standing", code) for code in Standing}
        self._plain, self._marked = _("%(name)s: %(stage)s"), _("%(name)s: %(stage)s, %(standing)s")
        self._home = reverse("units:unit", args=[0])

    def of_unit(self, unit: Unit) -> Slot:
        stage, standing = self._marks.of(unit.blueprint_id, unit.stage), unit.standing
        name = own_name(unit.organisation, self._language)
        is_active = standing == Standing.ACTIVE
        words = {"name": name, "stage": stage.name, "standing": self._standings[standing]}
        return Slot(
            body=unit.organisation,
            name=name,
            stage=stage,
            standing=standing,
            since=unit.standing_since,
            reason=standing_words.in_words(unit.standing_reason),
            number=unit.number,
            href=self._home.replace("/0/", f"/{unit.number}/"),
            mark=f"{stage.place}{STANDING_MARKS.get(standing, '')}",
            look=f"slot-{stage.level}" if is_active else f"slot-{stage.level} slot-of-{standing}",
            told=(self._plain if is_active else self._marked) % words,
        )

    def of_ahead(self, body: Organisation, ahead: Ahead, word: str) -> Slot:
        name = own_name(body, self._language)
        return Slot(
            body=body,
            name=name,
            stage=StageMark(ahead.code, 0, word, 0),
            standing="",
            since=None,
            reason="",
            number=None,
            href=ahead.href,
            mark=NO_UNIT_MARK,
            look="slot-0",
            told=self._plain % {"name": name, "stage": word},
        )


def _ahead(user: Any, filters: Filters, taken: set[int], squares: _Squares) -> list[Slot]:
    """Slots without a unit: an organisation that has one stands on the board once."""
    if filters.standing:
        return []
    named = [(each, source) for source in _sources for each in source.slots(user, filters.pack)]
    if not named:
        return []
    with_unit = set(
        Unit.objects.standing()
        .filter(organisation__in=[each.organisation for each, _source in named])
        .values_list("organisation", flat=True)
    )
    waiting = {
        each.organisation: (each, source)
        for each, source in named
        if each.organisation not in with_unit | taken
    }
    bodies = Organisation.objects.filter(_of_bodies(filters), pk__in=waiting).select_related("district")
    slots = []
    for body in bodies.only(
        *BODY, "district__name_en", "district__name_si", "district__name_ta", "district__sort_en"
    ):
        ahead, source = waiting[body.pk]
        slots.append(squares.of_ahead(body, ahead, str(source.words[ahead.code])))
    return slots


def _in_order(slots: Iterable[Slot]) -> list[Slot]:
    """By district, within it those that are furthest first."""

    def place(slot: Slot) -> tuple[bool, str, str, int, str]:
        district = slot.body.district
        seat = (district.sort_en, district.pk) if district else ("", "")
        return (district is None, *seat, -slot.stage.place, slot.body.sort_en)

    return sorted(slots, key=place)


def _by_stage(slots: Iterable[Slot]) -> list[Count]:
    counted = Counter(slot.stage for slot in slots)
    ordered = sorted(counted, key=lambda mark: (mark.place, mark.code))
    return [
        Count(mark.code, str(mark.place or NO_UNIT_MARK), mark.name, counted[mark], mark.level)
        for mark in ordered
    ]


def _by_standing(slots: Iterable[Slot]) -> list[Count]:
    counted = Counter(slot.standing for slot in slots if slot.standing)
    return [
        Count(code, STANDING_MARKS.get(code, ""), labels.of("standing", code), counted[code])
        for code in Standing
        if counted[code]
    ]


class _Marks:
    """The stages of the blueprints that some units follow, read once."""

    def __init__(self, keys: set[int]) -> None:
        rows = BlueprintVersion.objects.filter(pk__in=keys).order_by("code", "version")
        self._models = {row.pk: blueprints.read(row) for row in rows}
        self._known = {
            (key, stage.code): StageMark(
                stage.code, place, own_name(stage.names, get_language()), _level(model, place - 1)
            )
            for key, model in self._models.items()
            for place, stage in enumerate(model.stages, 1)
        }

    def of(self, blueprint: int, stage: str) -> StageMark:
        return self._known.get((blueprint, stage)) or StageMark(stage or NO_STAGE, 1, stage or _("Begun"), 1)

    def all(self) -> list[StageMark]:
        return sorted(self._known.values(), key=lambda mark: mark.place)


def _level(model: Blueprint, position: int) -> int:
    """1 before *agreed*, 2 from then on, 3 formed, 4 operational."""
    reached: list[Stage] = [model.milestone(each) for each in Milestone]
    return 1 + sum(model.position(stage.code) <= position for stage in reached)
