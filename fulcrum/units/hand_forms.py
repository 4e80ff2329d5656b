"""What an officer enters to hand a unit to another organisation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Organisation
from fulcrum.units.life_forms import ReasonForm


class HandToForm(ReasonForm):
    """One of the other parts of the split, and why."""

    to = forms.TypedChoiceField(label=_("Organisation"))
    field_order = ("to", "reason")

    def __init__(self, parts: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(body.pk): body for body in parts}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (key, own_name(body, get_language())) for key, body in known.items()
        ]
        self.fields["to"].coerce = known.__getitem__  # type: ignore[attr-defined]
