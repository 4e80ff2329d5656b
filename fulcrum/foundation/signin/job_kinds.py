"""What the jobs of this app are called."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs.kinds import Kind

KINDS = (
    Kind("signin.send_reset", _("Mail a link for a new password")),
    Kind("signin.tidy", _("Forget ended sessions and old attempts")),
)
