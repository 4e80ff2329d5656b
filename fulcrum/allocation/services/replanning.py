"""Plan on from a publication: what is settled stays, and only the difference is offered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.allocation import replan_reads
from fulcrum.allocation.domain.replan import LeftOut, Line
from fulcrum.allocation.models import NeedModel, Plan, Publication, Scenario
from fulcrum.allocation.services.scenarios import Quota
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access


@transaction.atomic
def ask(
    name: str,
    *,
    pack: str,
    follows: Publication | None,
    units: int,
    quotas: Sequence[Quota],
    tie_seed: int,
    need_model: NeedModel,
    year: int,
    again: Iterable[LeftOut] = (),
    by: User,
    at: datetime,
) -> Plan:
    """Keep a scenario that keeps what is settled, and queue its plan. `units` counts all, those that stand as well.

    follows the newest publication of the register; None while nothing was published, though units may stand
    year    that it plans for; who put an offer off to a later one is left out
    again   reasons for being left out that are set aside
    Raises PermissionDenied; Refusal `published_meanwhile`, `year_is_past`.
    """
    access.require(by, "allocation.ask_scenario")
    newest = Publication.objects.with_names().newest(pack)
    if newest is not None and newest != follows:
        raise published_meanwhile(newest)
    on = timezone.localdate(at)
    if year < on.year:
        raise Refusal("year_is_past", year=year)
    basis = replan_reads.basis(pack, year=year, on=on, again=again)
    scenario = Scenario.objects.create(
        name=name,
        need_model=need_model,
        pack=pack,
        units=units,
        quotas=list(quotas),
        tie_seed=tie_seed,
        follows=follows,
        kept=as_json(basis.kept),
        left_out=as_json(basis.left_out),
        for_year=year,
        by=by,
        at=at,
    )
    plan = Plan.objects.create(scenario=scenario, asked_at=at)
    audit.record(
        "allocation.replan_asked",
        scenario,
        by=by,
        at=at,
        plan=plan.pk,
        units=units,
        follows=follows.number if follows else None,
        kept=len(basis.kept),
        left_out=len(basis.left_out),
    )
    app.configure_task("allocation.run_plan").defer(plan_id=plan.pk)
    return plan


def as_json(lines: Mapping[int, Line]) -> list[dict[str, Any]]:
    """The lines as a scenario keeps them."""
    return [
        {"organisation": line.organisation, "why": line.why.value, "offer": line.offer, "until": line.until}
        for line in lines.values()
    ]


def published_meanwhile(newest: Publication) -> Refusal:
    """Somebody else published first: who, when and under which number."""
    return Refusal(
        "published_meanwhile",
        number=newest.number,
        person=newest.published_by.name,
        moment=timezone.localtime(newest.published_at).strftime("%Y-%m-%d %H:%M"),
    )
