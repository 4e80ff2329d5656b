"""What the jobs of this app are called."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs import kinds

SEND, TAKE_UP_AGAIN, SEND_DIGESTS = "notices.send", "notices.take_up_again", "notices.send_digests"


def register() -> None:
    """Tell the page of jobs; called in ready()."""
    kinds.register(
        kinds.Kind(SEND, _("Send mails")),
        kinds.Kind(TAKE_UP_AGAIN, _("Take up mails that were left behind"), repeatable=False),
        kinds.Kind(SEND_DIGESTS, _("Send collected notices"), repeatable=False),
    )
