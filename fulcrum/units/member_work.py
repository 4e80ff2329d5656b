"""What members add to My work: nominations that wait, posts empty for too long, hand-overs, the units of a CDIO."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Organisation
from fulcrum.units import member_reads
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import HandOver, Nomination

APP, LABEL = "units", gettext_lazy("Units")


def register() -> None:
    """Called once, in ready()."""
    work.register(
        work.Source("units.nominations", APP, LABEL, _waiting, _waiting_lines),
        work.Source("units.empty_posts", APP, LABEL, _empty, _empty_lines),
        work.Source("units.hand_overs", APP, LABEL, _open, _open_lines),
    )
    work.register_home(work.Home(16, _cdio_block))


def _waiting(user: Any, at: datetime) -> "QuerySet[Nomination] | None":
    return member_reads.nominations_waiting(user) if access.may(user, member_reads.ACCEPT) else None


def _waiting_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _waiting(user, at)
    if rows is None:
        return
    for row in rows.select_related("unit__organisation", "person").order_by("begins_on", "pk")[: work.MOST]:
        yield work.Line(
            title=own_name(row.unit.organisation, get_language()),
            href=reverse("units:nomination", args=[row.pk]),
            action=_("Answer the nomination"),
            reason=_("%(person)s is named for %(posts)s.")
            % {"person": own_name(row.person, get_language()), "posts": ", ".join(row.posts)},
            due=row.begins_on,
        )


def _empty(user: Any, at: datetime) -> int | None:
    if access.scope(user, member_reads.NOMINATE).is_empty:
        return None
    return len({post.unit_id for post in member_reads.empty_posts(user, timezone.localdate(at))})


def _empty_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    today = timezone.localdate(at)
    found = sorted(member_reads.empty_posts(user, today), key=lambda post: (post.unit_id, post.vacant_since))
    for _key, posts in groupby(found, key=lambda post: post.unit_id):
        empty = list(posts)
        longest = empty[0]
        days = (today - longest.vacant_since).days if longest.vacant_since else 0
        yield work.Line(
            title=own_name(longest.unit.organisation, get_language()),
            href=reverse("units:members", args=[longest.unit.number]),
            action=_("Name members"),
            reason=_("Posts of the unit stand empty, the longest for %(days)d days: %(posts)s.")
            % {"days": days, "posts": ", ".join(post.code for post in empty)},
            due=member_reads.last_day_of(longest),
            weight=days,
        )


def _open(user: Any, at: datetime) -> "QuerySet[HandOver] | None":
    scope = access.scope(user, member_reads.RUN)
    return None if scope.is_empty else member_reads.hand_overs_open(user)


def _open_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _open(user, at)
    if rows is None:
        return
    for row in rows.select_related("holding__person", "holding__post")[: work.MOST]:
        number = int(getattr(row, "still_open", 0))
        yield work.Line(
            title=own_name(row.holding.person, get_language()),
            href=reverse("units:hand_over", args=[row.pk]),
            action=_("See to the hand-over"),
            reason=ngettext(
                "%(number)d line of the hand-over of the post %(post)s is open.",
                "%(number)d lines of the hand-over of the post %(post)s are open.",
                number,
            )
            % {"number": number, "post": row.holding.post.code},
            due=row.due_on,
        )


def _cdio_block(user: Any, at: datetime) -> work.Block | None:
    """The organisations that a CDIO serves, each with its unit; one query."""
    grants = access.rights_of(user).grants
    keys = {grant.organisation for grant in grants if grant.role is Role.CDIO and grant.organisation}
    if not keys:
        return None
    rows = Organisation.objects.filter(pk__in=keys).order_by("sort_en", "key")
    told = rows.values("slug", "name_en", "name_si", "name_ta", "units__number", "units__standing")
    links = []
    seen: set[str] = set()
    for row in sorted(told, key=lambda row: row["units__standing"] in (None, Standing.CLOSED)):
        if row["slug"] in seen:
            continue
        seen.add(row["slug"])
        links.append(_cdio_link(row))
    links.sort(key=lambda link: str(link.label))
    return work.Block(_("The organisations that you serve"), links=links)


def _cdio_link(row: Mapping[str, Any]) -> work.Link:
    name = row[f"name_{get_language() or 'en'}"] or row["name_en"]
    if row["units__number"] is None or row["units__standing"] == Standing.CLOSED:
        return work.Link(name, reverse("registry:organisation", args=[row["slug"]]), _("no unit"))
    href = reverse("units:unit", args=[row["units__number"]])
    return work.Link(name, href, _("Unit %(number)s") % {"number": row["units__number"]})
