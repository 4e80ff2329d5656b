"""What people enter about the facts of organisations: corrections, proposals, new ones."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import labels, refusals
from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.codes import NameBasis, RegionLevel
from fulcrum.registry.domain.corrections import BASES, Change, Draft
from fulcrum.registry.domain.history import Grounds
from fulcrum.registry.domain.row_errors import CellError, RowError
from fulcrum.registry.models import Region
from fulcrum.registry.people_forms import OrganisationField

LONGEST_REASON, LONGEST_SOURCE = 500, 300
CHOICES = {
    "kind": labels.KIND,
    "subkind": labels.SUBKIND,
    "tier": labels.TIER,
    "sector": labels.SECTOR,
}
TYPED = tuple(field for field in corrections.FIELDS if field not in BASES.values())
"""The facts that a person types; where a name comes from follows."""
HINTS = {
    "name_si": _("In Sinhala letters, as the organisation itself writes it."),
    "name_ta": _("In Tamil letters, as the organisation itself writes it."),
    "website": _("With https:// at its beginning."),
    "official_code": _("The code in an official numbering, if it has one."),
}


class GroundsForm(forms.Form):
    """Why something is recorded, and on whose word. Stands at the end of every form about organisations."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the change, for everybody who works with the register."),
    )
    source_text = forms.CharField(
        label=_("Source"),
        max_length=LONGEST_SOURCE,
        help_text=_(
            "The document that says so, such as a Gazette with its number and day. Shown to everybody."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("reason", "source_text")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def grounds(self) -> Grounds:
        """Reason and source as the services take them."""
        return Grounds(self.cleaned_data["reason"], self.cleaned_data["source_text"])


class FactsForm(GroundsForm):
    """Facts of one organisation as they are, to be changed.

    facts   the present values; those that the page was made with come back in `seen`
    only    the facts to ask for; empty: all
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, facts: dict[str, str], regions: list[Region], only: Iterable[str] = ()
    ) -> None:
        self.facts = facts
        asked = [field for field in TYPED if field in only] or list(TYPED)
        initial = {**{field: facts[field] for field in asked}, "seen": json.dumps(facts, ensure_ascii=False)}
        super().__init__(data, initial=initial)
        for field in asked:
            self.fields[field] = _field(field, regions)
        for name, basis in BASES.items():
            if name in asked and facts[name] and facts[basis] != NameBasis.REVIEWED:
                self.fields[_right(name)] = forms.BooleanField(
                    required=False, label=_RIGHT[name], help_text=facts[name]
                )
        last = ("reason", "source_text", "seen")
        self.order_fields([*self._in_order(asked), *last])

    def _in_order(self, asked: list[str]) -> Iterator[str]:
        for field in asked:
            yield field
            if _right(field) in self.fields:
                yield _right(field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field in TYPED:
            if field in cleaned:
                self._read(field, cleaned)
        return cleaned

    def _read(self, field: str, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[field] = corrections.read(field, cleaned[field])
        except CellError as error:
            worded = refusals.word(RowError("", 0, field, cleaned[field][:80], error.code, error.facts))
            self.add_error(field, f"{worded.what} {worded.remedy}")

    def changes(self) -> dict[str, Change]:
        """What differs from the facts that the page was made with, each with that value."""
        was = self._seen()
        wanted = {field: self.cleaned_data[field] for field in TYPED if field in self.cleaned_data}
        for name, basis in BASES.items():
            if self.cleaned_data.get(_right(name)) and wanted.get(name) == was[name]:
                wanted[basis] = NameBasis.REVIEWED
        return corrections.differences(was, wanted)

    def _seen(self) -> dict[str, str]:
        """The facts as they were when the page was made; as they are now where it does not say."""
        try:
            told = json.loads(self.cleaned_data.get("seen") or "{}")
        except ValueError:
            told = {}
        known = told if isinstance(told, dict) else {}
        return {field: str(known.get(field, value)) for field, value in self.facts.items()}


class NewOrganisationForm(FactsForm):
    """An organisation that the register does not have."""

    parent = OrganisationField(
        label=_("Belongs to"),
        required=False,
        max_length=300,
        help_text=_("The name of the organisation above it. Empty if it stands at the top."),
    )
    opened_on = forms.DateField(
        label=_("Open from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which it exists. Empty if that is not known."),
    )

    def __init__(self, data: Any = None, *, regions: list[Region]) -> None:
        super().__init__(data, facts=dict.fromkeys(corrections.FIELDS, ""), regions=regions)
        self.order_fields([*TYPED, "parent", "opened_on", "reason", "source_text", "seen"])

    def draft(self) -> Draft:
        """The facts as the service takes them."""
        return Draft.of(self.cleaned_data)


def _right(name: str) -> str:
    return f"{name}_is_right"


_RIGHT = {
    "name_si": _("I read Sinhala, and this name is right as it stands"),
    "name_ta": _("I read Tamil, and this name is right as it stands"),
}


def _field(field: str, regions: list[Region]) -> forms.Field:
    label, hint = labels.of("fact", field), HINTS.get(field, "")
    required = field in corrections.REQUIRED
    if field in CHOICES:
        choices: list[tuple[str, Any]] = [(str(code), text) for code, text in CHOICES[field].items()]
        if not required:
            choices.insert(0, ("", _("None")))
        return forms.ChoiceField(label=label, choices=choices, required=required)
    if field in corrections.REGIONS:
        return forms.ChoiceField(label=label, required=False, choices=_places(field, regions))
    language = field[-2:] if field in corrections.NAMES else ""
    attributes = {"lang": language} if language else {}
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=300,
        strip=False,
        widget=forms.TextInput(attrs=attributes),
    )


def _places(field: str, regions: list[Region]) -> list[tuple[str, Any]]:
    language = get_language()
    wanted = [RegionLevel.DISTRICT] if field == "district_id" else list(RegionLevel)
    return [
        ("", _("Not stated")),
        *(
            (region.code, f"{own_name(region, language)} ({labels.of('level', region.level)})")
            for region in regions
            if region.level in wanted
        ),
    ]
