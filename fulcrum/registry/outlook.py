"""What an event would do, in words, found by doing it in a part of the transaction that is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.kit.naming import own_name
from fulcrum.registry import fact_words, labels
from fulcrum.registry.domain.history import EventKind
from fulcrum.registry.fact_words import FactLine, FactWords
from fulcrum.registry.models import OrganisationEvent

MOST_PARTS = 50


@dataclass(frozen=True)
class Group:
    """What changes of one organisation."""

    name: str
    what: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True)
class Outlook:
    """What would happen: to which organisations, from which day on, and what else must be known."""

    groups: list[Group]
    on: date
    is_planned: bool
    notes: list[str]
    more: int = 0


def of(act: Callable[[], OrganisationEvent], language: str) -> Outlook:
    """Do `act`, tell what it did, and undo it. Raises what `act` raises."""
    with transaction.atomic():
        told = _told(act(), language)
        transaction.set_rollback(True)
    return told


def _told(event: OrganisationEvent, language: str) -> Outlook:
    if event.kind == EventKind.TAKEN_BACK:
        events = list(event.reverses.select_related("organisation").order_by("pk"))
        changes = [_put_back(each) for each in events]
    else:
        events = [event, *event.parts.select_related("organisation").order_by("pk")]
        changes = [_changes(each) for each in events]
    words = FactWords((line for each in changes for line in each), language)
    groups = [
        Group(own_name(each.organisation, language), labels.of("event", each.kind), words.lines(told))
        for each, told in zip(events, changes, strict=True)
    ]
    return Outlook(
        groups=groups[:MOST_PARTS],
        on=event.on,
        is_planned=event.is_planned,
        notes=_notes(event, events, language),
        more=max(0, len(groups) - MOST_PARTS),
    )


def _changes(event: OrganisationEvent) -> list[fact_words.Told]:
    if event.kind == EventKind.MOVED and event.done_at is None:
        return [("parent_id", event.organisation.parent_id, event.plan["to"])]
    names = event.plan.get("names", {}) if event.done_at is None else {}
    planned = [(name, getattr(event.organisation, name), new) for name, new in names.items()]
    return planned or fact_words.of_event(event)


def _put_back(event: OrganisationEvent) -> list[fact_words.Told]:
    """The same the other way round; what was entered by mistake is closed from its first day."""
    if event.kind == EventKind.CREATED:
        return [("closed_on", None, event.on)]
    return [(column, after, before) for column, before, after in fact_words.of_event(event)]


def _notes(event: OrganisationEvent, events: list[OrganisationEvent], language: str) -> list[str]:
    notes = [
        _("%(before)s is followed by %(after)s.")
        % {"before": own_name(pair.predecessor, language), "after": own_name(pair.successor, language)}
        for pair in event.successions.select_related("predecessor", "successor")
    ]
    if event.is_planned:
        notes.append(_("Nothing changes before that day. Until then it can be taken back."))
    if event.kind == EventKind.TAKEN_BACK:
        return notes
    ended = sum(each.after.get("appointments_ended", 0) for each in events)
    if ended:
        notes.append(
            ngettext(
                "%(number)d appointment ends at once, with its rights. Taking this back does not bring it back.",
                "%(number)d appointments end at once, with their rights. Taking this back does not bring them back.",
                ended,
            )
            % {"number": ended}
        )
    return notes
