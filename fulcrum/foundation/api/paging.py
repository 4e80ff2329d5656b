"""Pages of a list by cursor: a page stays right while rows are added, and costs the same however far one has come."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from ninja import Schema
from pydantic import Field

from fulcrum.kit.refusal import Refusal

MOST = 200
USUAL = 50
Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=120, pattern=r"^[A-Za-z0-9_.-]*$")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="rows on a page")]
After = Annotated[
    str,
    Field(max_length=400, pattern=r"^[A-Za-z0-9_-]*$", description="the cursor `next` of the page before"),
]


class Page(Schema, Generic[Item]):
    """Some rows of a list, and the cursor of those that follow (null at the end)."""

    items: list[Item]
    next: str | None


def page(
    rows: QuerySet[Row], *, order: Sequence[str], limit: int, after: str, item: Callable[[Row], Any]
) -> dict[str, Any]:
    """The page of `rows` after the cursor, in ascending `order` of columns of which the last is unique.

    Raises Refusal `cursor_not_of_list` for a cursor that this list did not give.
    """
    if after:
        rows = _from(rows, order, _opened(after, len(order)))
    try:
        found = list(rows.order_by(*order)[: limit + 1])
    except (ValidationError, ValueError, DataError) as error:
        raise Refusal("cursor_not_of_list") from error
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return {"items": [item(row) for row in found[:limit]], "next": _cursor(last, order) if last else None}


def _from(rows: QuerySet[Row], order: Sequence[str], values: Sequence[Any]) -> QuerySet[Row]:
    try:
        return rows.filter(_behind(order, values))
    except (ValidationError, ValueError, TypeError) as error:
        raise Refusal("cursor_not_of_list") from error


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows whose columns come after `values`, compared from the left."""
    condition = Q()
    for place in range(len(order)):
        equal = {name: values[at] for at, name in enumerate(order[:place])}
        condition |= Q(**equal, **{f"{order[place]}__gt": values[place]})
    return condition


def _cursor(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, name) if name != "pk" else row.pk for name in order]
    text = json.dumps(values, default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise Refusal("cursor_not_of_list") from error
    if (
        not isinstance(values, list)
        or len(values) != length
        or not all(isinstance(v, str | int) for v in values)
    ):
        raise Refusal("cursor_not_of_list")
    return values
