"""What the jobs of this app are called."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import kinds

POSTS = "units.wind_posts"
PLANS, STANDING = "units.look_at_plans", "units.look_at_standing"


def register() -> None:
    """Tell the page of jobs; called in ready()."""
    kinds.register(
        kinds.Kind(POSTS, _("Count how long posts of units stand empty"), repeatable=False),
        kinds.Kind(PLANS, _("Plan what could not be planned, and let late steps climb"), repeatable=False),
        kinds.Kind(STANDING, _("Set how units do, by the rules of their models"), repeatable=False),
    )
