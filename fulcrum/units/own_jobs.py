"""What the jobs of this app are called."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import kinds

POSTS = "units.wind_posts"


def register() -> None:
    """Tell the page of jobs; called in ready()."""
    kinds.register(kinds.Kind(POSTS, _("Count how long posts of units stand empty"), repeatable=False))
