"""What officers and heads enter about people, appointments, agreements."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.domain.roles import OFFICES, RULES, Manner, Reach, Role
from fulcrum.registry.models import Agreement, Organisation, Person, Region
from fulcrum.registry.search import holds_words

MOST_FITS = 8
LANGUAGES = [("si", "සිංහල"), ("ta", "தமிழ்"), ("en", "English")]


def _day(**attributes: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


def _listed(wording: Any, first: Any = None) -> list[tuple[str, Any]]:
    head = [("", first)] if first is not None else []
    return [*head, *((str(code), label) for code, label in wording.items())]


class OrganisationField(forms.CharField):
    """An organisation by its name in any script, or by its short name in addresses; several that fit are told."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        exact = Organisation.objects.filter(slug=words).first()
        if exact is not None:
            return exact
        found = list(
            Organisation.objects.filter(holds_words(words)).order_by("sort_en", "key")[: MOST_FITS + 1]
        )
        same = [body for body in found if words in (body.name_en, body.name_si, body.name_ta)]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0]
        if not found:
            raise forms.ValidationError(
                _now("No organisation is called “%(words)s”. Write one word of its name, or its place.")
                % {"words": words}
            )
        names = "; ".join(own_name(body, get_language()) for body in found[:MOST_FITS])
        raise forms.ValidationError(
            _now("Several organisations fit “%(words)s”: %(names)s. Write the name as it stands here.")
            % {"words": words, "names": names}
        )


class PeopleFilterForm(forms.Form):
    search = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=_listed(labels.ROLE, _("All roles")))
    place = forms.SlugField(required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg] # Django's own is not subscriptable when it runs
    """Names per script, never split into first and last, and how to reach the person."""

    languages = forms.MultipleChoiceField(
        label=_("Languages they work in"),
        required=False,
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Person
        fields = (
            "name_en", "name_si", "name_ta", "initials_en", "initials_si", "initials_ta", "preferred_name",
            "email", "phone", "languages",
        )  # fmt: skip
        labels = {
            "name_en": _("Full name in Latin letters"),
            "name_si": _("Full name in Sinhala"),
            "name_ta": _("Full name in Tamil"),
            "initials_en": _("Name with initials, in Latin letters"),
            "initials_si": _("Name with initials, in Sinhala"),
            "initials_ta": _("Name with initials, in Tamil"),
            "preferred_name": _("How they wish to be addressed"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
        }

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = str(self.initial.get("languages", "")).split()
        for script in ("si", "ta"):
            for field in (f"name_{script}", f"initials_{script}"):
                self.fields[field].widget.attrs["lang"] = script
        if needs_reason:
            self.fields["reason"] = forms.CharField(label=_("Why this is corrected"), max_length=300)

    def values(self) -> dict[str, str]:
        """The names and contacts as the service takes them."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**values, "languages": " ".join(self.cleaned_data["languages"])}


class AppointForm(forms.Form):
    """A role, where, from when until when, and on what it rests."""

    role = forms.ChoiceField(label=_("Role"))
    reach = forms.ChoiceField(
        label=_("How far it reaches"), choices=_listed(labels.REACH), initial=Reach.ORGANISATION.value
    )
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        max_length=300,
        help_text=_("Its name in Sinhala, Tamil or English. Empty for the whole country and for areas."),
    )
    region = forms.ChoiceField(label=_("Area"), required=False)
    manner = forms.ChoiceField(
        label=_("Held as"), choices=_listed(labels.MANNER), initial=Manner.SUBSTANTIVE.value
    )
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)
    until = forms.DateField(
        label=_("Last day"), widget=_day(), required=False, help_text=_("Empty if none is set yet.")
    )
    agreement = forms.ModelChoiceField(
        label=_("Agreement"), queryset=Agreement.objects.none(), required=False, empty_label=_("None")
    )
    basis = forms.CharField(label=_("Letter or decision that it rests on"), max_length=200, required=False)

    def __init__(self, *args: Any, everywhere: bool, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if everywhere or RULES[role].filled_by_head]
        self.fields["role"].choices = [(role.value, labels.ROLE[role]) for role in roles]  # type: ignore[attr-defined]
        if not everywhere:
            for field in ("reach", "region", "agreement"):
                del self.fields[field]
            return
        names = [(region.code, own_name(region, get_language())) for region in regions]
        self.fields["region"].choices = [("", _("None")), *names]  # type: ignore[attr-defined]
        agreements = Agreement.objects.filter(until__gte=timezone.localdate()).select_related("partner")
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reach without its place is told at the field that is empty."""
        data = super().clean() or {}
        reach = Reach(data.get("reach") or Reach.ORGANISATION)
        placed = reach in (Reach.ORGANISATION, Reach.PORTFOLIO)
        if placed and not data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _now("Say at which organisation."))
        if reach is Reach.AREA and not data.get("region"):
            self.add_error("region", _now("Say in which area."))
        return data


class EndForm(forms.Form):
    on = forms.DateField(
        label=_("Last day"), widget=_day(), required=False, help_text=_("Empty: rights end at once.")
    )
    reason = forms.CharField(label=_("Why it ends"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class LendForm(forms.Form):
    """To whom an appointment is lent, and for how long."""

    to = forms.ModelChoiceField(label=_("To whom"), queryset=Person.objects.none())
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)
    until = forms.DateField(label=_("Last day"), widget=_day())
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """An agreement with a partner of the register, or with a new one."""

    partner_name = forms.CharField(
        label=_("Partner"),
        max_length=200,
        help_text=_("Its name in Latin letters, as the register has it or new."),
    )
    partner_kind = forms.ChoiceField(label=_("Kind of partner"), choices=_listed(labels.PARTNER_KIND))
    reference = forms.CharField(label=_("Reference"), max_length=60)
    purpose = forms.CharField(label=_("What the partner does"), max_length=300)
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        max_length=300,
        help_text=_("Where the partner works. Empty for the whole country."),
    )
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)
    until = forms.DateField(label=_("Last day"), widget=_day())


class CiiForm(forms.Form):
    """An entry of the register of critical information infrastructure."""

    organisation = OrganisationField(label=_("Organisation"), max_length=300)
    essential_service = forms.CharField(label=_("Essential service"), max_length=200)
    basis = forms.ChoiceField(label=_("On whose word"), choices=_listed(labels.CII_BASIS))
    reference = forms.CharField(label=_("Decision or list that it rests on"), max_length=200)
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)


VACANCY_ROLES = [(role.value, labels.ROLE[role]) for role in OFFICES]
