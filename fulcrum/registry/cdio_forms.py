"""What is entered to appoint one CDIO to several organisations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.domain.codes import Kind
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Organisation, Region
from fulcrum.registry.person_field import PersonField


class CdioFilterForm(forms.Form):
    """Which organisations are offered."""

    search = forms.CharField(required=False, max_length=200)
    district = forms.ChoiceField(label=_("District"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        required=False,
        choices=[("", _("All kinds")), *((kind.value, labels.KIND[kind]) for kind in Kind)],
    )

    def __init__(self, *args: Any, districts: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.code, own_name(each, get_language())) for each in districts]
        self.fields["district"].choices = [("", _now("All districts")), *names]  # type: ignore[attr-defined]


class ChosenField(forms.MultipleChoiceField):
    """Organisations by their short names: those offered on the page, or others within reach that an address names."""

    reachable: QuerySet[Organisation]

    def valid_value(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> list[Organisation]:
        slugs = super().clean(value)
        found = list(self.reachable.filter(slug__in=slugs).order_by("pk"))
        missing = sorted(set(slugs) - {body.slug for body in found})
        if missing:
            raise forms.ValidationError(
                _now("These organisations are not within your reach: %(names)s.")
                % {"names": ", ".join(missing)}
            )
        return found


class CdioForm(forms.Form):
    """Who serves which organisations, in which manner and days."""

    person = PersonField(
        label=_("Who is appointed"),
        max_length=254,
        help_text=_("Name or e-mail address of somebody in the register."),
    )
    organisations = ChosenField(label=_("Organisations without a CDIO"), widget=forms.CheckboxSelectMultiple)
    manner = forms.ChoiceField(
        label=_("Held as"),
        choices=[(str(code), label) for code, label in labels.MANNER.items()],
        initial=Manner.SUBSTANTIVE.value,
    )
    begins_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty if none is set yet."),
    )
    basis = forms.CharField(label=_("Letter or decision that it rests on"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Organisation],
        reachable: QuerySet[Organisation],
        people: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].people = people  # type: ignore[attr-defined]
        chosen = self.fields["organisations"]
        chosen.reachable = reachable  # type: ignore[attr-defined]
        chosen.choices = [(body.slug, _told(body)) for body in bodies]  # type: ignore[attr-defined]


def _told(body: Organisation) -> str:
    name = own_name(body, get_language())
    if body.district is None:
        return name
    return f"{name} ({own_name(body.district, get_language())})"
