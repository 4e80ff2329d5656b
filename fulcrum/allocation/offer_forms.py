"""What heads and officers fill in about offers and published plans."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import offer_words
from fulcrum.allocation.domain.consent import MOST_YEARS_AHEAD, Answer
from fulcrum.allocation.domain.replan import LeftOut
from fulcrum.allocation.forms import ScenarioForm
from fulcrum.allocation.offer_reads import OVERDUE, SOON, WAITS
from fulcrum.allocation.services.offer_answers import MOST_STAFF, Given
from fulcrum.allocation.services.papers import Signed
from fulcrum.foundation.attachments.forms import AttachmentField
from fulcrum.registry import labels
from fulcrum.registry.domain.codes import Kind
from fulcrum.registry.people_forms import OrganisationField

LONGEST = 2000


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=rows, required=required
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _staff() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people work in your organisation?"),
        help_text=_("It decides how large the team of the unit is. Leave it empty if you do not know."),
        required=False,
        min_value=1,
        max_value=MOST_STAFF,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _years() -> list[tuple[str, str]]:
    this_year = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this_year + 1, this_year + MOST_YEARS_AHEAD + 1)]


class AcceptForm(forms.Form):
    staff = _staff()
    is_agreed = forms.BooleanField(
        label=_(
            "I accept for my organisation: it names members, gives them a place to work and supports them."
        )
    )


class DeclineForm(forms.Form):
    reason = _text(_("Why your organisation declines"), _("The programme reads it and plans with it."))


class DeferForm(forms.Form):
    year = forms.TypedChoiceField(
        label=_("From which year on?"),
        help_text=_("From then on your organisation is weighed again; the place is not kept until then."),
        coerce=int,
        choices=_years,
    )
    reason = _text(_("Why not now"))


class ShareForm(forms.Form):
    share_with = OrganisationField(
        label=_("With which organisation?"),
        help_text=_("Its name in Sinhala, Tamil or English."),
        max_length=300,
    )
    reason = _text(_("Why a shared unit serves both"))


class QuestionForm(forms.Form):
    question = _text(_("Your question"), _("The offer does not lapse while your question waits."))


class AppealForm(forms.Form):
    reason = _text(
        _("What you appeal against, and why"), _("Somebody who had no part in the plan reads and decides.")
    )


class PaperForm(forms.Form):
    """An answer signed on paper: what the paper says, and its scan."""

    answer = forms.ChoiceField(
        label=_("What the paper answers"),
        choices=list(offer_words.ANSWER.items()),
        widget=forms.RadioSelect,
    )
    signed_by = forms.CharField(
        label=_("Signed by"), help_text=_("Name and office as they stand there."), max_length=200
    )
    signed_on = _day(_("Signed on"))
    file = AttachmentField(label=_("Scan or photograph of the signed paper"))
    reason = _text(_("The reason that it gives"), _("For every answer but an acceptance."), required=False)
    year = forms.TypedChoiceField(
        label=_("Put off to the year"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", _("not put off")), *_years()],
    )
    share_with = OrganisationField(label=_("Shared with"), max_length=300, required=False)
    staff = _staff()

    def given(self) -> Given:
        """The answer that the paper gives."""
        data = self.cleaned_data
        return Given(Answer(data["answer"]), data["reason"], data["year"], data["share_with"], data["staff"])

    def signed(self) -> Signed:
        """Who signed it, and when."""
        return Signed(self.cleaned_data["signed_by"], self.cleaned_data["signed_on"])


class ReplyForm(forms.Form):
    text = _text(_("The answer"), _("The organisation reads it on its page; it stays in the history."))


class ExtendForm(forms.Form):
    until = _day(_("New last day"))
    reason = _text(_("Why there is more time"))


class WithdrawOfferForm(forms.Form):
    reason = _text(_("What the organisation is told"))


class DecisionForm(forms.Form):
    """Yes or no, with the reason that the organisation reads."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = _text(_("What the organisation is told"), required=False)

    def __init__(self, *args: Any, yes: Any, no: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["decision"] == "yes")


class OfferFilterForm(forms.Form):
    search = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *offer_words.STATE.items()]
    )
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[
            ("", _("any")),
            (OVERDUE, _("overdue")),
            (SOON, _("within a week")),
            (WAITS, _("the programme owes an answer")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("any")), *((kind.value, labels.KIND[kind]) for kind in Kind)],
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    publication = forms.IntegerField(label=_("Published plan"), required=False, min_value=1, max_value=10**9)

    def __init__(self, *args: Any, districts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", _("any")), *districts]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters in force; one that the address spells wrongly is left out."""
        self.is_valid()
        values = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        return {name: value.replace("\x00", "") for name, value in values.items() if value}


class ReplanForm(ScenarioForm):
    """A scenario that keeps what is settled: the same numbers, the year, and whom to weigh again."""

    year = forms.IntegerField(
        label=_("Year of the plan"),
        help_text=_("Organisations that put their offer off to a later year are left out."),
        min_value=2000,
        max_value=2999,
    )
    again = forms.MultipleChoiceField(
        label=_("Weigh again organisations that"),
        required=False,
        choices=[(code.value, label) for code, label in offer_words.ASKED_AGAIN.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def set_aside(self) -> list[LeftOut]:
        """The reasons for being left out that do not count this time."""
        return [LeftOut(code) for code in self.cleaned_data["again"]]
