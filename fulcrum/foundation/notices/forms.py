"""What readers and officers send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds, labels
from fulcrum.foundation.notices.models.mail import DIGEST
from fulcrum.foundation.notices.queries import OutboxFilters


class PreferenceForm(forms.Form):
    """The kinds that a person wants by mail; duties are not asked."""

    mail = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [kind.code for kind in kinds.every() if kind.has_mail and not kind.is_duty]
        self.fields["mail"].choices = [(code, code) for code in self.asked]  # type: ignore[attr-defined]

    def by_mail(self) -> dict[str, bool]:
        """For every kind that was asked: whether it was ticked."""
        ticked = set(self.cleaned_data["mail"])
        return {code: code in ticked for code in self.asked}


class OutboxForm(forms.Form):
    """The filters of the outbox; all may stay empty."""

    state = forms.ChoiceField(
        required=False, choices=[(str(state), label) for state, label in labels.STATE.items()]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    search = forms.CharField(required=False, max_length=200)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        codes = [*(kind.code for kind in kinds.every() if kind.has_mail), DIGEST]
        choices: list[tuple[str, Any]] = [
            ("", _("All kinds")),
            *((code, labels.kind(code)) for code in codes),
        ]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def filters(self) -> OutboxFilters:
        """The filters that can be used; a value that no filter knows is left out."""
        self.is_valid()
        return OutboxFilters(**{name: self.cleaned_data.get(name) or "" for name in self.fields})
