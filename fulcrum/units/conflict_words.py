"""What is said of each finding against a named person: as a refusal of the hard ones, as a remark on the soft ones."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import labels
from fulcrum.registry.domain.roles import Role
from fulcrum.units.domain.conflicts import Conflict, Finding


def refusal(finding: Finding) -> Refusal:
    """The finding as a refusal, its role in words."""
    facts = dict(finding.facts)
    if "role" in facts:
        facts["role"] = labels.ROLE[Role(str(facts["role"]))]
    return Refusal(finding.conflict.value, **facts)


def word(finding: Finding) -> str:
    """The finding as a sentence in the reader's language."""
    return refusals.word(refusal(finding))


WORDINGS: Mapping[str, Callable[[], str]] = {
    Conflict.ANOTHER_PACK.value: lambda: _(
        "%(person)s and %(organisation)s do not belong together: one is simulated and the other is real. Name somebody else."
    ),
    Conflict.PSEUDONYMISED.value: lambda: _(
        "%(person)s asked to be forgotten and cannot be named any more. Name somebody else."
    ),
    Conflict.ONESELF.value: lambda: _(
        "Nobody names themselves. Let the head of the organisation name %(person)s, or name somebody else."
    ),
    Conflict.AUDITOR.value: lambda: _(
        "%(person)s audits in these days, and who audits units is no member of one. Name somebody else, or wait until the audit has ended."
    ),
    Conflict.CERT_ANALYST.value: lambda: _(
        "%(person)s is an analyst of the national computer emergency team in these days and stays independent of units. Name somebody else."
    ),
    Conflict.OF_A_PARTNER.value: lambda: _(
        "%(person)s works for a partner of the programme (%(role)s) in these days. Members of units are public officers: name somebody else."
    ),
    Conflict.HOLDS_IT_ALREADY.value: lambda: _(
        "%(person)s holds the post %(post)s in these days already. Choose another post, or days after that."
    ),
    Conflict.POST_IS_HELD.value: lambda: _(
        "%(person)s holds the post %(post)s in these days. End that first, choose other days, or name somebody as acting or covering."
    ),
    Conflict.NOT_COMBINABLE.value: lambda: _(
        "The model of the unit does not let one person hold these posts together: %(posts)s. Name %(person)s for one of them."
    ),
    Conflict.SHORTER_APPOINTMENT.value: lambda: _(
        "%(person)s is “%(role)s” here already, until %(until)s, and these days go beyond it. Choose days after that one, or end it first."
    ),
    Conflict.IN_ANOTHER_UNIT.value: lambda: _(
        "%(person)s holds the post %(post)s in unit %(number)s (%(organisation)s) in these days too."
    ),
    Conflict.BESIDE_THE_HOLDER.value: lambda: _(
        "The post %(post)s has a holder of its own in these days: %(person)s."
    ),
    Conflict.LEFT_HERE.value: lambda: _(
        "%(person)s was “%(role)s” here before; that has ended. The reason that was given: %(reason)s"
    ),
    Conflict.IS_HEAD.value: lambda: _("%(person)s is the head of this organisation."),
    Conflict.DECLARED.value: lambda: _("Declared by who named %(person)s: %(declared)s"),
    Conflict.NO_ADDRESS.value: lambda: _(
        "The register knows no e-mail address of %(person)s: nobody can be invited to sign in."
    ),
}
