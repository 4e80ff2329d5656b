"""The history of one row as a page shows it: what changed, who changed it, and the row as it was on a day.

Context of `audit/parts/history.html`, which any page may include; the app says what its columns are called.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit.filters import not_too_late
from fulcrum.foundation.audit.history import Version
from fulcrum.foundation.audit.lines import Change, Fact, text
from fulcrum.foundation.users.models import User

Name = Callable[[Collection[Any]], Mapping[Any, str]]


@dataclass(frozen=True)
class Column:
    """What a column is called, and its values in words: one call for all of them. Without it they are shown as they are."""

    label: str | Promise
    name: Name | None = None


@dataclass(frozen=True)
class Event:
    """One change of the row."""

    at: datetime
    by: User | None
    title: str
    reason: str
    request: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class History:
    """Context of the part."""

    events: tuple[Event, ...]
    form: "OnDay"
    on: date | None
    kept_since: datetime | None
    facts: tuple[Fact, ...]

    @property
    def is_unknown(self) -> bool:
        """Whether a day was asked for of which nothing is kept."""
        return self.on is not None and not self.facts


class OnDay(forms.Form):
    """A day, in the address."""

    on = forms.DateField(
        label=gettext_lazy("As it was at the end of"),
        validators=[not_too_late],
        widget=forms.DateInput(attrs={"type": "date"}),
    )


def of(request: HttpRequest, model: type[models.Model], pk: Any, columns: Mapping[str, Column]) -> History:
    """The history of one row; `?on=2026-03-01` asks for the row as it was."""
    form = OnDay(request.GET if "on" in request.GET else None, auto_id="history-%s")
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    versions = _merged(history.versions(model, pk))
    told = _Words(columns, versions)
    in_force = _in_force(versions, on)
    return History(
        events=tuple(
            _event(version, before, told)
            for version, before in zip(versions, [*versions[1:], None], strict=True)
        ),
        form=form,
        on=on,
        kept_since=versions[-1].at if versions else None,
        facts=tuple(
            Fact(str(column.label), value)
            for name, column in columns.items()
            if in_force and (value := told.of(name, in_force))
        ),
    )


class _Words:
    """The values of all versions in words, each column asked once."""

    def __init__(self, columns: Mapping[str, Column], versions: list[Version]) -> None:
        self.columns = columns
        self._names = {
            name: column.name({each.values[name] for each in versions if each.values[name] not in (None, "")})
            for name, column in columns.items()
            if column.name
        }

    def of(self, name: str, version: Version | None) -> str:
        value = version.values[name] if version else None
        if isinstance(value, date):
            return value.isoformat()
        return text(self._names.get(name, {}).get(value, value))

    def changes(self, before: Version | None, after: Version | None) -> tuple[Change, ...]:
        return tuple(
            Change(str(column.label), self.of(name, before), self.of(name, after))
            for name, column in self.columns.items()
            if (before.values[name] if before else None) != (after.values[name] if after else None)
        )


def _event(version: Version, before: Version | None, told: _Words) -> Event:
    titles = {
        "insert": _("Added"),
        "delete": _("Removed"),
        history.FIRST_KNOWN: _("Known since then"),
    }
    is_first = version.operation in ("insert", history.FIRST_KNOWN)
    changes = () if is_first else told.changes(before, None if version.is_end else version)
    return Event(
        version.at,
        version.by,
        titles.get(version.operation, _("Changed")),
        version.reason,
        version.request,
        changes,
    )


def _merged(versions: list[Version]) -> list[Version]:
    """One version per transaction: a load writes a row in several steps that nobody saw apart."""
    merged: list[Version] = []
    for version in versions:
        if merged and merged[-1].at == version.at:
            began = (
                version.operation
                if version.operation in ("insert", history.FIRST_KNOWN)
                else merged[-1].operation
            )
            merged[-1] = Version(**{**vars(merged[-1]), "operation": began})
        else:
            merged.append(version)
    return merged


def _in_force(versions: list[Version], on: date | None) -> Version | None:
    """The version at the end of that day."""
    if on is None:
        return None
    zone = timezone.get_default_timezone()
    end = datetime(on.year, on.month, on.day, tzinfo=zone) + timedelta(days=1)
    found = next((version for version in versions if version.at < end), None)
    return None if found is None or found.is_end else found
