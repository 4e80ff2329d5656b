"""What the reader page is narrowed to, as its address says it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.foundation.audit import wording
from fulcrum.foundation.audit.models.entry import READ, EntryQuerySet

LARGEST_KEY = 2**62
LAST_DAY = date(2999, 12, 31)
"""No later day is asked for: what follows the last day that a computer knows cannot be told."""
not_too_late = MaxValueValidator(LAST_DAY, message=gettext_lazy("Choose an earlier day."))
_FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Filters:
    """Empty values narrow nothing; `before` is where the page begins."""

    person: str = ""
    action: str = ""
    kind: str = ""
    object: str = ""
    organisation: int | None = None
    since: date | None = None
    until: date | None = None
    readings: bool = False
    before: str = ""

    def query(self) -> str:
        """As the end of an address; empty if nothing is narrowed."""
        told = {name: _told(value) for name, value in vars(self).items() if value}
        return f"?{urlencode(told)}" if told else ""

    def address(self) -> str:
        """The list with these filters."""
        return reverse("audit:entries") + self.query()

    def without(self, *names: str) -> "Filters":
        empty = Filters()
        return replace(self, before="", **{name: getattr(empty, name) for name in names})

    def told(self) -> dict[str, str]:
        """The filters in force, as an entry of the log keeps them."""
        return {name: _told(value) for name, value in vars(self.without()).items() if value}


def _told(value: Any) -> str:
    return "1" if value is True else str(value)


class FilterForm(forms.Form):
    """The filters as fields; what no filter knows is left out and told."""

    person = forms.CharField(label=gettext_lazy("Person: name or e-mail"), max_length=254, required=False)
    action = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of object"), required=False)
    object = forms.CharField(label=gettext_lazy("Number of the object"), max_length=120, required=False)
    organisation = forms.IntegerField(
        label=gettext_lazy("Key of the organisation"), min_value=1, max_value=LARGEST_KEY, required=False
    )
    since = forms.DateField(
        label=gettext_lazy("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("To day"),
        required=False,
        validators=[not_too_late],
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    readings = forms.BooleanField(label=gettext_lazy("Only readings of confidential things"), required=False)
    before = forms.RegexField(r"^-?\d{1,16}\.\d{1,18}$", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        choice: dict[str, list[tuple[str, str]]] = {"action": wording.actions(), "kind": wording.kinds()}
        for name, known in choice.items():
            asked = str(data.get(name, ""))[:80].replace("\x00", "")
            unworded = [(asked, asked)] if asked and asked not in dict(known) else []
            self.fields[name].choices = [("", _("All")), *known, *unworded]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        self.is_valid()
        return Filters(
            **{name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        )

    def ignored(self) -> list[str]:
        """Values that no filter knows."""
        return [str(self.data.get(name, ""))[:60] for name in self.errors]


def narrowed(entries: EntryQuerySet, filters: Filters, zone: Any) -> EntryQuerySet:
    """The entries that the filters leave; days begin at midnight in `zone`."""
    found = entries
    if filters.person:
        known = Q(by__email__iexact=filters.person) | Q(by__name__icontains=filters.person)
        found = found.filter(known)
    if filters.action:
        found = found.filter(action=filters.action)
    if filters.kind:
        found = found.filter(object_kind=filters.kind)
    if filters.object:
        found = found.filter(object_id=filters.object)
    if filters.organisation is not None:
        found = found.filter(organisation_key=filters.organisation)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since, zone))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until, zone) + timedelta(days=1))
    if filters.readings:
        found = found.filter(action=READ)
    return found


def cursor(entry: Any) -> str:
    """The place of an entry in the list."""
    return f"{(entry.at - _FIRST_INSTANT) // _MICROSECOND}.{entry.pk}"


def before(entries: EntryQuerySet, place: str) -> EntryQuerySet:
    """The entries behind this place, the newest first."""
    ordered = entries.newest_first()
    if not place:
        return ordered
    instant, key = place.split(".")
    at = _FIRST_INSTANT + int(instant) * _MICROSECOND
    return ordered.filter(at__lte=at).exclude(at=at, pk__gte=int(key))


def _midnight(day: date, zone: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
