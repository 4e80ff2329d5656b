"""What this app tells the floors below: its words for the audit log and for the page of jobs."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.jobs.kinds import Kind

ACTIONS = {
    "attachments.attached": _("attached a file"),
    "attachments.removed": _("removed an attached file"),
}
OBJECTS = {"attachments.attachment": _("Attached file")}
JOBS = (Kind("attachments.sweep", _("Let go of contents that no file needs")),)
