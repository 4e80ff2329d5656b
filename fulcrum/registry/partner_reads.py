"""Reads about agreements with partners and about the confidential register of critical infrastructure."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from fulcrum.registry.models import Agreement, CiiEntry, Partner


def agreements(*, on: date, with_ended: bool) -> QuerySet[Agreement]:
    """Agreements by their last day, each with how many people have rights under it."""
    rows = Agreement.objects.with_people().select_related("partner", "organisation", "region")
    return (rows if with_ended else rows.filter(until__gte=on)).order_by("until", "pk")


def agreements_ending(on: date, within: timedelta) -> QuerySet[Agreement]:
    """Agreements in force whose last day comes soon, the soonest first."""
    rows = Agreement.objects.in_force(on).filter(until__lte=on + within)
    return rows.select_related("partner").order_by("until", "pk")


def agreement(pk: int) -> Agreement | None:
    """One agreement with its partner."""
    return Agreement.objects.select_related("partner").filter(pk=pk).first()


def partner_named(name: str) -> Partner | None:
    """The partner of this English name, whatever its capitals."""
    return Partner.objects.filter(name_en__iexact=name).first()


def cii_entries(user: Any) -> QuerySet[CiiEntry]:
    """Entries within the reader's reach, with the people who proposed and accepted them."""
    return CiiEntry.objects.visible_to(user).select_related(
        "organisation__district", "proposed_by", "accepted_by"
    )


def cii_entry(pk: int, user: Any) -> CiiEntry | None:
    """One entry within the reader's reach."""
    return CiiEntry.objects.visible_to(user).select_related("organisation").filter(pk=pk).first()


def cii_entries_to_accept(user: Any) -> QuerySet[CiiEntry]:
    """Proposed entries within the reader's reach that another person proposed."""
    return CiiEntry.objects.visible_to(user).filter(accepted_by=None, until=None).exclude(proposed_by=user)
