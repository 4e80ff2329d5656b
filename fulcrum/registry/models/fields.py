"""Fields that several models of the register share."""

from collections.abc import Iterable

from django.db import models

LONGEST_CODE = 40


def code_field(*, blank: bool = False) -> "models.CharField[str, str]":
    """A column that holds one code of a closed list; pair it with `code_check`, which names the list."""
    return models.CharField(max_length=LONGEST_CODE, blank=blank)


def code_check(field: str, codes: Iterable[str], name: str, *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses codes that are not on the list; empty only if `blank`."""
    allowed = sorted({*map(str, codes), *([""] if blank else [])})
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": allowed}), name=name)


def sort_key_field() -> "models.TextField[str, str]":
    """A key of `kit.sort_key`: compared byte by byte, whatever collation the database has."""
    return models.TextField(db_collation="C", editable=False, default="")
