"""The form by which a file is attached: the file, and how closely it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.foundation.attachments import labels, refusals
from fulcrum.foundation.attachments.media_types import TAKEN
from fulcrum.foundation.attachments.services.attachments import taken_types
from fulcrum.foundation.attachments.uploads import cut_files
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal


class AttachmentField(forms.FileField):
    """A file to attach; says how large it may be and of which types. Size and type are checked by the service."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("File"))
        super().__init__(allow_empty_file=True, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Have the browser offer fitting files first; it is a help, not a check."""
        endings = (ending for taken in TAKEN.values() for ending in taken.endings)
        return {
            **super().widget_attrs(widget),
            "accept": ",".join(f".{each}" for each in dict.fromkeys(endings)),
        }


class AttachmentForm(forms.Form):
    """What a person fills in. Offers the classes that this person may add."""

    file = AttachmentField()
    classification = forms.ChoiceField(label=gettext_lazy("Who may read it"))

    def __init__(self, classes: Sequence[Classification], request: HttpRequest | None = None) -> None:
        sent = request is not None and request.method == "POST"
        super().__init__(request.POST if sent else None, request.FILES if sent else None)  # type: ignore[union-attr]
        facts = {"most": settings.ENV.attachment_mb, "taken": taken_types()}
        self.fields["file"].help_text = _("At most %(most)s MB. Taken are %(taken)s.") % facts
        choices = [(each.value, labels.CLASSES_EXPLAINED[each]) for each in classes]
        self.fields["classification"].choices = choices  # type: ignore[attr-defined]
        for cut in cut_files(request):
            if cut.field == "file":
                told = Refusal(
                    "attachment_cut_off", name=cut.name, size=cut.most_mb, most=settings.ENV.attachment_mb
                )
                self.fields["file"].error_messages["required"] = refusals.word(told)

    def refuse(self, refusal: Refusal) -> None:
        """Tell beside the file why it is not taken."""
        self.add_error("file", refusals.word(refusal))


class RemovalForm(forms.Form):
    """Why a file is removed."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
