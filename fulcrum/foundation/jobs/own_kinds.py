"""The tasks of this app itself."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs.kinds import Kind

KINDS = (
    Kind("jobs.recover_stalled", _("Take up jobs whose worker died"), repeatable=False),
    Kind("jobs.prune", _("Let go of old records of jobs"), repeatable=False),
)
