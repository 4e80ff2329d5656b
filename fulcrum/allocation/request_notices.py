"""What people are told of requests for a unit and of the values of the need score."""

from django.utils.translation import gettext_lazy as _

from fulcrum.allocation import request_words
from fulcrum.allocation.domain.agreeing import Outcome
from fulcrum.foundation.notices import kinds

_REQUESTS = _("Requests for a unit")
_OF_THE_ASKER = _("You get this mail because you asked for a unit.")

RECEIVED = kinds.Kind(
    code="allocation.request_received",
    group=_REQUESTS,
    label=_("A head asks for a unit"),
    subject=_("%(organisation)s asks for a unit"),
    text=_("%(person)s asks for a Digital Transformation Unit for %(organisation)s, priority %(priority)s."),
    why=_("You get this mail because you are a programme officer for this organisation."),
    example={"organisation": "Alpha Hospital", "person": "Sunethra", "priority": "needed first"},
)
TAKEN_UP = kinds.Kind(
    code="allocation.request_taken_up",
    group=_REQUESTS,
    label=_("Your request was taken up"),
    subject=_("Your request for %(organisation)s was received"),
    text=_(
        "%(person)s of the programme office has taken up your request for a unit for %(organisation)s. The values of the need score are agreed with you line by line."
    ),
    why=_OF_THE_ASKER,
    example={"organisation": "Alpha Hospital", "person": "Nimali"},
)
CLOSED = kinds.Kind(
    code="allocation.request_closed",
    group=_REQUESTS,
    label=_("Your request was closed"),
    subject=_("Your request for %(organisation)s was closed"),
    text=_("Your request for a unit for %(organisation)s was closed. The reason: %(why)s"),
    why=_OF_THE_ASKER,
    example={"organisation": "Alpha Hospital", "why": "A unit was offered."},
)
LINE_ANSWERED = kinds.Kind(
    code="allocation.line_answered",
    group=_REQUESTS,
    label=_("A value of the need score was answered"),
    subject=_("%(organisation)s: %(criterion)s, %(outcome)s"),
    text=_(
        "%(person)s answered your value of “%(criterion)s” for %(organisation)s. How the line stands now: %(outcome)s."
    ),
    why=_("You get this mail because you stated a value of this line."),
    example={
        "organisation": "Alpha Hospital",
        "criterion": "People served",
        "person": "Nimali",
        "outcome": request_words.OUTCOME[Outcome.AGREED],
    },
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(RECEIVED, TAKEN_UP, CLOSED, LINE_ANSWERED)
