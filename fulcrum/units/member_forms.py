"""What heads and officers enter about members of units."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.domain.codes import Kind
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Person, Region
from fulcrum.registry.people_forms import LANGUAGES
from fulcrum.registry.person_field import PersonField
from fulcrum.units.labels import NOMINATION
from fulcrum.units.member_reads import PostLine

NEW_PERSON = ("name_en", "name_si", "name_ta", "email", "phone", "languages")


def _day(**attributes: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


class NominateForm(forms.Form):
    """Who is named for what. Somebody of the register, or somebody new with an address."""

    known = PersonField(
        label=_("Somebody of the register"),
        required=False,
        max_length=254,
        help_text=_("Name or e-mail address. Leave it empty for somebody new."),
    )
    name_en = forms.CharField(
        label=_("Full name in Latin letters"),
        required=False,
        max_length=200,
        help_text=_("For somebody new: this and an e-mail address are enough."),
    )
    name_si = forms.CharField(label=_("Full name in Sinhala"), required=False, max_length=200)
    name_ta = forms.CharField(label=_("Full name in Tamil"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    languages = forms.MultipleChoiceField(
        label=_("Languages they work in"),
        required=False,
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    posts = forms.MultipleChoiceField(label=_("Posts"), widget=forms.CheckboxSelectMultiple)
    manner = forms.ChoiceField(
        label=_("Held as"),
        choices=[(str(code), label) for code, label in labels.MANNER.items()],
        initial=Manner.SUBSTANTIVE.value,
    )
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)
    until = forms.DateField(
        label=_("Last day"), widget=_day(), required=False, help_text=_("Empty if none is set yet.")
    )
    declared = forms.CharField(
        label=_("Interests to declare"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Kinship, business or anything else that ties you or this person to what the unit decides. Empty: none known."
        ),
    )

    def __init__(self, *args: Any, lines: Sequence[PostLine], people: Any, pack: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known"].people, self.fields["known"].pack = people, pack  # type: ignore[attr-defined]
        self.fields["posts"].choices = [(line.post.code, _choice(line)) for line in lines]  # type: ignore[attr-defined]
        for script in ("si", "ta"):
            self.fields[f"name_{script}"].widget.attrs["lang"] = script

    def clean(self) -> dict[str, Any]:
        """Either somebody of the register or somebody new, never both and never neither."""
        data = super().clean() or {}
        is_new = bool(data.get("name_en"))
        if data.get("known") and is_new:
            self.add_error("name_en", _now("Name one person: somebody of the register, or somebody new."))
        elif not data.get("known") and not is_new and "known" not in self.errors:
            self.add_error("known", _now("Say whom you name."))
        return data

    def person(self) -> Any:
        """A person of the register, or the names and contacts of a new one."""
        if self.cleaned_data["known"]:
            return self.cleaned_data["known"]
        values = {name: self.cleaned_data[name] for name in NEW_PERSON}
        return {**values, "languages": " ".join(values["languages"])}


def _choice(line: PostLine) -> str:
    """A post as a choice: its name, and whether it stands empty."""
    name = own_name(line.names, get_language())
    if line.vacant_days is not None:
        return _now("%(name)s (%(code)s), empty for %(days)d days") % {
            "name": name,
            "code": line.post.code,
            "days": line.vacant_days,
        }
    return _now("%(name)s (%(code)s), held") % {"name": name, "code": line.post.code}


class NominationsFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((str(code), label) for code, label in NOMINATION.items())],
    )


class NothingMore(forms.Form):
    """Nothing more is asked than whether to do it."""


class LineForm(forms.Form):
    """A line of a hand-over: done, or not needed with the reason."""

    outcome = forms.ChoiceField(choices=[("done", _("Done")), ("not_needed", _("Not needed"))])
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class StandInForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Who stands in"), queryset=Person.objects.none())
    begins_on = forms.DateField(label=_("First day"), widget=_day(), initial=timezone.localdate)
    until = forms.DateField(
        label=_("Last day"), widget=_day(), required=False, help_text=_("Empty if none is set yet.")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DirectoryForm(forms.Form):
    """What the directory is narrowed by."""

    search = forms.CharField(required=False, max_length=200)
    district = forms.ChoiceField(label=_("District"), required=False)
    role = forms.ChoiceField(label=_("Post or role"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *LANGUAGES]
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        required=False,
        choices=[("", _("All kinds")), *((kind.value, labels.KIND[kind]) for kind in Kind)],
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, districts: Sequence[Region], roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.code, own_name(each, get_language())) for each in districts]
        self.fields["district"].choices = [("", _now("All districts")), *names]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _now("All posts and roles")), *roles]  # type: ignore[attr-defined]
