"""What readers and officers send about calendars: a question, a year's list, a special day, a calendar of one body."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fulcrum.registry import calendar_labels as labels
from fulcrum.registry.domain.calendar_codes import Effect, ListBasis, NamesState
from fulcrum.registry.services.holiday_lists import Publication
from fulcrum.registry.services.special_days import Declared

PACK = "lk"
LARGEST_FILE = 200 * 1024
MOST_HOURS = 2000
WHEN = "%Y-%m-%dT%H:%M"

Choices = Iterable[tuple[str, str]]


def _moment() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Counted from"),
        input_formats=[WHEN],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
    )


def _date(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class DueForm(forms.Form):
    """When are so many working hours over?"""

    calendar = forms.ChoiceField(label=_("Calendar"))
    hours = forms.DecimalField(
        label=_("Working hours"),
        min_value=Decimal("0.25"),
        max_value=MOST_HOURS,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )
    after = _moment()

    def __init__(self, calendars: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "due-%s", **kwargs})
        self.fields["calendar"].choices = list(calendars)  # type: ignore[attr-defined]

    def work(self) -> timedelta:
        """The working hours as a stretch of time, to the second."""
        return timedelta(seconds=int(self.cleaned_data["hours"] * 3600))


class HolidayListForm(forms.Form):
    """The holidays of a year as a Gazette declares them: a file, or text that was pasted."""

    year = forms.IntegerField(label=_("Year"), min_value=2021, max_value=2100)
    gazette = forms.CharField(
        label=_("Number and day of the Gazette"),
        max_length=120,
        help_text=_("Such as “Extraordinary Gazette 2438/22 of 27 May 2025”."),
    )
    source = forms.CharField(
        label=_("Where you read it"),
        max_length=300,
        help_text=_("The Gazette itself, or the page that shows it."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV with the columns date, name_en, name_si, name_ta and kind, or YAML with the same names. "
            "Kinds are public, bank, mercantile and special."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.yaml,.yml,text/csv"}),
    )
    text = forms.CharField(
        label=_("Or the list as text"),
        required=False,
        max_length=LARGEST_FILE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    reviewed = forms.BooleanField(
        label=_("The Sinhala and Tamil names are those of the Gazette"), required=False
    )
    reason = forms.CharField(
        label=_("Reason of the correction"),
        required=False,
        max_length=300,
        help_text=_("Only if holidays of this year are loaded already: the earlier list is kept."),
    )
    note = forms.CharField(label=_("What is doubtful"), required=False, max_length=1000)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than 200 kB. A year's list is much smaller; choose that file.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        file = values.get("file")
        if file:
            try:
                values["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is not written in UTF-8. Save it as CSV UTF-8."))
        elif not values.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the list below."))
        return values

    def publication(self) -> Publication:
        """What is said of the list as a whole."""
        told = self.cleaned_data
        return Publication(
            pack=PACK,
            year=told["year"],
            basis=ListBasis.GAZETTE,
            gazette=told["gazette"],
            source=told["source"],
            note=told["note"],
            reason=told["reason"],
            names_state=NamesState.REVIEWED if told["reviewed"] else NamesState.DRAFT,
        )


class SpecialDayForm(forms.Form):
    """A day or a stretch of days with other hours, as a notice declares them."""

    name_en = forms.CharField(
        label=_("Reason, in English"), max_length=120, help_text=_("Readers see it beside the day.")
    )
    name_si = forms.CharField(label=_("Reason, in Sinhala"), max_length=120, required=False)
    name_ta = forms.CharField(label=_("Reason, in Tamil"), max_length=120, required=False)
    first_on = _date(_("First day"))
    last_on = _date(_("Last day"))
    weekdays = forms.MultipleChoiceField(
        label=_("Only on these weekdays"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for every day of the stretch."),
    )
    effect = forms.ChoiceField(label=_("On these days"), choices=list(labels.EFFECT.items()))
    opens = _time(_("Opens at"))
    closes = _time(_("Closes at"))
    scope = forms.ChoiceField(
        label=_("Calendars"),
        choices=[
            ("all", _("All calendars")),
            ("only", _("Only the chosen ones")),
            ("except", _("All but the chosen ones")),
        ],
    )
    calendars = forms.MultipleChoiceField(
        label=_("Chosen calendars"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The notice, circular or Gazette that says so, with its day."),
    )
    note = forms.CharField(label=_("What is doubtful"), required=False, max_length=1000)

    def __init__(self, calendars: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendars"].choices = list(calendars)  # type: ignore[attr-defined]
        self.fields["weekdays"].choices = [  # type: ignore[attr-defined]
            (str(number), labels.weekday(number)) for number in range(7)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = values.get("calendars")
        if values.get("scope") == "all" and chosen:
            self.add_error(
                "scope", _("Calendars are chosen below. Say whether it is only for them or not for them.")
            )
        if values.get("scope") in ("only", "except") and not chosen and "calendars" not in self.errors:
            self.add_error("calendars", _("Choose at least one calendar."))
        return values

    def declared(self) -> Declared:
        """What the notice declares."""
        told = self.cleaned_data
        chosen = tuple(told["calendars"])
        return Declared(
            pack=PACK,
            first_on=told["first_on"],
            last_on=told["last_on"],
            weekdays=tuple(int(each) for each in told["weekdays"]),
            effect=Effect(told["effect"]),
            opens=told["opens"],
            closes=told["closes"],
            only=chosen if told["scope"] == "only" else (),
            excepted=chosen if told["scope"] == "except" else (),
            name_en=told["name_en"],
            name_si=told["name_si"],
            name_ta=told["name_ta"],
            source=told["source"],
            note=told["note"],
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)


class OwnCalendarForm(forms.Form):
    """Another calendar for one organisation."""

    calendar = forms.ChoiceField(label=_("Calendar"))
    begins_on = _date(_("First day"))
    until = _date(_("Last day, if there is one"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, calendars: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].choices = list(calendars)  # type: ignore[attr-defined]
