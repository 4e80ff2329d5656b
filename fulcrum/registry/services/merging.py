"""Bring one table of the register to the rows of a file: compare first, then write only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from fulcrum.registry.domain.load_report import Change, LoadReport, TableCounts

BATCH = 1000


@dataclass(frozen=True)
class Target:
    """A table as a merge sees it. `columns` maps a file's column to the model's attribute; `key` are attributes.

    Rows may lack attributes that are no key, all rows of a merge the same ones; what is stored of those stays.
    """

    table: str
    model: type[models.Model]
    columns: Mapping[str, str]
    key: tuple[str, ...]
    name: str

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(self.columns.values())


def merge(
    target: Target,
    rows: Iterable[Mapping[str, Any]],
    report: LoadReport,
    *,
    pack: str,
    all_rows: bool,
    write: bool,
) -> None:
    """Add new rows and change those that differ; count both, and rows that the file lacks if it is to hold all."""
    counts = report.tables.setdefault(target.table, TableCounts())
    stored = _stored(target, pack)
    objects: list[models.Model] = []
    given: set[str] = set()
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = tuple(row[attribute] for attribute in target.key)
        seen.add(key)
        given.update(row)
        change = _change(target, key, row, stored.get(key))
        if change is None:
            counts.unchanged += 1
            continue
        counts.new += change.is_new
        counts.changed += not change.is_new
        report.note(change)
        objects.append(target.model(pack=pack, **row) if _has_pack(target.model) else target.model(**row))
    if all_rows:
        counts.missing = len(stored.keys() - seen)
    if write and objects:
        _write(target, objects, given)


def _stored(target: Target, pack: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    manager = target.model._default_manager
    stored = manager.filter(pack=pack) if _has_pack(target.model) else manager.all()
    rows = stored.values(*target.attributes)
    return {tuple(row[attribute] for attribute in target.key): row for row in rows}


def _has_pack(model: type[models.Model]) -> bool:
    return any(field.name == "pack" for field in model._meta.fields)


def _change(
    target: Target, key: Sequence[Any], row: Mapping[str, Any], stored: Mapping[str, Any] | None
) -> Change | None:
    told_key = " ".join("-" if part is None else str(part) for part in key)
    name = str((stored or row)[target.name]) if target.name else ""
    if stored is None:
        return Change(target.table, told_key, name, is_new=True)
    different = tuple(
        (column, _shown(stored[attribute]), _shown(row[attribute]))
        for column, attribute in target.columns.items()
        if attribute in row and stored[attribute] != row[attribute]
    )
    return Change(target.table, told_key, name, False, different) if different else None


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _write(target: Target, objects: list[models.Model], given: set[str]) -> None:
    changeable = [attribute for attribute in target.attributes if attribute in given - set(target.key)]
    target.model._default_manager.bulk_create(
        objects,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[_field_name(target.model, attribute) for attribute in target.key],
        update_fields=[_field_name(target.model, attribute) for attribute in changeable],
    )


def _field_name(model: type[models.Model], attribute: str) -> str:
    """`parent` for the attribute `parent_id`: Django's bulk writes want names of fields."""
    return next(field.name for field in model._meta.fields if field.attname == attribute)
