"""Versions of blueprints: drafted, changed, published once and for all, carried between countries as one file."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.units.domain import blueprint_content, blueprint_writing
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.models import BlueprintVersion

MANAGE = "units.manage_blueprints"
SHIPPED = Path(__file__).resolve().parents[1] / "content" / "blueprints"


def read(row: BlueprintVersion) -> Blueprint:
    """What this version says; each process reads a text once."""
    return _read(row.text)


@lru_cache(maxsize=32)
def _read(text: str) -> Blueprint:
    return blueprint_content.read(text)


@transaction.atomic
def load_shipped(*, at: datetime, say: Callable[[str], None] = lambda line: None) -> int:
    """Publish the models that come with the program; returns how many were new.

    A version that stands already is left as it is, even if the file differs: what is published never changes.
    """
    loaded = 0
    for path in sorted(SHIPPED.glob("*.yaml")):
        blueprint = blueprint_content.read(path.read_text(encoding="utf-8"), file=path.name)
        _wait_for_turn(blueprint.code)
        standing = BlueprintVersion.objects.filter(code=blueprint.code, version=blueprint.version).first()
        if standing is None:
            row = _stored(blueprint, path.read_text(encoding="utf-8"), by=None, at=at)
            _publish(row, by=None, at=at)
            say(f"Model of a unit {row}: published")
            loaded += 1
        elif standing.sha256 != blueprint.sha256:
            say(f"Model of a unit {standing} stands with other content; {path.name} is not loaded")
    return loaded


@transaction.atomic
def draft(text: str, *, by: User, at: datetime) -> BlueprintVersion:
    """Keep a file as the draft of a new blueprint, or of the next version of one that stands.

    Raises PermissionDenied; BlueprintError for a file that is not sound; Refusal `blueprint_known`,
    `blueprint_draft_stands`, `blueprint_version_taken`.
    """
    access.require(by, MANAGE)
    blueprint = blueprint_content.read(text)
    _wait_for_turn(blueprint.code)
    versions = list(BlueprintVersion.objects.filter(code=blueprint.code))
    for row in versions:
        if row.sha256 == blueprint.sha256:
            raise Refusal("blueprint_known", blueprint=str(row))
    for row in versions:
        if not row.is_published:
            raise Refusal("blueprint_draft_stands", blueprint=str(row))
    newest = max((row.version for row in versions), default=0)
    if blueprint.version <= newest:
        raise Refusal(
            "blueprint_version_taken", blueprint=blueprint.code, version=blueprint.version, next=newest + 1
        )
    row = _stored(blueprint, text, by=by, at=at)
    audit.record("units.blueprint_drafted", row, by=by, at=at, code=row.code, version=row.version)
    return row


@transaction.atomic
def draft_next(row: BlueprintVersion, *, by: User, at: datetime) -> BlueprintVersion:
    """Begin the next version of a blueprint with the text of this one. Raises as `draft` does."""
    _wait_for_turn(row.code)
    highest = (
        BlueprintVersion.objects.filter(code=row.code).order_by("-version").values_list("version", flat=True)
    )
    return draft(blueprint_writing.with_version(row.text, highest[0] + 1), by=by, at=at)


@transaction.atomic
def change(row: BlueprintVersion, text: str, *, seen: str, by: User, at: datetime) -> None:
    """Give a draft another text. seen: the hash of the text that `by` began from.

    Raises PermissionDenied; BlueprintError; Refusal `blueprint_is_published`, `blueprint_changed_since`,
    `blueprint_is_another`.
    """
    access.require(by, MANAGE)
    blueprint = blueprint_content.read(text)
    stored = _locked(row)
    _check_open(stored)
    if (blueprint.code, blueprint.version) != (stored.code, stored.version):
        raise Refusal(
            "blueprint_is_another", blueprint=str(stored), found=f"{blueprint.code} {blueprint.version}"
        )
    if stored.sha256 == blueprint.sha256:
        return
    _check_seen(stored, seen)
    before = stored.sha256
    stored.text, stored.sha256, stored.changed_at = text, blueprint.sha256, at
    stored.name_en, stored.name_si, stored.name_ta = _names(blueprint)
    stored.save(update_fields=["text", "sha256", "changed_at", "name_en", "name_si", "name_ta"])
    audit.record(
        "units.blueprint_changed", stored, by=by, at=at,
        before={"sha256": before}, after={"sha256": stored.sha256},
    )  # fmt: skip


@transaction.atomic
def publish(row: BlueprintVersion, *, seen: str, by: User, at: datetime) -> bool:
    """Publish a draft: from now on it never changes. seen: the hash of the text that `by` read.

    Returns whether it was published now; asking again for the same text, by the same person, changes nothing.
    Raises PermissionDenied; Refusal `blueprint_published_by_other`, `blueprint_changed_since`.
    """
    access.require(by, MANAGE)
    stored = _locked(row)
    if stored.is_published:
        if stored.published_by_id == by.pk and stored.sha256 == seen:
            return False
        if stored.published_by is None:
            raise Refusal("blueprint_is_published", blueprint=str(stored))
        raise Refusal(
            "blueprint_published_by_other",
            blueprint=str(stored),
            person=stored.published_by.name,
            on=timezone.localdate(stored.published_at),
        )
    _check_seen(stored, seen)
    blueprint_content.read(stored.text)
    _publish(stored, by=by, at=at)
    return True


@transaction.atomic
def discard(row: BlueprintVersion, *, reason: str, by: User, at: datetime) -> None:
    """Throw a draft away. Raises PermissionDenied; Refusal `blueprint_is_published`, `reason_missing`."""
    access.require(by, MANAGE)
    stored = _locked(row)
    _check_open(stored)
    if not reason.strip():
        raise Refusal("reason_missing")
    audit.record(
        "units.blueprint_discarded", stored, by=by, at=at, reason=reason.strip(),
        code=stored.code, version=stored.version, sha256=stored.sha256,
    )  # fmt: skip
    stored.delete()


def _stored(blueprint: Blueprint, text: str, *, by: User | None, at: datetime) -> BlueprintVersion:
    name_en, name_si, name_ta = _names(blueprint)
    return BlueprintVersion.objects.create(
        code=blueprint.code,
        version=blueprint.version,
        name_en=name_en,
        name_si=name_si,
        name_ta=name_ta,
        text=text,
        sha256=blueprint.sha256,
        drafted_by=by,
        drafted_at=at,
        changed_at=at,
    )


def _names(blueprint: Blueprint) -> tuple[str, str, str]:
    return blueprint.names.name_en, blueprint.names.name_si, blueprint.names.name_ta


def _publish(row: BlueprintVersion, *, by: User | None, at: datetime) -> None:
    row.published_by, row.published_at = by, at
    row.save(update_fields=["published_by", "published_at"])
    audit.record(
        "units.blueprint_published", row, by=by, at=at, code=row.code, version=row.version, sha256=row.sha256
    )


def _locked(row: BlueprintVersion) -> BlueprintVersion:
    """The row as it is now. Raises Refusal `blueprint_is_gone` if somebody threw the draft away."""
    stored = BlueprintVersion.objects.select_for_update().filter(pk=row.pk).first()
    if stored is None:
        raise Refusal("blueprint_is_gone", blueprint=str(row))
    return stored


def _check_open(row: BlueprintVersion) -> None:
    if row.is_published:
        raise Refusal("blueprint_is_published", blueprint=str(row))


def _check_seen(row: BlueprintVersion, seen: str) -> None:
    if row.sha256 != seen:
        raise Refusal("blueprint_changed_since", blueprint=str(row))


def _wait_for_turn(code: str) -> None:
    """One draft or version of a blueprint is made at a time: two officers would take the same number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"units.blueprint {code}"])
