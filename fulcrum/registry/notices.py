"""What this app tells people: the kinds of its notices."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds

PROPOSAL_DECIDED = kinds.Kind(
    code="registry.proposal_decided",
    group=_("Register"),
    label=_("What became of your proposal"),
    subject=_("Your proposal for %(organisation)s: %(outcome)s"),
    text=_(
        "The correction that you proposed for %(organisation)s is decided: %(outcome)s. What you are told: %(why)s"
    ),
    why=_("You get this mail because you proposed a correction of the register."),
    example={"organisation": "Alpha Hospital", "outcome": "accepted", "why": "Thank you."},
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(PROPOSAL_DECIDED)
