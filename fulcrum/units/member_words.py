"""How the audit log words what happens to members, and the notices about them."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.notices import kinds

ACTIONS = {
    "units.member_nominated": _("named a member for a unit"),
    "units.nomination_withdrawn": _("took a nomination back"),
    "units.nomination_refused": _("refused a nomination"),
    "units.nomination_accepted": _("accepted a nomination"),
    "units.member_ended": _("ended that a member holds a post"),
    "units.handed_over": _("settled a line of a hand-over"),
    "units.hand_over_finished": _("finished a hand-over"),
    "units.stand_in_named": _("named a stand-in"),
    "units.stand_in_ended": _("ended a stand-in"),
    "units.directory_exported": _("took the directory of members out as a file"),
}
_MEMBERS = _("Members of units")
_DAY = "5 January 2027"

NOMINATED = kinds.Kind(
    code="units.member_nominated",
    group=_MEMBERS,
    label=_("A head names a member"),
    subject=_("%(organisation)s names %(person)s"),
    text=_(
        "%(organisation)s names %(person)s for its unit (%(posts)s), from %(day)s. It waits for your answer."
    ),
    why=_("You get this mail because you accept members of units."),
    example={"organisation": "Alpha Hospital", "person": "Kumari", "posts": "SD", "day": _DAY},
)
DECIDED = kinds.Kind(
    code="units.nomination_decided",
    group=_MEMBERS,
    label=_("What became of your nomination"),
    subject=_("Your nomination of %(person)s: %(outcome)s"),
    text=_(
        "You named %(person)s for the unit of %(organisation)s. The answer: %(outcome)s. What you are told: %(why)s"
    ),
    why=_("You get this mail because you named a member of a unit."),
    example={"organisation": "Alpha Hospital", "person": "Kumari", "outcome": "Accepted", "why": "–"},
)
APPOINTED = kinds.Kind(
    code="units.you_are_appointed",
    group=_MEMBERS,
    label=_("You are appointed to a unit"),
    subject=_("You are a member of the unit of %(organisation)s"),
    text=_(
        "You hold %(posts)s in the unit of %(organisation)s from %(day)s. Your letter of appointment is ready."
    ),
    why=_("You get this mail because you were appointed."),
    example={"organisation": "Alpha Hospital", "posts": "SD", "day": _DAY},
    is_duty=True,
)
LEAVES = kinds.Kind(
    code="units.member_leaves",
    group=_MEMBERS,
    label=_("A member leaves"),
    subject=_("%(person)s leaves the post %(post)s of %(organisation)s"),
    text=_(
        "%(person)s leaves the post %(post)s in the unit of %(organisation)s on %(day)s. The hand-over is open."
    ),
    why=_("You get this mail because you run this unit."),
    example={"organisation": "Alpha Hospital", "person": "Kumari", "post": "SD", "day": _DAY},
)
ENDS = kinds.Kind(
    code="units.your_post_ends",
    group=_MEMBERS,
    label=_("Your post in a unit ends"),
    subject=_("Your post %(post)s in the unit of %(organisation)s ends"),
    text=_(
        "Your post %(post)s in the unit of %(organisation)s ends on %(day)s. Hand over what is open to its lead."
    ),
    why=_("You get this mail because you hold this post."),
    example={"organisation": "Alpha Hospital", "post": "SD", "day": _DAY},
    is_duty=True,
)


def register() -> None:
    """Called once, in ready()."""
    kinds.register(NOMINATED, DECIDED, APPOINTED, LEAVES, ENDS)
