"""Rows as they were: a thin edge to pghistory, whose triggers keep a version of a row at each change.

@history.kept("OrganisationVersion", exclude=("path", "depth"))
class Organisation(models.Model): ...

history.explain(by=officer, reason=reason)         # in a service, before the change
history.as_of(Organisation, 17, at)                # the version in force at that moment
history.versions(Organisation, 17)                 # every version, the newest first, with who, when and why

Triggers work per statement, so that a load of thousands of rows costs one statement more. A version carries the person
and the request of its transaction in a column of its own: no table of contexts, no wrapper around every query.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection, models

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.users.models import User
from fulcrum.kit import origin

Model = TypeVar("Model", bound=type[models.Model])

CONTEXT = "pghistory.context_metadata"
"""The setting of the transaction from which the triggers take who and why."""

FIRST_KNOWN = "known"
"""The operation of versions that a migration made of rows that were there before their history was kept."""

_OWN_COLUMNS = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")
_kept: dict[str, str] = {}


@dataclass(frozen=True)
class Version:
    """A row from one change to the next."""

    at: datetime
    operation: str
    by: User | None
    request: str
    reason: str
    values: Mapping[str, Any] = field(repr=False)

    @property
    def is_end(self) -> bool:
        """Whether the row was removed then; its values are its last."""
        return self.operation == "delete"


def kept(name: str, *, exclude: Iterable[str] = ()) -> Callable[[Model], Model]:
    """Keep every version of a model's rows in a model `name` beside it; `exclude` names columns that are derived."""

    def keep(model: Model) -> Model:
        tracked: Model = pghistory.track(
            pghistory.InsertEvent(level=pghistory.Statement),
            pghistory.UpdateEvent(level=pghistory.Statement),
            pghistory.DeleteEvent(level=pghistory.Statement),
            model_name=name,
            exclude=list(exclude),
            obj_field=pghistory.ObjForeignKey(
                related_name="+", related_query_name="+", on_delete=models.DO_NOTHING, db_index=False
            ),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]  # its own documentation allows None
            append_only=True,
            meta={
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name=f"{model.__name__.lower()}_as_it_was",
                    )
                ]
            },
        )(model)
        _kept[model._meta.label_lower] = f"{model._meta.app_label}.{name}"
        return tracked

    return keep


def context(person: int | None, reason: str = "") -> str:
    """Who acts, in which request and why, as the triggers store it."""
    return json.dumps({"person": person, "request": origin.current(), "reason": reason})


def explain(*, by: User | None, reason: str = "") -> None:
    """Have the versions written until the transaction ends tell who changed the rows and why."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [CONTEXT, context(by.pk if by else None, reason)])


def as_of(model: type[models.Model], pk: Any, at: datetime) -> Version | None:
    """The version in force at that moment; None if the row was not there, or not yet kept."""
    row = _rows(model, pk).filter(pgh_created_at__lte=at).first()
    if row is None or row.pgh_label == "delete":
        return None
    return _versions(model, pk, [row])[0]


def versions(model: type[models.Model], pk: Any) -> list[Version]:
    """Every version of a row, the newest first, in three queries."""
    return _versions(model, pk, list(_rows(model, pk)))


def kept_since(model: type[models.Model], pk: Any) -> datetime | None:
    """Since when versions of this row are kept."""
    oldest = _rows(model, pk).last()
    return oldest.pgh_created_at if oldest else None


def forget(model: type[models.Model], pk: Any, blanks: Mapping[str, Any]) -> None:
    """Overwrite personal data in every version of a row: the one change that versions allow, for the law's sake."""
    kept_in = apps.get_model(_kept[model._meta.label_lower])
    with pgtrigger.ignore(f"{kept_in._meta.label}:append_only"):
        kept_in._default_manager.filter(pgh_obj_id=pk).update(**blanks)


def _rows(model: type[models.Model], pk: Any) -> Any:
    kept_in: Any = apps.get_model(_kept[model._meta.label_lower])
    return kept_in.objects.filter(pgh_obj_id=pk).order_by("-pgh_created_at", "-pgh_id")


def _versions(model: type[models.Model], pk: Any, rows: list[Any]) -> list[Version]:
    told = [row.pgh_context or {} for row in rows]
    people = User.objects.in_bulk({each["person"] for each in told if each.get("person")})
    reasons = _reasons(model, pk, {each["request"] for each in told if each.get("request")})
    return [
        Version(
            at=row.pgh_created_at,
            operation=row.pgh_label,
            by=people.get(each.get("person")),
            request=each.get("request", ""),
            reason=each.get("reason") or reasons.get(each.get("request", ""), ""),
            values=_values(row),
        )
        for row, each in zip(rows, told, strict=True)
    ]


def _reasons(model: type[models.Model], pk: Any, requests: set[str]) -> dict[str, str]:
    """What the entries of the same requests say about this row, where the change itself was not explained."""
    if not requests:
        return {}
    entries = Entry.objects.filter(
        object_kind=model._meta.label_lower, object_id=str(pk), request__in=requests
    ).exclude(reason="")
    return dict(entries.order_by("pk").values_list("request", "reason"))


def _values(row: Any) -> dict[str, Any]:
    """The row's own columns; what points elsewhere is its key."""
    return {
        each.name: getattr(row, each.attname) for each in row._meta.fields if each.name not in _OWN_COLUMNS
    }
