"""What each role may do in the registry."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.classification import Classification
from fulcrum.registry.domain.roles import RULES, Role

OFFICER = frozenset({Role.PROGRAMME_OFFICER})
WATCHERS = frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR})
CONFIDENTIAL_READERS = frozenset(
    role for role, rule in RULES.items() if rule.clearance is Classification.CONFIDENTIAL
)

ACTIONS = {
    "registry.add_document": frozenset({Role.PROGRAMME_OFFICER, Role.HEAD}),
    "registry.manage_calendars": OFFICER,
    "jobs.see": WATCHERS,
    "jobs.manage": OFFICER,
    "registry.see_people": frozenset(Role) - {Role.PUBLIC_OFFICER, Role.VOLUNTEER},
    "registry.manage_people": OFFICER,
    "registry.appoint": frozenset({Role.PROGRAMME_OFFICER, Role.HEAD}),
    "registry.appoint_cdios": frozenset({Role.PROGRAMME_OFFICER, Role.MINISTRY_CDIO}),
    "registry.delegate": frozenset({Role.PROGRAMME_OFFICER, Role.HEAD, Role.CDIO, Role.MINISTRY_CDIO}),
    "registry.see_access": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR, Role.HEAD}),
    "registry.manage_agreements": OFFICER,
    "registry.see_agreements": WATCHERS,
    "registry.read_cii": CONFIDENTIAL_READERS,
    "registry.propose_cii": frozenset({Role.CERT_ANALYST}),
    "registry.import": OFFICER,
    "signin.invite": OFFICER,
    "notices.see_outbox": WATCHERS,
    "notices.tend_outbox": OFFICER,
    "notices.preview": WATCHERS,
    "registry.edit_organisations": OFFICER,
    "registry.record_events": OFFICER,
    "registry.see_quality": WATCHERS | {Role.VOLUNTEER},
    "registry.propose": frozenset({Role.VOLUNTEER, Role.PROGRAMME_OFFICER}),
    "registry.propose_own": frozenset({Role.HEAD, Role.CDIO}),
    "registry.see_proposals": WATCHERS,
    "registry.decide_proposals": OFFICER,
    "audit.read": WATCHERS,
    "audit.read_confidential": frozenset({Role.AUDITOR}),
}
NATIONWIDE = frozenset(
    {
        "jobs.see",
        "jobs.manage",
        "notices.see_outbox",
        "notices.tend_outbox",
        "notices.preview",
        "registry.see_agreements",
        "registry.manage_agreements",
        "registry.manage_calendars",
        "registry.import",
    }
)
"""What belongs to no organisation: an auditor of one house learns nothing of it."""

WORDS: Mapping[str, Promise] = {
    "registry.see_people": _("See who holds which office, and how to reach them"),
    "registry.manage_people": _("Add people and correct their names"),
    "registry.appoint": _("Appoint people and end appointments"),
    "registry.appoint_cdios": _("Appoint CDIOs of organisations, several at once, and end that"),
    "registry.delegate": _("Lend the rights of an appointment to somebody for a time"),
    "registry.see_access": _("See who can see an organisation, and what a person can do"),
    "registry.manage_agreements": _("Make and end agreements with partners"),
    "registry.see_agreements": _("See the agreements with partners"),
    "registry.read_cii": _("Read the register of critical information infrastructure"),
    "registry.propose_cii": _("Propose and accept entries of that register"),
    "registry.add_document": _("Add documents to an organisation and remove them"),
    "registry.import": _("Import organisations, people and appointments from files"),
    "registry.edit_organisations": _("Enter organisations and correct their facts"),
    "registry.record_events": _("Record that organisations open, close, merge, divide, move or are renamed"),
    "registry.see_quality": _("See what is missing or doubtful in the register"),
    "registry.propose": _("Propose corrections of organisations"),
    "registry.propose_own": _("Propose corrections of the own organisation"),
    "registry.see_proposals": _("See every proposed correction"),
    "registry.decide_proposals": _("Accept or refuse corrections that others proposed"),
    "registry.load_pack": _("Load files into the register"),
    "registry.manage_calendars": _("Load holidays and add special days to the calendars"),
    "jobs.see": _("See the jobs of the program"),
    "jobs.manage": _("Stop and repeat jobs of the program"),
    "notices.see_outbox": _("See which mail left and which did not"),
    "notices.tend_outbox": _("Send mail again and send test mails"),
    "notices.preview": _("See every notice as its readers see it"),
    "audit.read": _("Read the audit log"),
    "audit.read_confidential": _("Read entries of the audit log about confidential things"),
    "signin.invite": _("Invite people to take their accounts into use"),
}
