"""What the checker found, in the reader's words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.allocation.domain.certify import Broken, Violation
from fulcrum.allocation.domain.problem import NamedQuota
from fulcrum.allocation.labels import group_and_value

WORDINGS: dict[Broken, Callable[[], str]] = {
    Broken.LENGTH: lambda: _("The plan speaks of %(found)d organisations, its input of %(expected)d."),
    Broken.UNITS: lambda: _("%(found)d organisations are chosen, exactly %(expected)d are due."),
    Broken.MANDATORY: lambda: _("%(subject)s must be in the plan and is not."),
    Broken.EXCLUDED: lambda: _("%(subject)s must not be in the plan and is."),
    Broken.MINIMUM: lambda: _("%(subject)s: %(found)d are chosen, at least %(expected)d are due."),
    Broken.MAXIMUM: lambda: _("%(subject)s: %(found)d are chosen, at most %(expected)d are allowed."),
    Broken.OBJECTIVE: lambda: _(
        "The chosen scores add up to %(expected)d micro-points, the plan says %(found)d."
    ),
}


def describe(violation: Violation) -> str:
    """One sentence. A test looks for a wording of every rule that a plan can break."""
    facts = {"found": violation.found, "expected": violation.expected, "subject": _subject(violation.subject)}
    return WORDINGS[violation.rule]() % facts


def _subject(subject: str | NamedQuota | None) -> str:
    if isinstance(subject, NamedQuota):
        return group_and_value(subject.group, subject.value or "")
    return subject or ""
