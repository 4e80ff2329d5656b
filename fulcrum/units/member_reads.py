"""Reads about posts, holders, nominations and hand-overs, each in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from fulcrum.registry import access
from fulcrum.registry.models import Person
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units.domain.blueprint import Blueprint, Cause, Names
from fulcrum.units.domain.codes import NominationState
from fulcrum.units.models import HandOver, Holding, Nomination, Post, StandIn, Unit
from fulcrum.units.services import blueprints, own_model

SEE_NOMINATIONS, ACCEPT = "units.see_nominations", "units.accept_members"
NOMINATE, RUN = "units.nominate", "units.run"


@dataclass(frozen=True)
class PostLine:
    """One post as its page shows it. in_post: who is in it today; to_come: who is to begin later."""

    post: Post
    names: Names
    purpose: Names
    in_post: Sequence[Holding]
    to_come: Sequence[Holding]
    stand_ins: Sequence[StandIn]
    vacant_days: int | None
    unowned_days: int | None


def names_of(model: Blueprint, code: str) -> Names:
    """What a post is called; its code where the model has no such post (any more)."""
    return next((post.names for post in model.posts if post.code == code), Names(code))


def posts_of(unit: Unit, on: date) -> list[PostLine]:
    """The open posts of a unit with everybody in them, in four statements."""
    held = Holding.objects.not_over(on).select_related("person").order_by("begins_on", "pk")
    standing_in = StandIn.objects.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("person")
    rows = (
        Post.objects.filter(unit=unit, closed_on__isnull=True)
        .prefetch_related(Prefetch("holdings", held, "held"), Prefetch("stand_ins", standing_in, "named"))
        .order_by("-leads", "-is_minimum", "pk")
    )
    model = own_model.of(unit)
    return [_line(post, model, on) for post in rows]


def _line(post: Any, model: Blueprint, on: date) -> PostLine:
    known = next((each for each in model.posts if each.code == post.code), None)
    return PostLine(
        post=post,
        names=names_of(model, post.code),
        purpose=known.purpose if known else Names(""),
        in_post=[row for row in post.held if row.begins_on <= on],
        to_come=[row for row in post.held if row.begins_on > on],
        stand_ins=post.named,
        vacant_days=_days(post.vacant_since, on),
        unowned_days=_days(post.unowned_since, on),
    )


def _days(since: date | None, on: date) -> int | None:
    return max(0, (on - since).days) if since is not None else None


def former(unit: Unit, on: date) -> QuerySet[Holding]:
    """Who held posts of the unit before, the last first."""
    over = Holding.objects.filter(post__unit=unit).exclude(pk__in=Holding.objects.not_over(on).values("pk"))
    return over.select_related("person", "post", "hand_over").order_by("-until", "-pk")


def holding(pk: int, *, user: Any) -> Holding | None:
    """One holding of a unit that `user` sees."""
    rows = Holding.objects.select_related(
        "post__unit__organisation__district", "post__unit__blueprint", "person__user", "appointment"
    )
    return rows.filter(pk=pk, post__unit__in=Unit.objects.visible_to(user)).first()


def own_holding(pk: int, *, user: Any) -> Holding | None:
    """One holding of this person's own, past and future ones too."""
    return Holding.objects.select_related("post").filter(pk=pk, person__user=user).first()


def together(one: Holding) -> list[Holding]:
    """What this person took on in this unit on the same day in the same manner: one letter tells of it all."""
    rows = Holding.objects.filter(
        person_id=one.person_id, post__unit_id=one.post.unit_id, begins_on=one.begins_on, manner=one.manner
    )
    return list(
        rows.select_related("post__unit__organisation", "post__unit__blueprint", "person").order_by("pk")
    )


def nominations(user: Any) -> QuerySet[Nomination]:
    """Nominations that `user` may know of, the newest first."""
    within = access.organisations_in(access.scope(user, SEE_NOMINATIONS), "unit__organisation__")
    return Nomination.objects.filter(within).select_related(
        "unit__organisation__district", "unit__blueprint", "person__user", "nominated_by", "decided_by"
    )


def nominations_listed(user: Any, state: str) -> QuerySet[Nomination]:
    """The same for a list, without the texts of models, of one state if it is known."""
    rows = nominations(user).select_related(None).select_related("unit__organisation", "person")
    return rows.filter(state=state) if state in set(NominationState) else rows


def nominations_waiting(user: Any) -> QuerySet[Nomination]:
    """Those that wait for this person's answer: somebody else named, in the world that the person belongs to."""
    within = access.organisations_in(access.scope(user, ACCEPT), "unit__organisation__")
    rows = Nomination.objects.filter(within, state=NominationState.NOMINATED).exclude(nominated_by=user)
    return _in_world(rows, user, "unit__organisation__pack")


def hand_overs_open(user: Any) -> QuerySet[HandOver]:
    """Hand-overs that wait in the units that `user` runs, with how many lines are open."""
    within = access.organisations_in(access.scope(user, RUN), "holding__post__unit__organisation__")
    rows = HandOver.objects.filter(within, finished_at__isnull=True)
    still_open = Count("items", filter=Q(items__done_on__isnull=True, items__note=""))
    return rows.annotate(still_open=still_open).order_by("due_on", "pk")


def hand_over(pk: int, *, user: Any) -> HandOver | None:
    """One hand-over of a unit that `user` sees."""
    rows = HandOver.objects.select_related(
        "holding__person", "holding__post__unit__organisation", "holding__post__unit__blueprint"
    ).prefetch_related("items__done_by")
    return rows.filter(pk=pk, holding__post__unit__in=Unit.objects.visible_to(user)).first()


def empty_posts(user: Any, on: date) -> list[Post]:
    """Posts that stand empty longer than their model allows for the lead, where `user` names members; one statement."""
    scope = access.scope(user, NOMINATE)
    if scope.is_empty or scope.everywhere:
        return []
    rows = (
        Post.objects.filter(access.organisations_in(scope, "unit__organisation__"))
        .filter(closed_on__isnull=True, vacant_since__lt=on, unit__closed_on__isnull=True)
        .select_related("unit__organisation", "unit__blueprint")
        .order_by("vacant_since", "pk")
    )
    return [post for post in rows if (_days(post.vacant_since, on) or 0) > limit_of(post.unit)]


def limit_of(unit: Unit) -> int:
    """For how many days the model lets the post of the lead stand empty; 30 where it has no rule."""
    rules = blueprints.read(unit.blueprint).rules
    return min((rule.limit for rule in rules if rule.cause is Cause.LEAD_VACANT), default=30)


def last_day_of(post: Post) -> date | None:
    """The last day on which the post may stand empty."""
    return post.vacant_since + timedelta(days=limit_of(post.unit)) if post.vacant_since else None


def people_near(unit: Unit, *, on: date) -> QuerySet[Person]:
    """Who may stand in: members of the unit and others appointed at its organisation."""
    in_unit = Holding.objects.in_force(on).filter(post__unit=unit).values("person")
    at_body = Q(appointments__organisation=unit.organisation_id) & (
        Q(appointments__until__isnull=True) | Q(appointments__until__gte=on)
    )
    found = Person.objects.filter(pack=unit.organisation.pack).filter(Q(pk__in=in_unit) | at_body)
    return found.distinct().order_by("sort_en", "pk")


def _in_world(rows: QuerySet[Any], user: Any, pack: str) -> QuerySet[Any]:
    """Rows of the simulated country for people of the demonstration, of the real one for everybody else."""
    if getattr(user, "is_demonstration", False):
        return rows.filter(**{pack: SIMULATED})
    return rows.exclude(**{pack: SIMULATED})


def post_names(unit: Unit, codes: Sequence[str]) -> Mapping[str, Names]:
    """The names of these posts of one unit."""
    model = own_model.of(unit)
    return {code: names_of(model, code) for code in codes}
