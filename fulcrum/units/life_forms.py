"""What people enter about the life of a unit."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.attachments import labels as attachment_labels
from fulcrum.foundation.attachments.forms import AttachmentField
from fulcrum.kit.classification import Classification
from fulcrum.kit.naming import own_name
from fulcrum.registry.people_forms import OrganisationField
from fulcrum.units import labels
from fulcrum.units.domain.blueprint import Blueprint, Criterion, EvidenceKind
from fulcrum.units.domain.codes import Answer, Size, Standing, Verdict
from fulcrum.units.models import BlueprintVersion
from fulcrum.units.services.gates import Decision, Said
from fulcrum.units.services.recording import Passed, Told

LONGEST_WORD, LONGEST_STATEMENT = 500, 4000


def day_input() -> forms.DateInput:
    """A field for a day that browsers offer a calendar for."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4})


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_WORD, widget=_text())


class StepForm(forms.Form):
    """When a step was done, and a word on it."""

    on = forms.DateField(label=_("Done on"), widget=day_input())
    note = forms.CharField(label=_("A word on it"), required=False, max_length=LONGEST_WORD)


class AskForm(forms.Form):
    """A word to whoever decides."""

    note = forms.CharField(
        label=_("A word to whoever decides"), required=False, max_length=LONGEST_WORD, widget=_text()
    )


class EvidenceForm(forms.Form):
    """A document, a statement or both, as the criterion asks."""

    statement = forms.CharField(label=_("What is so"), max_length=LONGEST_STATEMENT, widget=_text())
    file = AttachmentField(label=_("Document"))
    classification = forms.ChoiceField(label=_("Who may read it"))

    def __init__(
        self, criterion: Criterion, classes: Sequence[Classification], request: HttpRequest | None = None
    ) -> None:
        sent = request is not None and request.method == "POST"
        super().__init__(request.POST if sent else None, request.FILES if sent else None)  # type: ignore[union-attr]
        needs_file = criterion.evidence is EvidenceKind.DOCUMENT
        self.fields["statement"].required = not needs_file
        self.fields["file"].required = needs_file
        self.fields["classification"].choices = [  # type: ignore[attr-defined]
            (each.value, attachment_labels.CLASSES_EXPLAINED[each]) for each in classes
        ]
        self.fields["classification"].required = needs_file
        if not needs_file:
            self.fields["classification"].initial = Classification.LIMITED.value


class DecisionForm(forms.Form):
    """What the second person says of each criterion and of the gate; what the program counts is not asked."""

    def __init__(self, criteria: Iterable[Criterion], gives_time: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [each for each in criteria if each.evidence is not EvidenceKind.COUNTED]
        self.gives_time = gives_time
        answers = [each for each in Answer if gives_time or each is not Answer.LATER]
        for each in self.asked:
            self.fields[f"answer-{each.code}"] = forms.ChoiceField(
                label=own_name(each.names, get_language()),
                choices=[(answer.value, labels.ANSWER[answer]) for answer in answers],
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{each.code}"] = forms.CharField(
                label=_("A word on it"), required=False, max_length=LONGEST_WORD
            )
        verdicts = [Verdict.GREEN, *([Verdict.AMBER] if gives_time else []), Verdict.RED]
        self.fields["verdict"] = forms.ChoiceField(
            label=_("The gate"),
            choices=[(each.value, labels.VERDICT[each]) for each in verdicts],
            widget=forms.RadioSelect,
        )
        if gives_time:
            self.fields["deadline"] = forms.DateField(
                label=_("Last day for what is missing"), required=False, widget=day_input()
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=LONGEST_WORD,
            widget=_text(),
            help_text=_("Needed for a gate that is not passed; the unit reads it."),
        )

    def decision(self) -> Decision:
        """What was entered."""
        data = self.cleaned_data
        said = {
            each.code: Said(Answer(data[f"answer-{each.code}"]), data[f"note-{each.code}"])
            for each in self.asked
        }
        return Decision(Verdict(data["verdict"]), said, data.get("deadline"), data["reason"])


class RecordForm(forms.Form):
    """A unit that exists already: where, since when, on what that rests, and the day of each stage."""

    organisation = OrganisationField(label=_("Organisation"), max_length=300)
    size = forms.ChoiceField(
        label=_("Size of the organisation"), choices=[(each.value, labels.SIZE[each]) for each in Size]
    )
    began_on = forms.DateField(label=_("The unit began on"), widget=day_input())
    basis = forms.CharField(
        label=_("On what this rests"),
        max_length=200,
        help_text=_("A letter, a list or a file, with its day."),
    )
    standing = forms.ChoiceField(
        label=_("How it does now"), choices=[(each.value, labels.STANDING[each]) for each in Standing]
    )
    since = forms.DateField(
        label=_("Since"), required=False, widget=day_input(), help_text=_("Not needed for an active unit.")
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, version: BlueprintVersion, model: Blueprint, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.model = version, model
        for stage in model.stages:
            name = own_name(stage.names, get_language())
            self.fields[f"stage-{stage.code}"] = forms.DateField(
                label=_now("“%(stage)s” reached on") % {"stage": name}, required=False, widget=day_input()
            )

    def told(self) -> Told:
        """What was entered; a stage without a day was not reached."""
        data = self.cleaned_data
        days = [(stage.code, data[f"stage-{stage.code}"]) for stage in self.model.stages]
        return Told(
            blueprint=self.version,
            size=Size(data["size"]),
            began_on=data["began_on"],
            basis=data["basis"],
            stages=tuple(Passed(code, day) for code, day in days if day),
            standing=Standing(data["standing"]),
            since=data["since"],
            why=data["why"],
        )
