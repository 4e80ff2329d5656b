"""The history of an organisation as its page tells it: to everybody what happened, to those at work on it the rest too."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fulcrum.foundation.web.templatetags.wording import day
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, fact_words, labels
from fulcrum.registry.domain.corrections import NAMES
from fulcrum.registry.domain.history import OF_THE_WORLD, EventKind
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.fact_words import FactLine, FactWords, Told
from fulcrum.registry.models import Organisation, OrganisationEvent, Parentage, Succession
from fulcrum.registry.services.reorganising import RECORD

MOST = 100
NOT_TOLD = frozenset({"si_basis", "ta_basis", "parent_basis", "district_basis"})
"""Columns that only follow from others; the history tells the others."""


@dataclass(frozen=True)
class Related:
    """Another organisation that an event is about."""

    name: str
    href: str


@dataclass(frozen=True)
class Entry:
    """One event as the page shows it; `by`, `reason`, `taken_back` and `take_back_href` only for those at work on it."""

    on: date
    title: str
    source_text: str
    related: tuple[Related, ...] = ()
    changes: tuple[FactLine, ...] = ()
    state: str = ""
    tone: str = ""
    by: str = ""
    reason: str = ""
    taken_back: str = ""
    take_back_href: str = ""


@dataclass(frozen=True)
class FormerName:
    """A name that the organisation had before a day."""

    name: str
    lang: str
    until: date


@dataclass(frozen=True)
class ParentLine:
    """A parent with its days."""

    parent: Related
    kind: str
    begins_on: date | None
    until: date | None
    source_text: str = ""
    is_of_today: bool = True
    change_href: str = ""


@dataclass(frozen=True)
class Recorded:
    """On whose word a column has its present value, and since which day the register says so."""

    on: date
    source_text: str


@dataclass(frozen=True)
class History:
    """Everything about time on the page of an organisation."""

    entries: list[Entry]
    former_names: list[FormerName]
    follows: list[Related]
    followed_by: list[Related]
    recorded: dict[str, Recorded] = field(default_factory=dict)
    parents: list[ParentLine] = field(default_factory=list)


def of(body: Organisation, user: Any, language: str) -> History:
    """The history as this reader may know it; four statements at most, and two for one without any."""
    knows = access.cleared(user).holds(access.place_of(body))
    events = _events(body, user)
    may_record = access.may(user, RECORD, body)
    done = [event for event in events if event.done_at and not event.reversed_by_id]
    return History(
        entries=_Telling(body, language, knows=knows, may_record=may_record).entries(_listed(events, knows)),
        former_names=_former_names(body, done, language),
        follows=_related(_pairs(done, successor=body.pk), "predecessor", language),
        followed_by=_related(_pairs(done, predecessor=body.pk), "successor", language),
        recorded=_recorded(body, done),
        parents=_parents(body, language, may_record=may_record),
    )


def _events(body: Organisation, user: Any) -> list[OrganisationEvent]:
    found = OrganisationEvent.objects.visible_to(user).of(body).exclude(kind=EventKind.TAKEN_BACK)
    return list(
        found.select_related("by", "organisation", "part_of", "reversed_by__by").prefetch_related(
            "successions__predecessor", "successions__successor"
        )[:MOST]
    )


def _listed(events: list[OrganisationEvent], knows: bool) -> list[OrganisationEvent]:
    """What the page lists: not what is part of another line, and to the public only what happened in the world."""
    told = [event for event in events if knows or event.kind in OF_THE_WORLD]
    listed = {event.pk for event in told}
    return [event for event in told if event.part_of_id not in listed]


def _recorded(body: Organisation, done: Iterable[OrganisationEvent]) -> dict[str, Recorded]:
    """The columns that were changed here, each with its last change."""
    own = [event for event in done if event.organisation_id == body.pk]
    return {
        column: Recorded(timezone.localdate(event.at), event.source_text)
        for event in sorted(own, key=lambda event: event.pk)
        for column in event.changes
    }


def _pairs(events: Iterable[OrganisationEvent], **ends: int) -> list[Succession]:
    return [
        pair
        for event in events
        for pair in event.successions.all()
        if all(getattr(pair, f"{end}_id") == key for end, key in ends.items())
    ]


def _related(pairs: Iterable[Succession], end: str, language: str) -> list[Related]:
    bodies = {getattr(pair, end).pk: getattr(pair, end) for pair in pairs}
    return [related(other, language) for other in bodies.values()]


def related(body: Organisation, language: str) -> Related:
    """Another organisation, as a link."""
    return Related(own_name(body, language), reverse("registry:organisation", args=[body.slug]))


def _former_names(body: Organisation, done: Iterable[OrganisationEvent], language: str) -> list[FormerName]:
    found = []
    for event in done:
        if event.kind == EventKind.RENAMED and event.organisation_id == body.pk:
            old = {name: event.before[name] for name in NAMES if event.before.get(name)}
            own = f"name_{language}"
            for name in [own] if own in old else old:
                found.append(FormerName(old[name], name[-2:], event.on))
    return found


def _parents(body: Organisation, language: str, *, may_record: bool) -> list[ParentLine]:
    today = timezone.localdate()
    rows = list(Parentage.objects.standing().filter(organisation=body).select_related("parent"))
    told = [_parent_line(row, language, today, may_record=may_record) for row in rows]
    known = any(row.kind == ParentKind.ADMINISTRATIVE and row.until is None for row in rows)
    if body.parent is not None and not known:
        kind = str(labels.PARENT_KIND[ParentKind.ADMINISTRATIVE])
        told.insert(0, ParentLine(related(body.parent, language), kind, None, None))
    return told


def _parent_line(row: Parentage, language: str, today: date, *, may_record: bool) -> ParentLine:
    begun = row.begins_on is None or row.begins_on <= today
    changeable = may_record and row.kind != ParentKind.ADMINISTRATIVE
    return ParentLine(
        related(row.parent, language),
        labels.of("parent_kind", row.kind),
        row.begins_on,
        row.until,
        row.source_text,
        is_of_today=begun and (row.until is None or row.until >= today),
        change_href=reverse("registry:change_parent", args=[row.pk]) if changeable else "",
    )


class _Telling:
    """Turns the events of one organisation into words for one reader."""

    def __init__(self, body: Organisation, language: str, *, knows: bool, may_record: bool) -> None:
        self.body, self.language = body, language
        self.knows, self.may_record = knows, may_record

    def entries(self, events: list[OrganisationEvent]) -> list[Entry]:
        told = [self._told(event) for event in events]
        words = FactWords((line for each in told for line in each), self.language)
        return [self._entry(event, words.lines(each)) for event, each in zip(events, told, strict=True)]

    def _told(self, event: OrganisationEvent) -> list[Told]:
        """What it changed here, or, while it is planned, what it is to change."""
        if event.organisation_id != self.body.pk or event.kind == EventKind.CREATED:
            return []
        if event.done_at is None:
            names = event.plan.get("names", {})
            planned = [(name, getattr(self.body, name), new) for name, new in names.items()]
            moved = (
                [("parent_id", self.body.parent_id, event.plan["to"])]
                if event.kind == EventKind.MOVED
                else []
            )
            return [*planned, *moved]
        return [each for each in fact_words.of_event(event) if each[0] not in NOT_TOLD]

    def _entry(self, event: OrganisationEvent, changes: tuple[FactLine, ...]) -> Entry:
        state, tone = _state(event)
        entry = Entry(
            on=event.on,
            title=self._title(event),
            source_text=event.source_text,
            related=tuple(self._others(event)),
            changes=changes if event.kind != EventKind.CLOSED else (),
            state=state,
            tone=tone,
        )
        if not self.knows:
            return entry
        reversal = event.reversed_by
        changeable = self.may_record and reversal is None and event.part_of_id is None
        return replace(
            entry,
            by=event.by.name if event.by else _("the program"),
            reason=event.reason,
            taken_back=_taken_back(reversal) if reversal else "",
            take_back_href=reverse("registry:take_back_event", args=[event.pk]) if changeable else "",
        )

    def _others(self, event: OrganisationEvent) -> list[Related]:
        """The organisations on the other side of the event."""
        pairs = list(event.successions.all())
        found = {
            other.pk: other
            for pair in pairs
            for other in (pair.predecessor, pair.successor)
            if other.pk != self.body.pk
        }
        if not pairs and event.organisation_id != self.body.pk:
            found[event.organisation_id] = event.organisation
        return [related(other, self.language) for other in found.values()]

    def _title(self, event: OrganisationEvent) -> str:
        pairs = list(event.successions.all())
        is_predecessor = any(pair.predecessor_id == self.body.pk for pair in pairs)
        if event.kind == EventKind.MERGED:
            return (
                _("Merged into another organisation") if is_predecessor else _("Took in others by a merger")
            )
        if event.kind == EventKind.SPLIT:
            if not is_predecessor:
                return _("Came out of another organisation")
            return _("Gave a part away") if event.plan.get("continues") else _("Divided")
        return labels.of("event", event.kind)


def _state(event: OrganisationEvent) -> tuple[str, str]:
    if event.reversed_by_id is not None:
        return _("taken back"), "quiet"
    if event.hindered_by:
        return _("could not take effect"), "danger"
    if event.done_at is None:
        return _("planned"), "warm"
    return "", ""


def _taken_back(reversal: OrganisationEvent) -> str:
    return _("Taken back on %(day)s by %(name)s: %(reason)s") % {
        "day": day(reversal.on),
        "name": reversal.by.name if reversal.by else _("the program"),
        "reason": reversal.reason,
    }
