"""What each role may do in the registry."""

from fulcrum.kit.classification import Classification
from fulcrum.registry.domain.roles import RULES, Role

OFFICER = frozenset({Role.PROGRAMME_OFFICER})
WATCHERS = frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR})
CONFIDENTIAL_READERS = frozenset(
    role for role, rule in RULES.items() if rule.clearance is Classification.CONFIDENTIAL
)

ACTIONS = {
    "registry.manage_calendars": OFFICER,
    "jobs.see": WATCHERS,
    "jobs.manage": OFFICER,
    "registry.see_people": frozenset(Role) - {Role.PUBLIC_OFFICER, Role.VOLUNTEER},
    "registry.manage_people": OFFICER,
    "registry.appoint": frozenset({Role.PROGRAMME_OFFICER, Role.HEAD}),
    "registry.delegate": frozenset({Role.PROGRAMME_OFFICER, Role.HEAD, Role.CDIO, Role.MINISTRY_CDIO}),
    "registry.see_access": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR, Role.HEAD}),
    "registry.manage_agreements": OFFICER,
    "registry.see_agreements": WATCHERS,
    "registry.read_cii": CONFIDENTIAL_READERS,
    "registry.propose_cii": frozenset({Role.CERT_ANALYST}),
    "registry.load_pack": OFFICER,
    "audit.read": WATCHERS,
    "audit.read_confidential": frozenset({Role.AUDITOR}),
    "signin.invite": OFFICER,
    "notices.see_outbox": WATCHERS,
    "notices.tend_outbox": OFFICER,
    "notices.preview": WATCHERS,
}
