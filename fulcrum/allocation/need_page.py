"""What the page on the need model shows."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from fulcrum.allocation import line_marks, published, queries, score_lines, wording
from fulcrum.allocation.domain.need import Criterion
from fulcrum.allocation.labels import value_label
from fulcrum.allocation.models import Plan, ScoreRun

LARGEST = 12


def context(run: ScoreRun) -> dict[str, Any]:
    """Criteria, rules with the number of bodies they concern, and scores by kind."""
    model = published.need_model(run.need_model)
    stated = line_marks.counts_by_criterion()
    return {
        "run": run,
        "model": run.need_model,
        "model_takes": model.agreed_until,
        "measured": [_criterion(each, stated) for each in model.criteria if each.weight],
        "unmeasured": [_criterion(each, stated) for each in model.criteria if not each.weight],
        **_rules(run),
        "by_kind": [{**row, "label": value_label("kind", row["kind"])} for row in queries.need_by_kind(run)],
    }


def _criterion(criterion: Criterion, stated: dict[str, tuple[int, int]]) -> dict[str, Any]:
    agreed, parted = stated.get(criterion.id, (0, 0))
    return {
        "agreed": agreed,
        "parted": parted,
        "id": criterion.id,
        "name": wording.criterion_name(criterion.id),
        "help": wording.criterion_help(criterion.id),
        "weight": criterion.weight,
        "reference": criterion.reference,
        "scale": _scale(criterion),
    }


def _scale(criterion: Criterion) -> str:
    """The two ends of a value function in words; empty for a table."""
    function = getattr(criterion.measure, "function", None)
    if function is None:
        return ""
    (first, at_first), *_between, (last, at_last) = function.anchors
    if at_first > at_last:
        first, last = last, first
    return _("No points at %(none)s, all points at %(all)s.") % {"none": f"{first:,}", "all": f"{last:,}"}


def _rules(run: ScoreRun) -> dict[str, Any]:
    """Who is in every plan and who cannot be in one, rule by rule, with the sums."""
    rows = (
        run.scores.exclude(ineligible_rule="")
        .order_by()
        .values("ineligible_rule")
        .annotate(number=Count("pk"))
    )
    refused = [
        {"text": score_lines.rule_reason(row["ineligible_rule"], run.need_model), "number": row["number"]}
        for row in rows
    ]
    asked = (
        run.scores.exclude(mandatory_rule="").order_by().values("mandatory_rule").annotate(number=Count("pk"))
    )
    always = [
        {"text": score_lines.rule_reason(row["mandatory_rule"], run.need_model), "number": row["number"]}
        for row in asked
    ]
    listed = run.scores.count()
    number_refused = sum(row["number"] for row in refused)
    return {
        "always": always,
        "refused": sorted(refused, key=lambda row: -row["number"]),
        "number_refused": number_refused,
        "listed": listed,
        "eligible": listed - number_refused,
    }


def alike(plan: Plan) -> dict[str, Any]:
    """The look-alikes of a plan: their number, and the largest groups with what they share."""
    found = queries.alike(plan)
    regions = queries.district_names(plan.scenario.pack)
    lines = [
        {
            "kind": value_label("kind", group.kind) if group.kind else _("several kinds"),
            "sector": value_label("sector", group.sector) if group.sector else "",
            "region": value_label("district", group.region, regions) if group.region else "",
            "size": group.size,
            "chosen": group.chosen,
        }
        for group in found.groups[:LARGEST]
    ]
    return {"plan": plan, "alike": found, "alike_lines": lines}
