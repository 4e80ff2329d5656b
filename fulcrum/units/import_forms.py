"""What an officer sends to import units."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.units.domain.importing import LARGEST_FILE

MEGABYTE = 1024 * 1024


class WorkbookForm(forms.Form):
    """The filled-in workbook."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("XLSX with the three sheets of the empty workbook; at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _now(
                    "The file has %(size)s MB; at most %(largest)s MB are read. Divide it into smaller ones."
                )
                % {"size": f"{file.size / MEGABYTE:.1f}", "largest": LARGEST_FILE // MEGABYTE}
            )
        return file
