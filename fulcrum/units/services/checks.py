"""Gather what is known of a named person and of the posts, for the rules of `domain/conflicts.py`."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment
from fulcrum.units.domain.conflicts import Days, Facts, Finding, InPost, InRole, Named, found, role_for
from fulcrum.units.models import Holding, Nomination, Post, Unit
from fulcrum.units.services import own_model, posts


def open_posts(unit: Unit, codes: Iterable[str]) -> list[Post]:
    """The named posts of the unit, locked in one order so that two who fill them wait for each other.

    Raises Refusal `no_post_named`, `post_is_gone`.
    """
    wanted = sorted(set(codes))
    if not wanted:
        raise Refusal("no_post_named")
    rows = Post.objects.select_for_update(of=("self",)).filter(unit=unit, closed_on__isnull=True)
    found_posts = list(rows.filter(code__in=wanted).order_by("pk"))
    missing = set(wanted) - {post.code for post in found_posts}
    if missing:
        raise Refusal("post_is_gone", posts=", ".join(sorted(missing)), number=unit.number)
    return found_posts


def findings(row: Nomination, *, on: date) -> tuple[Finding, ...]:
    """Everything that stands against a nomination, saved or not, as things are today; four statements."""
    leads = set(Post.objects.filter(unit=row.unit, leads=True).values_list("code", flat=True))
    named = Named(
        tuple(row.posts),
        Manner(row.manner),
        Days(row.begins_on, row.until),
        frozenset(role_for(code in leads) for code in row.posts),
    )
    return found(named, _facts(row, on))


def _facts(row: Nomination, on: date) -> Facts:
    unit, person, body = row.unit, row.person, row.unit.organisation
    held = list(
        Holding.objects.not_over(row.begins_on)
        .filter(Q(person=person) | Q(post__unit=unit, post__code__in=row.posts))
        .select_related("post__unit__organisation", "person")
        .order_by("pk")
    )
    return Facts(
        unit=unit.number,
        person=person.name_en,
        organisation=body.name_en,
        is_who_names=person.user_id is not None and person.user_id == row.nominated_by_id,
        is_of_another_pack=person.pack != body.pack,
        was_pseudonymised=person.pseudonymised_at is not None,
        has_address=bool(person.email or person.user_id),
        declared=row.declared,
        own=tuple(_in_post(each) for each in held if each.person_id == person.pk),
        others=tuple(_in_post(each) for each in held if each.person_id != person.pk),
        roles=tuple(_roles(row, on)),
        combinable=own_model.of(unit).combinable,
    )


def _in_post(holding: Holding) -> InPost:
    span = posts.span_of(holding)
    unit = holding.post.unit
    return InPost(
        unit=unit.number,
        organisation=unit.organisation.name_en,
        post=holding.post.code,
        person=holding.person.name_en,
        manner=Manner(holding.manner),
        days=Days(span.begins_on, span.last),
    )


def _roles(row: Nomination, on: date) -> Sequence[InRole]:
    """Appointments of the person that hold in the named days or were ended at this organisation."""
    rows = (
        Appointment.objects.filter(person=row.person).select_related("organisation", "region").order_by("pk")
    )
    return [
        InRole(
            role=Role(each.role),
            place=str(each.place or ""),
            days=Days(each.begins_on, each.until),
            is_here=each.organisation_id == row.unit.organisation_id,
            has_ended=each.ended_at is not None or (each.until is not None and each.until < on),
            end_reason=each.end_reason,
        )
        for each in rows
        if each.until is None or each.until >= each.begins_on
    ]
