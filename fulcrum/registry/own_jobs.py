"""What the jobs of this app are called."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import kinds

EVENTS, LOOKALIKES = "registry.let_events_take_effect", "registry.find_lookalikes"


def register() -> None:
    """Tell the page of jobs; called in ready()."""
    kinds.register(
        kinds.Kind(EVENTS, _("Let planned events of organisations take effect"), repeatable=False),
        kinds.Kind(LOOKALIKES, _("Find organisations with names alike"), repeatable=False),
    )
