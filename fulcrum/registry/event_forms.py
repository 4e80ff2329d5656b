"""What officers enter about what happened to organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.registry import labels
from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.corrections import NAMES, Draft
from fulcrum.registry.domain.history import Below
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.models import Organisation
from fulcrum.registry.organisation_forms import LONGEST_REASON, GroundsForm
from fulcrum.registry.people_forms import OrganisationField

MOST_OTHERS = 3
"""Organisations that one form can join or divide into; more are recorded in steps."""
THIS, EXISTING, NEW = "this", "existing", "new"


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def _organisation(label: Any, hint: Any = "") -> OrganisationField:
    return OrganisationField(label=label, help_text=hint, required=False, max_length=300)


def _names(prefix: str = "") -> dict[str, forms.CharField]:
    return {
        f"{name}{prefix}": forms.CharField(
            label=labels.of("fact", name),
            required=False,
            max_length=300,
            strip=False,
            widget=forms.TextInput(attrs={"lang": name[-2:]}),
        )
        for name in NAMES
    }


class EventForm(GroundsForm):
    """The day of an event, and its grounds. A day ahead is planned: it takes effect when it comes."""

    on = _day(
        _("From which day on"),
        _("The first day on which it holds. A day ahead is kept and takes effect when it comes."),
    )

    def __init__(self, data: Any = None, *, body: Organisation) -> None:
        self.body = body
        super().__init__(data)


class CloseForm(EventForm):
    below = forms.ChoiceField(
        label=_("What becomes of the organisations directly below it"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(Below.MOVE.value, _("They move to another")), (Below.CLOSE.value, _("They close too"))],
    )
    to = _organisation(_("Where they move"), _("Empty: to the organisation above this one."))

    def __init__(self, data: Any = None, *, body: Organisation, has_children: bool) -> None:
        super().__init__(data, body=body)
        if has_children:
            self.fields["below"].required = True
        else:
            del self.fields["below"], self.fields["to"]


class MergeForm(EventForm):
    successor = forms.ChoiceField(
        label=_("What goes on"),
        widget=forms.RadioSelect,
        choices=[
            (NEW, _("A new organisation, named below")),
            (THIS, _("This organisation")),
            (EXISTING, _("The first of the others")),
        ],
    )

    def __init__(self, data: Any = None, *, body: Organisation) -> None:
        super().__init__(data, body=body)
        others = [f"other_{number}" for number in range(1, MOST_OTHERS + 1)]
        for number, name in enumerate(others, start=1):
            self.fields[name] = _organisation(_now("Joined with (%(number)d)") % {"number": number})
        self.fields[others[0]].required = True
        self.fields |= _names()
        self.order_fields(["on", *others, "successor", *NAMES, "reason", "source_text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("successor") == NEW and not corrections.tidy(cleaned.get("name_en", "")):
            self.add_error("name_en", _now("The new organisation needs a name in English."))
        return cleaned

    def bodies(self) -> list[Organisation]:
        """This one and the others, each once."""
        others = (self.cleaned_data.get(f"other_{number}") for number in range(1, MOST_OTHERS + 1))
        return list({body.pk: body for body in (self.body, *others) if body is not None}.values())

    def into(self) -> Organisation | Draft:
        """What goes on."""
        if self.cleaned_data["successor"] == NEW:
            return _draft(self.cleaned_data)
        return self.body if self.cleaned_data["successor"] == THIS else self.cleaned_data["other_1"]


class SplitForm(EventForm):
    continues = forms.BooleanField(
        label=_("This organisation continues beside them"),
        required=False,
        help_text=_("Otherwise it closes on that day, and the organisations below it go to the first part."),
    )

    def __init__(self, data: Any = None, *, body: Organisation) -> None:
        super().__init__(data, body=body)
        for number in range(1, MOST_OTHERS + 1):
            self.fields[f"existing_{number}"] = _organisation(
                _now("Part %(number)d: an organisation of the register") % {"number": number}
            )
            for name, field in _names(f"_{number}").items():
                field.label = _now("Part %(number)d, new: %(fact)s") % {
                    "number": number,
                    "fact": labels.of("fact", name.rpartition("_")[0]),
                }
                self.fields[name] = field
        self.order_fields(["on", "continues", *self.parts_fields(), "reason", "source_text"])

    @staticmethod
    def parts_fields() -> list[str]:
        return [f"{name}_{number}" for number in range(1, MOST_OTHERS + 1) for name in ("existing", *NAMES)]

    def into(self) -> list[Organisation | Draft]:
        """The parts, in their order."""
        parts: list[Organisation | Draft] = []
        for number in range(1, MOST_OTHERS + 1):
            existing = self.cleaned_data.get(f"existing_{number}")
            if existing is not None:
                parts.append(existing)
            elif corrections.tidy(self.cleaned_data.get(f"name_en_{number}", "")):
                parts.append(_draft(self.cleaned_data, f"_{number}"))
        return parts


class RenameForm(EventForm):
    def __init__(self, data: Any = None, *, body: Organisation) -> None:
        super().__init__(data, body=body)
        self.fields |= _names()
        for name in NAMES:
            self.fields[name].initial = getattr(body, name)
        self.fields["name_en"].required = True
        self.order_fields(["on", *NAMES, "reason", "source_text"])

    def names(self) -> dict[str, str]:
        """The new names; one that is left empty is no longer known."""
        return {name: self.cleaned_data[name] for name in NAMES}


class MoveForm(EventForm):
    to = _organisation(_("The organisation above it"), _("Empty: nothing stands above it any more."))

    def __init__(self, data: Any = None, *, body: Organisation) -> None:
        super().__init__(data, body=body)
        self.order_fields(["on", "to", "reason", "source_text"])


class ParentForm(GroundsForm):
    """A parent in another sense than the administrative one."""

    parent = OrganisationField(label=_("The organisation above it"), max_length=300)
    kind = forms.ChoiceField(
        label=_("In which sense"),
        widget=forms.RadioSelect,
        choices=[
            (ParentKind.SECTORAL.value, _("By its field of work (sectoral)")),
            (ParentKind.GEOGRAPHIC.value, _("By its area (geographic)")),
        ],
    )
    begins_on = _day(_("From"), _("Empty if that is not known."), required=False)
    until = _day(_("Until"), _("The last day; empty while it holds."), required=False)


class EndParentForm(forms.Form):
    """End a parent on a day, or take it back because it never was so."""

    never = forms.BooleanField(label=_("It never was so; take it back"), required=False)
    on = _day(_("The first day on which it no longer holds"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("never") and not cleaned.get("on"):
            self.add_error("on", _now("Enter the day, or say that it never was so."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is taken back, refused or told apart."""

    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )


def _draft(data: dict[str, Any], suffix: str = "") -> Draft:
    names = {name: data.get(f"{name}{suffix}", "") for name in NAMES}
    return Draft(kind="", tier="", sector="", **names)
