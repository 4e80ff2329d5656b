"""A head names members for the posts of a unit; an officer of the programme accepts or refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Appointment, Person
from fulcrum.registry.services import accounts, appointments, people
from fulcrum.registry.services.appointments import Terms
from fulcrum.units import conflict_words, labels, recipients
from fulcrum.units.domain.codes import EventKind, NominationState
from fulcrum.units.domain.conflicts import Finding, role_for
from fulcrum.units.models import Holding, Nomination, Post, Unit
from fulcrum.units.services import checks, guards, happenings, posts

NOMINATE, ACCEPT = "units.nominate", "units.accept_members"
LONGEST_REASON = 500


@dataclass(frozen=True)
class Naming:
    """What a head says. posts: their codes; declared: interests in the person or in the post, in words."""

    posts: tuple[str, ...]
    begins_on: date
    manner: Manner = Manner.SUBSTANTIVE
    until: date | None = None
    declared: str = ""


@dataclass(frozen=True)
class Accepted:
    """What became of an accepted nomination. not_invited: why no invitation went, where the person cannot sign in yet."""

    holdings: tuple[Holding, ...]
    is_invited: bool = False
    not_invited: Refusal | None = None


@transaction.atomic
def nominate(
    unit: Unit, person: Person | Mapping[str, str], naming: Naming, *, by: User, at: datetime
) -> Nomination:
    """Name a person of the register, or a new one by names and contacts, for posts of the unit.

    Raises PermissionDenied; Refusal `unit_is_closed`, `simulated_and_real`, `no_post_named`, `post_is_gone`,
    `begins_before_the_unit`, `end_before_begin`, `nominated_already`, those of `people.add_named`, and every hard
    finding of `conflicts.py` under its own code.
    """
    access.require(by, NOMINATE, unit.organisation)
    guards.check_world(by, unit.organisation)
    unit = guards.locked(unit)
    _check_days(unit, naming)
    named_posts = checks.open_posts(unit, naming.posts)
    if not isinstance(person, Person):
        person = people.add_named(names=dict(person), pack=unit.organisation.pack, by=by, at=at)
    draft = Nomination(
        unit=unit,
        person=person,
        posts=[post.code for post in named_posts],
        manner=naming.manner,
        begins_on=naming.begins_on,
        until=naming.until,
        declared=" ".join(naming.declared.split()),
        state=NominationState.NOMINATED,
        nominated_by=by,
        nominated_at=at,
    )
    _refuse_hard(checks.findings(draft, on=timezone.localdate(at)))
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise Refusal("nominated_already", person=person.name_en) from error
    audit.record(
        "units.member_nominated", draft, by=by, at=at, organisation=unit.organisation_id,
        reason=draft.declared, person=person.pk, posts=draft.posts, manner=draft.manner,
        begins_on=draft.begins_on, until=draft.until,
    )  # fmt: skip
    notices.tell_all(
        "units.member_nominated",
        recipients.who_may(ACCEPT, unit.organisation, timezone.localdate(at)),
        at=at,
        about=draft,
        once=str(draft.pk),
        url=page_of(draft),
        organisation=unit.organisation,
        person=person.name_en,
        posts=", ".join(draft.posts),
        day=draft.begins_on,
    )
    return draft


@transaction.atomic
def withdraw(nomination: Nomination, *, by: User, at: datetime) -> Nomination:
    """Take a nomination back. Raises PermissionDenied; Refusal `nomination_is_decided`, `simulated_and_real`."""
    row = _waiting(nomination, NOMINATE, by)
    _decide(row, NominationState.WITHDRAWN, by=by, at=at)
    audit.record("units.nomination_withdrawn", row, by=by, at=at, organisation=row.unit.organisation_id)
    return row


@transaction.atomic
def refuse(nomination: Nomination, *, reason: str, by: User, at: datetime) -> Nomination:
    """Refuse with the reason that the head is told.

    Raises PermissionDenied; Refusal `reason_missing`, `nomination_is_decided`, `simulated_and_real`.
    """
    row = _waiting(nomination, ACCEPT, by)
    _decide(row, NominationState.REFUSED, reason=guards.reason_given(reason), by=by, at=at)
    audit.record(
        "units.nomination_refused", row, by=by, at=at, reason=reason, organisation=row.unit.organisation_id
    )
    _tell_head(row, at=at)
    return row


@transaction.atomic
def accept(nomination: Nomination, *, by: User, at: datetime) -> Accepted:
    """Put the person into the posts: appointment, holdings, clocks, history, invitation and notices, or nothing of it.

    Raises PermissionDenied; Refusal `nomination_is_decided`, `who_named_does_not_accept`, `unit_is_closed`,
    `days_are_over`, `post_is_gone`, `simulated_and_real`, every hard finding, and those of `appointments.appoint`.
    """
    row = _waiting(nomination, ACCEPT, by)
    if row.nominated_by_id == by.pk:
        raise Refusal("who_named_does_not_accept")
    unit = guards.locked(row.unit)
    today = timezone.localdate(at)
    if row.until is not None and row.until < today:
        raise Refusal("days_are_over", until=row.until)
    named_posts = checks.open_posts(unit, row.posts)
    _refuse_hard(checks.findings(row, on=today))
    holdings = tuple(_hold(row, post, by=by, at=at) for post in named_posts)
    posts.wind(named_posts, today)
    _decide(row, NominationState.ACCEPTED, by=by, at=at)
    happenings.note(
        EventKind.MEMBER_JOINED, unit, on=row.begins_on, by=by, at=at, person=row.person_id, posts=row.posts,
        manner=row.manner, nomination=row.pk,
    )  # fmt: skip
    audit.record(
        "units.nomination_accepted", row, by=by, at=at, organisation=unit.organisation_id,
        person=row.person_id, posts=row.posts, appointments=sorted({each.appointment_id for each in holdings}),
    )  # fmt: skip
    is_invited, not_invited = _invite(row.person, by=by, at=at)
    _tell_head(row, at=at)
    _tell_member(row, holdings, at=at)
    return Accepted(holdings, is_invited, not_invited)


def page_of(row: Nomination) -> str:
    """The address of a nomination."""
    return reverse("units:nomination", args=[row.pk])


def _check_days(unit: Unit, naming: Naming) -> None:
    if naming.until is not None and naming.until < naming.begins_on:
        raise Refusal("end_before_begin", begins_on=naming.begins_on, until=naming.until)
    if naming.begins_on < unit.began_on:
        raise Refusal("begins_before_the_unit", begins_on=naming.begins_on, began_on=unit.began_on)


def _refuse_hard(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        if finding.is_hard:
            raise conflict_words.refusal(finding)


def _hold(row: Nomination, post: Post, *, by: User, at: datetime) -> Holding:
    """Put the person into one post by an appointment to its role: the one that covers these days, or a new one."""
    terms = Terms(
        role_for(post.leads),
        row.begins_on,
        organisation=row.unit.organisation,
        manner=Manner(row.manner),
        until=row.until,
        basis=f"nomination {row.pk}",
    )
    appointment = _covering(row.person, terms) or appointments.appoint(row.person, terms, by=by, at=at)
    try:
        with transaction.atomic():
            return Holding.objects.create(
                post=post,
                person=row.person,
                appointment=appointment,
                manner=row.manner,
                begins_on=row.begins_on,
                until=row.until,
            )
    except IntegrityError as error:  # somebody was put into the post without a nomination meanwhile
        raise Refusal("post_was_filled_meanwhile", post=post.code) from error


def _covering(person: Person, terms: Terms) -> Appointment | None:
    """The person's appointment to this role here that holds on all of these days."""
    held = Appointment.objects.filter(
        person=person, role=terms.role, organisation=terms.organisation, begins_on__lte=terms.begins_on
    ).filter(ended_at__isnull=True)
    if terms.until is None:
        return held.filter(until__isnull=True).first()
    return held.exclude(until__lt=terms.until).first()


def _invite(person: Person, *, by: User, at: datetime) -> tuple[bool, Refusal | None]:
    """Invite somebody who cannot sign in yet; what stands against it does not undo the acceptance."""
    user = person.user
    if user is not None and user.is_active and user.has_usable_password():
        return False, None
    if not person.email:
        return False, Refusal("no_address_to_invite", person=person.name_en)
    try:
        accounts.invite(person, email=person.email, by=by, at=at)
    except Refusal as refusal:
        return False, refusal
    return True, None


def _waiting(nomination: Nomination, action: str, by: User) -> Nomination:
    """The nomination, locked and undecided, for a person who may take `action` on it."""
    rows = Nomination.objects.select_for_update(of=("self",))
    row = rows.select_related("unit__organisation", "unit__blueprint", "person__user", "nominated_by").get(
        pk=nomination.pk
    )
    access.require(by, action, row.unit.organisation)
    guards.check_world(by, row.unit.organisation)
    if row.state != NominationState.NOMINATED:
        day = timezone.localdate(row.decided_at) if row.decided_at else ""
        raise Refusal("nomination_is_decided", state=labels.NOMINATION[NominationState(row.state)], day=day)
    return row


def _decide(row: Nomination, state: NominationState, *, by: User, at: datetime, reason: str = "") -> None:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.reason = reason[:LONGEST_REASON]
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _tell_head(row: Nomination, *, at: datetime) -> None:
    """Tell who named the person what became of it."""
    if row.nominated_by is None:
        return
    notices.tell(
        "units.nomination_decided",
        row.nominated_by,
        at=at,
        about=row,
        once=f"{row.pk} {row.state}",
        url=page_of(row),
        organisation=row.unit.organisation,
        person=row.person.name_en,
        outcome=labels.NOMINATION[NominationState(row.state)],
        why=row.reason or "–",
    )


def _tell_member(row: Nomination, holdings: tuple[Holding, ...], *, at: datetime) -> None:
    """Tell the member, where they have an account, that their letter is ready."""
    user = User.objects.filter(person=row.person_id).first()
    if user is None:
        return
    notices.tell(
        "units.you_are_appointed",
        user,
        at=at,
        about=row,
        once=str(row.pk),
        url=reverse("units:appointment_letter", args=[holdings[0].pk]),
        organisation=row.unit.organisation,
        posts=", ".join(row.posts),
        day=row.begins_on,
    )
