"""What the life of units adds to My work: steps to do, gates to decide, what gates left for later."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units.domain import climbing
from fulcrum.units.domain.blueprint import OwnerRole
from fulcrum.units.domain.codes import Standing, StepState, Verdict
from fulcrum.units.models import Evidence, Post, StagePassage, Step, Unit
from fulcrum.units.services import blueprints, gates

APP, LABEL = "units", gettext_lazy("Units")


def register() -> None:
    """Called once, in ready()."""
    work.register(
        work.Source("units.steps", APP, LABEL, _steps, _step_lines),
        work.Source("units.gates", APP, LABEL, _gates, _gate_lines),
        work.Source("units.ambers", APP, LABEL, _ambers, _amber_lines),
    )


def _own_world(user: Any, prefix: str) -> Q:
    """People of the demonstration work in the simulated country, all others in the real one."""
    simulated = Q(**{f"{prefix}organisation__pack": SIMULATED})
    return simulated if user.is_demonstration else ~simulated


def _places(user: Any, role: Role) -> list[int]:
    grants = access.rights_of(user).grants
    return [each.organisation for each in grants if each.role is role and each.organisation]


def _steps(user: Any, at: datetime) -> "QuerySet[Step] | None":
    """Steps that have begun and are this person's, by their role or because they climbed."""
    led, headed = _places(user, Role.UNIT_LEAD), _places(user, Role.HEAD)
    officer = Role.PROGRAMME_OFFICER in access.roles_of(user)
    if not (led or headed or officer):
        return None
    leaderless = Exists(
        Post.objects.filter(
            unit=OuterRef("unit"), leads=True, closed_on__isnull=True, vacant_since__isnull=False
        )
    )
    mine = Q(owner=OwnerRole.LEAD, unit__organisation__in=led)
    for_the_lead = Q(owner=OwnerRole.LEAD) & (Q(climbed__gte=climbing.HEAD) | Q(leaderless))
    mine |= Q(unit__organisation__in=headed) & (Q(owner=OwnerRole.HEAD) | for_the_lead)
    if officer:
        mine |= Q(owner=OwnerRole.OFFICER) | Q(climbed__gte=climbing.PROGRAMME)
    rows = Step.objects.alias(leaderless=leaderless).filter(
        mine, _own_world(user, "unit__"), state=StepState.OPEN, starts_on__lte=timezone.localdate(at)
    )
    return rows.exclude(unit__standing=Standing.CLOSED)


def _step_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _steps(user, at)
    if rows is None:
        return
    today = timezone.localdate(at)
    found = rows.select_related("unit__organisation", "unit__blueprint").order_by("due_on", "pk")
    for step in found[: work.MOST]:
        yield work.Line(
            title=_name(step),
            href=reverse("units:plan", args=[step.unit.number]),
            action=_("Do the step"),
            reason=_reason(step, today),
            due=step.due_on,
        )


def _name(step: Step) -> str:
    model = blueprints.read(step.unit.blueprint)
    names = next((each.names for each in model.steps if each.code == step.code), None)
    return own_name(names, get_language()) if names else step.code


def _reason(step: Step, today: date) -> str:
    body = own_name(step.unit.organisation, get_language())
    if step.due_on < today:
        return _("A step of the plan of %(organisation)s is late.") % {"organisation": body}
    return _("A step of the plan of %(organisation)s.") % {"organisation": body}


def _gates(user: Any, at: datetime) -> "QuerySet[StagePassage] | None":
    """Gates that wait for a second person, which this one can be."""
    scope = access.scope(user, gates.DECIDE)
    if scope.is_empty:
        return None
    own = Evidence.objects.filter(unit=OuterRef("unit"), stage=OuterRef("stage"), by=user)
    return (
        StagePassage.objects.filter(
            access.organisations_in(scope, "unit__organisation__"),
            _own_world(user, "unit__"),
            verdict=Verdict.WAITING,
        )
        .exclude(asked_by=user)
        .exclude(Exists(own))
    )


def _gate_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _gates(user, at)
    if rows is None:
        return
    found = rows.select_related("unit__organisation", "unit__blueprint").order_by("asked_at", "pk")
    for passage in found[: work.MOST]:
        yield work.Line(
            title=own_name(passage.unit.organisation, get_language()),
            href=reverse("units:gate", args=[passage.unit.number, passage.stage]),
            action=_("Decide on the gate"),
            reason=_("The unit asks to pass the gate “%(stage)s”.")
            % {"stage": _stage(passage.unit, passage.stage)},
            weight=(timezone.localdate(at) - timezone.localdate(passage.asked_at)).days,
        )


def _ambers(user: Any, at: datetime) -> "QuerySet[StagePassage] | None":
    """What is missing at amber gates: for those who run the unit; for those who decide, once something was shown."""
    runs, decides = access.scope(user, gates.RUN), access.scope(user, gates.DECIDE)
    if runs.is_empty and decides.is_empty:
        return None
    shown = Exists(
        Evidence.objects.filter(
            unit=OuterRef("unit"), stage=OuterRef("stage"), at__gt=OuterRef("decided_at")
        ).exclude(by=user)
    )
    mine = Q(pk__in=[])
    if not runs.is_empty:
        mine |= access.organisations_in(runs, "unit__organisation__")
    if not decides.is_empty:
        mine |= Q(shown) & access.organisations_in(decides, "unit__organisation__")
    rows = StagePassage.objects.filter(
        mine, _own_world(user, "unit__"), verdict=Verdict.AMBER, met_on__isnull=True
    )
    return rows.exclude(unit__standing=Standing.CLOSED)


def _amber_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _ambers(user, at)
    if rows is None:
        return
    found = rows.select_related("unit__organisation", "unit__blueprint").order_by("deadline", "pk")
    for passage in found[: work.MOST]:
        yield work.Line(
            title=own_name(passage.unit.organisation, get_language()),
            href=reverse("units:gate", args=[passage.unit.number, passage.stage]),
            action=_("Look at the gate"),
            reason=_(
                "The gate “%(stage)s” was passed with something missing; it must be shown and confirmed."
            )
            % {"stage": _stage(passage.unit, passage.stage)},
            due=passage.deadline,
        )


def _stage(unit: Unit, code: str) -> str:
    model = blueprints.read(unit.blueprint)
    names = next((each.names for each in model.stages if each.code == code), None)
    return own_name(names, get_language()) if names else code
