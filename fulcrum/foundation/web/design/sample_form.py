"""Forms with a field of every type, for /design/."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

KINDS = [("", _("Choose one")), ("hospital", _("Hospital")), ("department", _("Department"))]
WAYS = [("at_once", _("At once")), ("digest", _("Once a day"))]


class SampleForm(forms.Form):
    """A field of every type; in this order the page shows them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Only for notices about your work.")
    )
    units = forms.IntegerField(
        label=_("Number of units"), min_value=1, help_text=_("From 1 to the number of organisations.")
    )
    begins = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(
        label=_("How you are told"),
        choices=WAYS,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Some notices cannot be switched off."),
    )
    topics = forms.MultipleChoiceField(
        label=_("What you are told"), choices=KINDS[1:], required=False, widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label=_("I have read what will happen"), required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("CSV or XLSX, at most 10 MB."))


class SampleNames(forms.Form):
    """One name in three scripts."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for code, name in settings.LANGUAGES:
            box = forms.TextInput(attrs={"lang": code})
            self.fields[f"name_{code}"] = forms.CharField(label=name, required=False, widget=box)


class SampleFilters(forms.Form):
    """Two filters of a list."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    begins = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
