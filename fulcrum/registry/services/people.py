"""Keep the people of the register: their names per script and how to reach them."""

import unicodedata
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.sort_key import list_key
from fulcrum.kit.text import search_index
from fulcrum.registry import access
from fulcrum.registry.models import Person

MANAGE = "registry.manage_people"
NAMES = ("name_en", "name_si", "name_ta", "initials_en", "initials_si", "initials_ta", "preferred_name")
CONTACTS = ("email", "phone", "languages")
DERIVED = ("sort_en", "sort_si", "sort_ta", "search_text")


@transaction.atomic
def add(
    *, names: dict[str, str], pack: str, by: User | None, at: datetime, user: User | None = None
) -> Person:
    """Add a person by their names and contacts (NAMES, CONTACTS). `by` None: the program itself or a simulation.

    Raises PermissionDenied, Refusal `person_without_name`.
    """
    if by is not None:
        access.require(by, MANAGE)
    return _add(names, pack=pack, by=by, at=at, user=user)


@transaction.atomic
def add_named(*, names: dict[str, str], pack: str, by: User, at: datetime) -> Person:
    """Add somebody whom a head names for a post of the own house; whoever calls has asked whether they may name.

    Raises Refusal `person_without_name`, `person_without_address`, `person_is_known`.
    """
    email = " ".join(names.get("email", "").split())
    if not email:
        raise Refusal("person_without_address", person=names.get("name_en", ""))
    known = Person.objects.filter(Q(email__iexact=email) | Q(user__email__iexact=email)).first()
    if known is not None:
        raise Refusal("person_is_known", email=email)
    return _add(names, pack=pack, by=by, at=at)


def _add(
    names: dict[str, str], *, pack: str, by: User | None, at: datetime, user: User | None = None
) -> Person:
    person = Person(pack=pack, added_at=at, user=user)
    _set(person, names)
    person.save()
    audit.record("registry.person_added", person, by=by, at=at, after=names)
    return person


@transaction.atomic
def correct(person: Person, *, names: dict[str, str], reason: str, by: User, at: datetime) -> Person:
    """Change names or contacts; people may correct their own.

    Raises PermissionDenied, Refusal `person_without_name` or `reason_missing`.
    """
    if person.user_id != by.pk:
        access.require(by, MANAGE)
        if not reason.strip():
            raise Refusal("reason_missing")
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = {field: getattr(person, field) for field in names}
    _set(person, names)
    after = {field: getattr(person, field) for field in names}
    changed = [field for field in names if before[field] != after[field]]
    if changed:
        person.save(update_fields=[*changed, *DERIVED])
        audit.record(
            "registry.person_corrected",
            person,
            by=by,
            at=at,
            reason=reason,
            before={field: before[field] for field in changed},
            after={field: after[field] for field in changed},
        )
    return person


def derive(person: Person) -> None:
    """Fill the columns that follow from the names: sort keys and search text."""
    for language in ("en", "si", "ta"):
        key = list_key(getattr(person, f"name_{language}"), person.name_en)
        setattr(person, f"sort_{language}", key)
    person.search_text = search_index(" ".join(filter(None, (getattr(person, field) for field in NAMES))))


def _set(person: Person, values: dict[str, Any]) -> None:
    unknown = set(values) - set(NAMES) - set(CONTACTS)
    if unknown:
        raise ValueError(f"a person has no {sorted(unknown)}")
    for field, value in values.items():
        setattr(person, field, " ".join(unicodedata.normalize("NFC", value).split()))
    if not person.name_en:
        raise Refusal("person_without_name")
    derive(person)
