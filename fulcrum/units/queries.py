"""Reads for the pages of units, each in a constant number of statements."""

from typing import Any

from django.db.models import QuerySet

from fulcrum.units.models import Unit


def units(user: Any) -> QuerySet[Unit]:
    """Units that `user` may see, with what a list shows of them."""
    return Unit.objects.visible_to(user).select_related("organisation__district", "blueprint")


def listed(user: Any) -> QuerySet[Unit]:
    """The same for a list, without the texts of their models."""
    return units(user).defer("blueprint__text").order_by("number")
