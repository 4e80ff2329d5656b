"""What is typed about the model of units: its text or file, reasons, differences that a unit asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.yaml_rows import LARGEST
from fulcrum.units.domain.codes import TailoringKind
from fulcrum.units.model_labels import TAILORING_KIND

LONGEST_REASON = 500


class TextForm(forms.Form):
    """The text of a model, typed or as a file. A file counts before the text."""

    file = forms.FileField(
        label=_("File of a model"),
        required=False,
        help_text=_("A file that was downloaded here or in another country; at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=_("Text of the model"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false", "class": "code"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> str:
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(_now("The file is larger than 1 MB. No model is as long as that."))
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _now("The file is not written in UTF-8. Save it so and upload it again.")
            ) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["text"] = data.get("file") or data.get("text", "").replace("\r\n", "\n")
        if not data["text"].strip() and not self.errors:
            raise forms.ValidationError(_now("Choose a file, or write the text of the model."))
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class SeenForm(forms.Form):
    """A confirmation of what was read: it no longer holds when that has changed."""

    seen = forms.CharField(widget=forms.HiddenInput)


class WantedForm(ReasonForm):
    """What a unit wants to do otherwise: of one kind, out of what its model has."""

    target = forms.ChoiceField(label=_("Which one"))
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250)
    field_order = ["target", "days", "reason"]

    def __init__(
        self, *args: Any, kind: TailoringKind, choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        if kind is not TailoringKind.STEP_MOVED:
            del self.fields["days"]


class DecisionForm(ReasonForm):
    """The answer of the second person."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("approve", _("Approve it")), ("refuse", _("Refuse it"))],
        widget=forms.RadioSelect,
    )
    field_order = ["answer", "reason"]


KINDS = list(TAILORING_KIND.items())
