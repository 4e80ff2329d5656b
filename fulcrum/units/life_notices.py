"""What people are told of the life of units."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds

GROUP = _("Units")
GATE = {
    "number": 12,
    "organisation": "Alpha Hospital",
    "stage": "Formed",
    "reason": "The letter is there.",
}
GATE_WITH_DEADLINE = {**GATE, "deadline": date(2026, 12, 18)}
STEP = {
    "number": 12,
    "organisation": "Alpha Hospital",
    "step": "Name the lead",
    "due": date(2026, 11, 16),
    "days": 5,
}
ASKED = _("You get this mail because you asked for this gate.")
RUNS = _("You get this mail because this step is yours, or because it climbed to you while it was late.")
BELONGS = _("You get this mail because you belong to this unit or are responsible for it.")

KINDS = (
    kinds.Kind(
        code="units.gate_green",
        group=GROUP,
        label=_("A gate was passed"),
        subject=_("Unit %(number)s passed the gate “%(stage)s”"),
        text=_("%(organisation)s: the gate “%(stage)s” is passed. What was said: %(reason)s"),
        why=ASKED,
        example=GATE,
    ),
    kinds.Kind(
        code="units.gate_amber",
        group=GROUP,
        label=_("A gate was passed with something missing"),
        subject=_("Unit %(number)s passed the gate “%(stage)s”, with something missing"),
        text=_(
            "%(organisation)s: the gate “%(stage)s” is passed; what is missing must be shown until %(deadline)s. What was said: %(reason)s"
        ),
        why=ASKED,
        example=GATE_WITH_DEADLINE,
    ),
    kinds.Kind(
        code="units.gate_red",
        group=GROUP,
        label=_("A gate was not passed"),
        subject=_("Unit %(number)s did not pass the gate “%(stage)s”"),
        text=_(
            "%(organisation)s: the gate “%(stage)s” is not passed. Why: %(reason)s Ask again once it is there."
        ),
        why=ASKED,
        example=GATE,
    ),
    kinds.Kind(
        code="units.step_late",
        group=GROUP,
        label=_("A step is late"),
        subject=_("Unit %(number)s: “%(step)s” is late"),
        text=_(
            "%(organisation)s: the step “%(step)s” was due on %(due)s, %(days)s working days ago. Do it, or have the plan made anew."
        ),
        why=RUNS,
        example=STEP,
    ),
    kinds.Kind(
        code="units.standing_changed",
        group=GROUP,
        label=_("How a unit does has changed"),
        subject=_("Unit %(number)s: %(standing)s"),
        text=_("%(organisation)s: unit %(number)s is now “%(standing)s”. Why: %(why)s"),
        why=BELONGS,
        example={
            "number": 12,
            "organisation": "Alpha Hospital",
            "standing": "at risk",
            "why": "The lead's post stands empty.",
        },
    ),
    kinds.Kind(
        code="units.carried_over",
        group=GROUP,
        label=_("A unit goes on in another organisation"),
        subject=_("Unit %(number)s goes on in %(organisation)s"),
        text=_("Unit %(number)s of %(before)s belongs to %(organisation)s from %(day)s on. Why: %(why)s"),
        why=BELONGS,
        example={
            "number": 12,
            "before": "Beta Hospital",
            "organisation": "Alpha Hospital",
            "day": date(2026, 11, 23),
            "why": "The two hospitals became one.",
        },
    ),
    kinds.Kind(
        code="units.unit_closed",
        group=GROUP,
        label=_("A unit was closed"),
        subject=_("Unit %(number)s of %(organisation)s is closed"),
        text=_(
            "Unit %(number)s of %(organisation)s is closed from %(day)s on; its posts and rights ended. Why: %(why)s"
        ),
        why=BELONGS,
        example={
            "number": 12,
            "organisation": "Alpha Hospital",
            "day": date(2026, 11, 23),
            "why": "The two hospitals became one.",
        },
    ),
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(*KINDS)
