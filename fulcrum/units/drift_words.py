"""The differences of a unit from its model, and what an adoption does to it, as sentences in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.units import labels, model_labels
from fulcrum.units.domain.adopting import Adjustment
from fulcrum.units.domain.blueprint import Blueprint, Names
from fulcrum.units.domain.codes import TailoringKind
from fulcrum.units.domain.drift import Because, Difference, Kind
from fulcrum.units.models import Tailoring


@dataclass(frozen=True)
class Line:
    """One difference: what it is, why it is, whether anybody approved it."""

    what: str
    why: str
    is_drift: bool


@dataclass(frozen=True)
class AskedLine:
    """One asked difference as its row shows it."""

    row: Tailoring
    what: str
    by: str
    state: str
    decided_by: str
    may_decide: bool


def told(differences: Iterable[Difference], approved: Mapping[int, Tailoring], language: str) -> list[Line]:
    """The differences as sentences, each with what explains it."""
    return [
        Line(_WHAT[each.kind]() % _facts(each), _why(each, approved, language), each.is_drift)
        for each in differences
    ]


def _facts(each: Difference) -> dict[str, str]:
    return {"thing": model_labels.own(each.thing), "detail": each.detail}


def _why(each: Difference, approved: Mapping[int, Tailoring], language: str) -> str:
    row = approved.get(each.approval) if each.approval is not None else None
    if row is None or row.decided_at is None:
        return _BECAUSE[each.because]() % _facts(each)
    return _("Approved by %(person)s on %(day)s. Reason: %(reason)s") % {
        "person": row.decided_by.name if row.decided_by else _("the programme"),
        "day": day_in_words(timezone.localdate(row.decided_at), language),
        "reason": row.reason,
    }


_WHAT: Mapping[Kind, Callable[[], str]] = {
    Kind.VERSION_BEHIND: lambda: _(
        "Version %(detail)s of its model is published, and it follows an older one."
    ),
    Kind.POST_MISSING: lambda: _("It has no post “%(thing)s”."),
    Kind.POST_BEYOND: lambda: _("It has the further post “%(thing)s”."),
    Kind.STEP_DROPPED: lambda: _("The step “%(thing)s” is left out."),
    Kind.STEP_LENGTH: lambda: _("The step “%(thing)s” takes %(detail)s working days."),
    Kind.GATE_NOT_PASSED: lambda: _("It never passed the gate of “%(thing)s”, which lies behind it."),
    Kind.CRITERION_OPEN: lambda: _("This is still to be shown: %(thing)s"),
    Kind.CRITERION_LEFT_OUT: lambda: _("This is not asked at its gate: %(thing)s"),
    Kind.SERVICE_LEFT_OUT: lambda: _("It does not offer the service “%(thing)s”."),
}
_BECAUSE: Mapping[Because, Callable[[], str]] = {
    Because.NOTHING: lambda: _("Nobody approved this."),
    Because.NEWER_VERSION: lambda: _("A unit takes over a newer version when it is ready."),
    Because.STILL_HELD: lambda: _("The model no longer has this post, but somebody holds it."),
    Because.VERSION_TAKEN_OVER: lambda: _("The unit had the stage behind it when it took over this version."),
    Because.LEFT_OUT_BY_OFFICER: lambda: _("An officer left it out: %(detail)s"),
    Because.SHOWN_LATER: lambda: _("The gate was passed on the promise to show it later."),
}


def asked(row: Tailoring, blueprint: Blueprint, *, may_decide: bool) -> AskedLine:
    """One row of what was asked."""
    return AskedLine(
        row=row,
        what=what(row, blueprint),
        by=row.asked_by.name if row.asked_by else "",
        state=labels.of("tailoring", row.state),
        decided_by=row.decided_by.name if row.decided_by else "",
        may_decide=may_decide,
    )


def what(row: Tailoring, blueprint: Blueprint) -> str:
    """What was asked, with the name of the thing."""
    facts = {
        "kind": model_labels.TAILORING_KIND[row.kind],
        "thing": model_labels.own(thing(blueprint, TailoringKind(row.kind), row.target)),
        "days": row.value,
    }
    if row.value is None:
        return _("%(kind)s: %(thing)s") % facts
    return _("%(kind)s: %(thing)s, %(days)s working days") % facts


def thing(blueprint: Blueprint, kind: TailoringKind, code: str) -> Names:
    """The name of what a difference is about; the code where the model no longer has it."""
    match kind:
        case TailoringKind.POST_LEFT_OUT | TailoringKind.POST_ADDED:
            named = {each.code: each.names for each in blueprint.posts}
        case TailoringKind.STEP_LEFT_OUT | TailoringKind.STEP_MOVED:
            named = {each.code: each.names for each in blueprint.steps}
        case TailoringKind.CRITERION_LEFT_OUT:
            named = {each.code: each.names for stage in blueprint.stages for each in stage.criteria}
        case TailoringKind.SERVICE_LEFT_OUT:
            named = {each.code: each.names for each in blueprint.services}
    return named.get(code, Names(code))


def kept(found: Adjustment) -> list[str]:
    """What an adoption leaves as it is."""
    return [
        ngettext(
            "%(count)s passed gate with its evidence",
            "%(count)s passed gates with their evidence",
            found.passed_kept,
        )
        % {"count": found.passed_kept},
        ngettext("%(count)s step that is done", "%(count)s steps that are done", found.steps_kept)
        % {"count": found.steps_kept},
        _("Everybody in the post that they hold"),
    ]


def changes(found: Adjustment, before: Blueprint, after: Blueprint) -> list[str]:
    """What an adoption changes for the unit."""
    posts = {each.code: each.names for each in (*before.posts, *after.posts)}
    steps = {each.code: each.names for each in (*before.steps, *after.steps)}
    stages = {each.code: each.names for each in (*before.stages, *after.stages)}
    lines = []
    if found.stage != found.stage_before:
        stands = model_labels.own(stages[found.stage]) if found.stage else _("before the first stage")
        lines.append(_("The unit now stands at: %(thing)s") % {"thing": stands})
    for name, sentence in _CHANGES.items():
        named = stages if name == "gates_behind" else steps if name.startswith("steps") else posts
        codes = getattr(found, name)
        lines += [sentence() % {"thing": model_labels.own(named.get(code, Names(code)))} for code in codes]
    if found.steps_changed or found.steps_reopened:
        lines.append(
            _("Open steps get new days from today on, as far as the calendar of the organisation is known.")
        )
    return lines


_CHANGES: Mapping[str, Callable[[], str]] = {
    "gates_behind": lambda: _("The gate of “%(thing)s” lies behind the unit and is not asked of it."),
    "steps_dropped": lambda: _("The step “%(thing)s” is no longer asked and is left out."),
    "steps_planned": lambda: _("The step “%(thing)s” is new and is planned."),
    "steps_reopened": lambda: _("The step “%(thing)s” is asked again."),
    "steps_behind": lambda: _("The step “%(thing)s” is for a stage behind the unit and is not asked of it."),
    "steps_changed": lambda: _("The step “%(thing)s” is planned otherwise."),
    "posts_opened": lambda: _("The post “%(thing)s” is opened."),
    "posts_closed": lambda: _("The post “%(thing)s”, which nobody holds, is closed."),
    "posts_kept": lambda: _("The post “%(thing)s” is not in the model any more; whoever holds it stays."),
    "now_minimum": lambda: _("The post “%(thing)s” now belongs to the minimum team."),
    "no_longer_minimum": lambda: _("The post “%(thing)s” no longer belongs to the minimum team."),
}
