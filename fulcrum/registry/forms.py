"""What readers and officers send: filters of the list, a chosen figure, a file."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.models import Region
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.queries import NOT_STATED, OrganisationFilters

LONGEST_SEARCH = 200


def _choices(wording: Any, everything: Any) -> list[tuple[str, Any]]:
    return [("", everything), *((str(code), label) for code, label in wording.items())]


class FilterForm(forms.Form):
    """The filters of the list of organisations; all may stay empty."""

    search = forms.CharField(label=_("Name or place"), required=False, max_length=LONGEST_SEARCH)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_choices(labels.KIND, _("All kinds")))
    tier = forms.ChoiceField(label=_("Level"), required=False, choices=_choices(labels.TIER, _("All levels")))
    sector = forms.ChoiceField(
        label=_("Field of work"), required=False, choices=_choices(labels.SECTOR, _("All fields of work"))
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    district = forms.ChoiceField(label=_("District of the seat"), required=False)
    pack = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[("", _("Sri Lanka")), (SIMULATED, _("The simulated country"))],
    )
    parent = forms.SlugField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("kind", _("Kind")),
            ("district", _("District")),
            ("below", _("Organisations below it, most first")),
        ],
    )
    after = forms.SlugField(required=False, widget=forms.HiddenInput)
    before = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, regions: list[Region]) -> None:
        super().__init__(data, auto_id="filter-%s")
        language = get_language()
        for field, level, everything in (
            ("province", "province", _("All provinces")),
            ("district", "district", _("All districts")),
        ):
            choices: list[tuple[str, Any]] = [("", everything), (NOT_STATED, _("Not stated"))]
            choices[1:1] = [
                (region.code, own_name(region, language)) for region in regions if region.level == level
            ]
            self.fields[field].choices = choices  # type: ignore[attr-defined]

    def filters(self) -> OrganisationFilters:
        """The filters that can be used; a value that no filter knows is left out (see `ignored`)."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return OrganisationFilters(**{**values, "sort": values["sort"] or "name"})

    def ignored(self) -> list[str]:
        """Values of the address that were left out."""
        self.is_valid()
        return [f"{name}={self.data.get(name, '')[:60]}" for name in self.errors if name in self.fields]
