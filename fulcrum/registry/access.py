"""The one place that answers: may this person do this, and here?

Apps declare their actions with the roles that may take them (`permissions.py`). A person's rights are those of their
appointments and of what others delegated to them, in force today, each within its reach. What nobody declared, nobody
may do. Models ask it too (`visible_to`), so it reads through a person's own rows and imports no model.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from fulcrum.kit.classification import Classification
from fulcrum.registry.domain.roles import RULES, Reach, Role
from fulcrum.registry.domain.scope import Grant, Place, Rights, Scope

_roles_for: dict[str, frozenset[Role]] = {}
_words_for: dict[str, str | Promise] = {}
_nationwide: set[str] = set()


def register(
    actions: Mapping[str, frozenset[Role]],
    words: Mapping[str, "str | Promise"],
    *,
    nationwide: Iterable[str] = (),
) -> None:
    """Declare actions and what each lets a person do, in words; called in an app's ready().

    nationwide    those about what belongs to no organisation: only a role that reaches the whole country gives them
    Raises ValueError if one is declared twice differently.
    """
    for action, roles in actions.items():
        if _roles_for.setdefault(action, roles) != roles:
            raise ValueError(f"action {action!r} is declared twice")
    _words_for.update(words)
    _nationwide.update(nationwide)


def declared() -> Mapping[str, frozenset[Role]]:
    """Every action with the roles that may take it."""
    return dict(sorted(_roles_for.items()))


def words_of(action: str) -> "str | Promise":
    """What the action lets a person do; its own name if no app words it."""
    return _words_for.get(action, action)


def is_nationwide(action: str) -> bool:
    """Whether only a role that reaches the whole country gives this action."""
    return action in _nationwide


def rights_of(user: Any) -> Rights:
    """What this person is granted today; read once per request and person, in at most three queries."""
    today = timezone.localdate()
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Rights(today)
    held: Rights | None = getattr(user, "_rights_today", None)
    if held is None or held.day != today:
        person = getattr(user, "person", None)
        held = Rights(today, tuple(_grants(person, today)) if person else ())
        user._rights_today = held
    return held


def roles_of(user: Any) -> frozenset[Role]:
    """The roles this person holds today, wherever they reach."""
    return rights_of(user).roles


def needs_second_factor(user: Any) -> bool:
    """Whether a role that this person holds today demands a second factor."""
    return any(RULES[role].second_factor for role in roles_of(user))


def may(user: Any, action: str, at: Any = None) -> bool:
    """Whether `user` may take `action` today: anywhere at all, or `at` one organisation if it is given.

    Raises ValueError for an action that no app declared.
    """
    covered = scope(user, action)
    if at is not None:
        return covered.holds(place_of(at))
    return covered.everywhere if is_nationwide(action) else not covered.is_empty


def require(user: Any, action: str, at: Any = None) -> None:
    """Raise PermissionDenied unless `user` may take `action` today, at this organisation if one is given."""
    if not may(user, action, at):
        raise PermissionDenied(action)


def scope(user: Any, action: str) -> Scope:
    """Where `user` may take `action` today. Raises ValueError for an action that no app declared."""
    if action not in _roles_for:
        raise ValueError(f"no app declares the action {action!r}")
    roles = _roles_for[action]
    return Scope.of(grant for grant in rights_of(user).grants if grant.role in roles)


def own_scope(user: Any, action: str) -> Scope:
    """The same by the person's own appointments alone, without what others lent them."""
    if action not in _roles_for:
        raise ValueError(f"no app declares the action {action!r}")
    roles = _roles_for[action]
    grants = rights_of(user).grants
    return Scope.of(grant for grant in grants if grant.role in roles and grant.delegation is None)


def cleared(user: Any, classification: Classification = Classification.LIMITED) -> Scope:
    """Where `user` is shown facts of this class today."""
    if classification is Classification.PUBLIC:
        return Scope(everywhere=True)
    return Scope.of(
        grant for grant in rights_of(user).grants if RULES[grant.role].clearance.rank >= classification.rank
    )


def scope_of_placed(row: Any) -> Scope:
    """The places that one row with a reach covers: an appointment, an agreement."""
    path = row.organisation.path if row.organisation is not None else ""
    reach = Reach(row.reach)
    return Scope(
        everywhere=reach is Reach.NATION,
        regions=frozenset([row.region_id] if reach is Reach.AREA else []),
        paths=frozenset([path] if reach is Reach.PORTFOLIO else []),
        organisations=frozenset([row.organisation_id] if reach is Reach.ORGANISATION else []),
    )


def place_of(organisation: Any) -> Place:
    """Where an organisation stands, from its own columns."""
    regions = (organisation.region_id, organisation.district_id, organisation.province_id)
    return Place(organisation.pk, organisation.path, tuple(code for code in regions if code))


def organisations_in(scope: Scope, prefix: str = "") -> Q:
    """A condition on organisations, or on rows that lead to one by `prefix` such as `organisation__`."""
    if scope.everywhere:
        return Q()
    held = Q(**{f"{prefix}pk__in": scope.organisations})
    for path in sorted(scope.paths):
        held |= Q(**{f"{prefix}path__startswith": path})
    for region in sorted(scope.regions):
        held |= Q(**{f"{prefix}region__code__startswith": region})
        held |= Q(**{f"{prefix}district__code__startswith": region})
    return held


def placed_in(scope: Scope) -> Q:
    """A condition on rows with a reach: those at an organisation or area that the scope covers."""
    held = organisations_in(scope, "organisation__")
    for region in sorted(scope.regions):
        held |= Q(region__code__startswith=region)
    return held


def _grants(person: Any, today: Any) -> Iterable[Grant]:
    held = person.appointments.in_force(today).select_related("organisation", "agreement")
    for appointment in held:
        yield _grant(appointment)
    lent = person.delegations.in_force(today).select_related(
        "appointment__organisation", "appointment__agreement"
    )
    for delegation in lent:
        yield _grant(delegation.appointment, delegation)


def _grant(appointment: Any, delegation: Any = None) -> Grant:
    ends = [
        row.until for row in (appointment, appointment.agreement, delegation) if row is not None and row.until
    ]
    return Grant(
        role=Role(appointment.role),
        reach=Reach(appointment.reach),
        appointment=appointment.pk,
        organisation=appointment.organisation_id,
        path=appointment.organisation.path if appointment.organisation else "",
        region=appointment.region_id or "",
        until=min(ends, default=None),
        delegation=delegation.pk if delegation else None,
    )
