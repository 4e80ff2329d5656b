"""A form field for somebody of the register, written as a name or as an e-mail address."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Person
from fulcrum.registry.search import holds_words

MOST_FITS = 8


class PersonField(forms.CharField):
    """A person of the register by name in any script, or by e-mail address; several that fit are told.

    people    those whom the reader may know of; who knows an address finds its owner in the whole register
    pack      people of this register only; None: of any
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: Any = Person.objects.none()
        self.pack: str | None = None

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        if "@" in words:
            rows = Person.objects.filter(email__iexact=words.strip())
        else:
            rows = self.people.filter(holds_words(words))
        if self.pack is not None:
            rows = rows.filter(pack=self.pack)
        rows = rows.filter(pseudonymised_at__isnull=True)
        found = list(rows.order_by("sort_en", "pk")[: MOST_FITS + 1])
        same = [person for person in found if words in (person.name_en, person.name_si, person.name_ta)]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0]
        if not found:
            raise forms.ValidationError(
                _("Nobody fits “%(words)s”. Write the e-mail address, or add the person as new.")
                % {"words": words}
            )
        names = "; ".join(own_name(person, get_language()) for person in found[:MOST_FITS])
        raise forms.ValidationError(
            _("Several people fit “%(words)s”: %(names)s. Write the e-mail address.")
            % {"words": words, "names": names}
        )
