"""The scenario form: a name, a number of units, and a least and most for every group."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation.labels import GROUPS
from fulcrum.allocation.services.scenarios import Quota


@dataclass(frozen=True)
class GroupValue:
    """One line of the quota tables."""

    group: str
    value: str
    label: str
    weighed: int

    def field(self, side: str) -> str:
        """The name of the field for 'min' or 'max'."""
        return f"{side}-{self.group}-{self.value}"


class ScenarioForm(forms.Form):
    """What an officer asks. Quotas left empty do not hold."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=120)
    units = forms.IntegerField(
        label=_("Number of units"), min_value=1, help_text=_("Exactly as many are placed.")
    )
    tie_seed = forms.IntegerField(
        label=_("Number for the lot"),
        min_value=0,
        max_value=2**62,
        help_text=_(
            "Where organisations are exactly equal, a lot drawn from this number decides. The same number draws the same lot."
        ),
    )

    def __init__(self, *args: Any, values: list[GroupValue], weighed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values = values
        self.fields["units"].validators.append(MaxValueValidator(weighed))
        self.fields["units"].widget.attrs["max"] = weighed
        for value in values:
            for side in ("min", "max"):
                self.fields[value.field(side)] = forms.IntegerField(
                    required=False, min_value=0, max_value=1_000_000, label=_side_label(value, side)
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for value in self.values:
            least, most = cleaned.get(value.field("min")), cleaned.get(value.field("max"))
            if least is not None and most is not None and least > most:
                self.add_error(
                    value.field("min"),
                    _("The least, %(least)d, is above the most, %(most)d. Lower the one or raise the other.")
                    % {"least": least, "most": most},
                )
        return cleaned

    def quotas(self) -> list[Quota]:
        """The quotas that hold, in the engine's format."""
        told = []
        for value in self.values:
            least, most = self.cleaned_data[value.field("min")], self.cleaned_data[value.field("max")]
            if least is not None or most is not None:
                told.append({"group": value.group, "value": value.value, "min": least, "max": most})
        return told

    def tables(self) -> Iterator[dict[str, Any]]:
        """Each group with its lines and fields, for the template."""
        for group, label in GROUPS.items():
            lines: list[dict[str, Any]] = [
                {
                    "label": value.label,
                    "weighed": value.weighed,
                    "fields": [self[value.field("min")], self[value.field("max")]],
                }
                for value in self.values
                if value.group == group
            ]
            held = sum(1 for line in lines if any(map(_has_value, line["fields"])))
            wrong = any(any(field.errors for field in line["fields"]) for line in lines)
            yield {"group": group, "label": label, "lines": lines, "held": held, "is_open": wrong}


def initial_from(quotas: list[Quota]) -> dict[str, int | None]:
    """Field values that show the quotas of another scenario."""
    told: dict[str, int | None] = {}
    for quota in quotas:
        for side in ("min", "max"):
            told[f"{side}-{quota['group']}-{quota['value']}"] = quota.get(side)
    return told


def _has_value(field: Any) -> bool:
    return field.value() not in (None, "")


def _side_label(value: GroupValue, side: str) -> Any:
    if side == "min":
        return _("%(group)s: least") % {"group": value.label}
    return _("%(group)s: most") % {"group": value.label}
