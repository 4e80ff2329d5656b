"""Publish a need model and score the register with it."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import agreed_facts, need_facts
from fulcrum.allocation.domain import need
from fulcrum.allocation.domain.eligibility import Ineligible
from fulcrum.allocation.domain.facts import Facts
from fulcrum.allocation.domain.likeness import alike
from fulcrum.allocation.domain.need_content import load_model
from fulcrum.allocation.domain.need_json import line_to_json
from fulcrum.allocation.models import NeedModel, Score, ScoreRun
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import COUNTRY_PACK

SCORING = 1
"""Raised when the code of the scoring changes what it gives for the same facts, so that they are scored again."""


@transaction.atomic
def publish(text: str, *, by: User | None, at: datetime) -> NeedModel:
    """Keep a need model; the same text again changes nothing.

    Raises ContentError for a text that is no need model, Refusal need_model_changed if its version was
    already published with other content.
    """
    model = load_model(text)
    row, created = NeedModel.objects.get_or_create(
        version=model.version,
        defaults={"published_on": model.published_on, "sha256": model.sha256, "text": text},
    )
    if row.sha256 != model.sha256:
        raise Refusal("need_model_changed", version=model.version)
    if created:
        audit.record("allocation.need_model_published", row, by=by, at=at, sha256=model.sha256)
    return row


@transaction.atomic
def run(need_model: NeedModel, *, pack: str = COUNTRY_PACK, by: User | None, at: datetime) -> ScoreRun:
    """Score every organisation of one register as it is now; unchanged facts give the run that exists."""
    model = load_model(need_model.text)
    facts = replace(
        need_facts.read(timezone.localdate(at), pack), agreed=agreed_facts.read(model.agreed_until, pack)
    )
    scored, created = ScoreRun.objects.get_or_create(
        need_model=need_model,
        pack=pack,
        facts_hash=_facts_hash(facts),
        defaults={"at": at, "seen_at": at},
    )
    if not created:
        ScoreRun.objects.filter(pk=scored.pk).update(seen_at=at)
    if created:
        Score.objects.bulk_create(_rows(scored, model, facts), batch_size=500)
        audit.record("allocation.scored", scored, by=by, at=at, organisations=len(facts.organisations))
    return scored


def _rows(scored: ScoreRun, model: need.NeedModel, facts: Facts) -> list[Score]:
    keys = dict(Organisation.objects.filter(pack=scored.pack).values_list("slug", "key"))
    scores = need.score(model, facts)
    groups = {slug: number for number, group in enumerate(alike(scores, facts), 1) for slug in group.members}
    rows = []
    for organisation in facts.organisations:
        verdict = need.eligible(model, organisation)
        rule = need.mandatory(model, organisation)
        score = scores.get(organisation.slug)
        rows.append(
            Score(
                run=scored,
                organisation_id=keys[organisation.slug],
                ineligible_rule=verdict.rule.id if isinstance(verdict, Ineligible) else "",
                mandatory_rule=rule.id if rule else "",
                points=score.points if score else 0,
                low=score.low if score else 0,
                high=score.high if score else 0,
                alike=groups.get(organisation.slug),
                lines=[line_to_json(line) for line in score.lines] if score else [],
            )
        )
    return rows


def _facts_hash(facts: Facts) -> str:
    """SHA-256 over every fact that a model may look at, and over the version of the code that scores them."""
    told = [f"scoring {SCORING}"]
    told += [repr(organisation) for organisation in facts.organisations]
    told += [
        repr((region.code, region.level, region.parent, region.name, sorted(region.figures.items())))
        for region in facts.atlas.regions()
    ]
    told += [f"{slug} {name} {each!r}" for slug in facts.agreed for name, each in facts.agreed[slug].items()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
