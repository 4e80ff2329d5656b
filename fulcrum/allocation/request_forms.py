"""What heads and officers fill in: briefings, requests for a unit, values of the need score."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import request_words, wording
from fulcrum.allocation.domain.criteria import Table
from fulcrum.allocation.domain.need import Criterion
from fulcrum.allocation.domain.requesting import BriefingManner, Priority, Room
from fulcrum.allocation.models.request import MOST_ICT_STAFF
from fulcrum.allocation.need_units import unit_label
from fulcrum.allocation.services.briefings import Session
from fulcrum.allocation.services.requests import Asking
from fulcrum.foundation.attachments.forms import AttachmentField
from fulcrum.registry.models import Person
from fulcrum.registry.people_forms import OrganisationField


def _choices(words: Any) -> list[tuple[str, Any]]:
    return [(str(code.value), label) for code, label in words.items()]


class OnceForm(forms.Form):
    """A form that counts once, however often it is sent."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def key(self) -> uuid.UUID:
        found: uuid.UUID = self.cleaned_data["operation"]
        return found


class RequestForm(OnceForm):
    """The five questions of a request."""

    need = forms.CharField(
        label=_("What do people need a unit for?"),
        help_text=_("In your own words: which service, where it hurts today, what would be better."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    priority = forms.ChoiceField(
        label=_("How soon is it needed?"), choices=_choices(request_words.PRIORITY), widget=forms.RadioSelect
    )
    priority_reason = forms.CharField(label=_("Why so soon, or why later?"), max_length=500)
    lead_name = forms.CharField(
        label=_("Name"),
        help_text=_("Somebody who could lead the unit. People of your organisation are offered as you type."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "lead-people", "autocomplete": "off"}),
    )
    lead_post = forms.CharField(label=_("Post today"), max_length=200, required=False)
    room = forms.ChoiceField(
        label=_("Is there a room for it?"), choices=_choices(request_words.ROOM), widget=forms.RadioSelect
    )
    ict_staff = forms.IntegerField(
        label=_("How many people work with computers as their job today?"),
        help_text=_("Officers and assistants for information technology. Write 0 if there is nobody."),
        min_value=0,
        validators=[MaxValueValidator(MOST_ICT_STAFF)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "max": MOST_ICT_STAFF}),
    )
    note = forms.CharField(label=_("Anything else?"), max_length=500, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)

    def asking(self) -> Asking:
        """What is asked; the lead as a person of the register where exactly one has this name."""
        data = self.cleaned_data
        named = [each for each in self.people if each.name_en == data["lead_name"]]
        return Asking(
            need=data["need"].strip().replace("\r\n", "\n"),
            priority=Priority(int(data["priority"])),
            priority_reason=data["priority_reason"].strip(),
            lead_name=data["lead_name"].strip(),
            room=Room(data["room"]),
            ict_staff=data["ict_staff"],
            lead=named[0] if len(named) == 1 else None,
            lead_post=data["lead_post"].strip(),
            note=data["note"].strip(),
        )


class RequestFilterForm(forms.Form):
    search = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("open")), *_choices(request_words.STATE)[1:], ("all", _("all"))],
    )
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[("", _("any")), *_choices(request_words.PRIORITY)]
    )
    room = forms.ChoiceField(
        label=_("Room"), required=False, choices=[("", _("any")), *_choices(request_words.ROOM)]
    )

    def chosen(self) -> dict[str, str]:
        """The filters in force; one that the address spells wrongly is left out."""
        self.is_valid()
        values = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        return {name: value for name, value in values.items() if value}


class BriefingForm(OnceForm):
    held_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    manner = forms.ChoiceField(
        label=_("How it was held"), choices=_choices(request_words.MANNER), widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place, or link of the online session"), max_length=300)
    led_by = forms.CharField(label=_("Led by"), max_length=200)
    note = forms.CharField(label=_("What was told and asked"), max_length=500, required=False)

    def session(self) -> Session:
        data = self.cleaned_data
        return Session(
            held_on=data["held_on"],
            manner=BriefingManner(data["manner"]),
            place=data["place"],
            led_by=data["led_by"],
            note=data["note"],
        )


class AttendanceForm(forms.Form):
    organisation = OrganisationField(
        label=_("Organisation"),
        max_length=300,
        help_text=_("Its name in Sinhala, Tamil or English."),
    )
    who_came = forms.CharField(label=_("Who came"), max_length=300, help_text=_("Names and posts."))
    head_was_there = forms.BooleanField(label=_("The head came in person"), required=False)


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=500, required=False)


class CloseForm(forms.Form):
    why = forms.CharField(
        label=_("What the head is told"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ValueForm(OnceForm):
    """One side's value of one line: a figure with its unit, or a row of the model's table."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    value = forms.CharField(max_length=60)
    reason = forms.CharField(
        label=_("On what it rests"),
        help_text=_("A count, a register, a letter: so that the other side can follow it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = AttachmentField(label=_("Document"), required=False)

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(criterion.measure, Table):
            rows = [(row.id, wording.row_text(criterion.id, row.id)) for row in criterion.measure.rows]
            self.fields["value"] = forms.ChoiceField(choices=rows, widget=forms.RadioSelect)
        else:
            self.fields["value"].widget.attrs["inputmode"] = "decimal"
            self.fields["value"].help_text = unit_label(criterion.unit)
        self.fields["value"].label = wording.criterion_name(criterion.id)
