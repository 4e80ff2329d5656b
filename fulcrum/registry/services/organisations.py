"""Enter organisations and correct their facts, each with a reason and a source."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from fulcrum.foundation.audit import history
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, labels, refusals
from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.codes import FactBasis, LicenceState, NameBasis
from fulcrum.registry.domain.corrections import BASES, Change, Changes, Draft
from fulcrum.registry.domain.history import EventKind, Grounds
from fulcrum.registry.domain.references import seat_fault
from fulcrum.registry.domain.row_errors import CellError, RowError
from fulcrum.registry.models import Organisation, OrganisationEvent, Region, Source
from fulcrum.registry.models.region import COUNTRY_PACK
from fulcrum.registry.services import deriving, histories, turns

EDIT = "registry.edit_organisations"
OWN = "own-"
"""Begins the address of an organisation entered here; no pack uses it, so that a later pack cannot claim it."""
LONGEST_SLUG = 100
RECORDED_HERE = "S-RECORD"
KEYS = "registry_organisation_key"
"""The sequence of keys given here, far above those of any pack; each is given once."""


@transaction.atomic
def create(
    draft: Draft,
    *,
    grounds: Grounds,
    by: User | None,
    at: datetime,
    parent: Organisation | None = None,
    opened_on: date | None = None,
    pack: str = COUNTRY_PACK,
) -> Organisation:
    """Enter an organisation that the register does not have. `by` None: the program itself or a simulation.

    Raises PermissionDenied; Refusal `grounds_missing`, `fact_refused`, `seat_unknown`, `packs_differ`,
    `is_closed`.
    """
    if by is not None:
        access.require(by, EDIT)
    histories.check_grounds(grounds)
    turns.alone()
    return enter(
        draft, grounds=grounds, by=by, at=at, parent=parent, opened_on=opened_on, pack=pack
    ).organisation


def enter(
    draft: Draft,
    *,
    grounds: Grounds,
    by: User | None,
    at: datetime,
    parent: Organisation | None = None,
    opened_on: date | None = None,
    pack: str = COUNTRY_PACK,
) -> OrganisationEvent:
    """Enter an organisation for a service that asked for the right and holds the turn (`turns.alone`)."""
    today = timezone.localdate(at)
    facts = {field: checked(field, value) for field, value in vars(draft).items()}
    check_seat(facts)
    if parent is not None:
        parent = histories.locked(parent.pk)[parent.pk]
        check_same_pack(pack, parent)
        if parent.is_closed_on(opened_on or today):
            raise Refusal("is_closed", organisation=parent.name_en, closed_on=parent.closed_on)
    body = Organisation(
        key=_next_key(),
        parent=parent,
        parent_basis=FactBasis.SOURCE if parent else "",
        district_basis=FactBasis.SOURCE if facts["district_id"] else "",
        source=_recorded_here(),
        source_year=at.year,
        pack=pack,
        opened_on=opened_on,
        **{field: corrections.stored(field, value) for field, value in facts.items()},
        **{basis: NameBasis.REVIEWED if facts[name] else "" for name, basis in BASES.items()},
    )
    body.slug = _free_slug(body.name_en)
    body.decided = sorted(_columns(body))
    history.explain(by=by, reason=grounds.reason)
    deriving.place(body)
    body.save(force_insert=True)
    event = histories.write(EventKind.CREATED, body, on=opened_on or today, grounds=grounds, by=by, at=at)
    event.after = {column: str(value) for column, value in _columns(body).items() if value}
    histories.finish(event, at=at)
    histories.settle({body.pk: {"opened_on"}}, by=by, at=at)
    body.refresh_from_db()
    return event


@transaction.atomic
def correct(
    body: Organisation, changes: Changes, *, grounds: Grounds, by: User, at: datetime
) -> OrganisationEvent:
    """Correct facts that the register has wrong; what happened in the world is told by events instead.

    Raises PermissionDenied; Refusal `grounds_missing`, `fact_refused`, `seat_unknown`, `changed_meanwhile`,
    `nothing_changed`.
    """
    access.require(by, EDIT, body)
    histories.check_grounds(grounds)
    turns.beside_others()
    row = histories.locked(body.pk)[body.pk]
    facts = corrections.facts_of(row)
    if stale := corrections.outdated(changes, facts):
        told = ", ".join(str(labels.FACT[field]) for field in stale)
        raise Refusal("changed_meanwhile", organisation=row.name_en, facts=told)
    read = {field: Change(change.was, checked(field, change.value)) for field, change in changes.items()}
    complete = corrections.with_bases(read, facts)
    if not complete:
        raise Refusal("nothing_changed", organisation=row.name_en)
    check_seat({**facts, **{field: change.value for field, change in complete.items()}})
    event = histories.write(
        EventKind.CORRECTED, row, on=timezone.localdate(at), grounds=grounds, by=by, at=at
    )
    histories.change(event, {**corrections.columns(complete), **_seat_basis(complete)})
    histories.finish(event, at=at)
    histories.settle({row.pk: set(event.after)}, by=by, at=at)
    return event


def checked(field: str, text: str) -> str:
    """The value of a fact that a person typed. Raises Refusal `fact_refused` with what is wrong, as the loader words it."""
    try:
        return corrections.read(field, text)
    except CellError as error:
        worded = refusals.word(RowError("", 0, field, text[:80], error.code, error.facts))
        raise Refusal(
            "fact_refused", fact=labels.FACT[field], what=worded.what, remedy=worded.remedy
        ) from error


def check_seat(facts: Any) -> None:
    """Raise Refusal `seat_unknown` unless seat and area exist and fit together."""
    codes = {facts["district_id"], facts["region_id"]} - {""}
    regions = Region.objects.filter(pk__in=codes).values_list("code", "level", "parent_id")
    levels = {code: level for code, level, _ in regions}
    parents = {code: parent or "" for code, _, parent in regions}
    if fault := seat_fault(facts["district_id"], facts["region_id"], levels, parents):
        worded = refusals.word(RowError("", 0, fault.column, fault.value, fault.code, fault.facts))
        raise Refusal("seat_unknown", what=worded.what, remedy=worded.remedy)


def check_same_pack(pack: str, *bodies: Organisation) -> None:
    """Raise Refusal `packs_differ` if one of them is simulated and another is not, or they are of two countries."""
    for body in bodies:
        if body.pack != pack:
            raise Refusal("packs_differ", organisation=body.name_en)


def _seat_basis(changes: Changes) -> dict[str, str]:
    if "district_id" not in changes:
        return {}
    return {"district_basis": FactBasis.SOURCE if changes["district_id"].value else ""}


def _columns(body: Organisation) -> dict[str, object]:
    """What a pack could otherwise change."""
    told = (*corrections.FIELDS, "parent_id", "parent_basis", "district_basis", "opened_on", "closed_on")
    return {column: getattr(body, column) for column in told}


def new_keys(count: int, taken: Collection[int]) -> list[int]:
    """Keys that no organisation has or had; `taken` are those that files took by hand."""
    found: list[int] = []
    with connection.cursor() as cursor:
        while len(found) < count:
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [KEYS, count - len(found)])
            found += [key for (key,) in cursor.fetchall() if key not in taken]
    return found


def _next_key() -> int:
    while True:
        (key,) = new_keys(1, ())
        if not Organisation.objects.filter(pk=key).exists():
            return key


def _free_slug(name: str) -> str:
    base = OWN + (slugify(name)[:LONGEST_SLUG].strip("-") or "organisation")
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _recorded_here() -> Source:
    """The source of what officers enter: each event of the history names the document itself."""
    return Source.objects.get_or_create(
        code=RECORDED_HERE,
        defaults={
            "publisher": "The office of the programme",
            "title": "Decisions recorded in this register; the history of each organisation names the document",
            "short_title": "Recorded in the register",
            "read_at": "the page of the organisation",
            "licence": "none needed",
            "licence_state": LicenceState.VERIFIED,
        },
    )[0]
