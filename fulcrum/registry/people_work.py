"""What waits because of people: empty offices of one's own house, agreements about to end, entries to accept."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, labels, partner_reads, people_reads
from fulcrum.registry.models import Agreement
from fulcrum.registry.services import agreements, appointments, cii

SOON = timedelta(days=30)


def register() -> None:
    """Called once, in ready()."""
    area = gettext_lazy("People")
    work.register(work.Source("registry.empty_offices", "people", area, _empty_waiting, _empty_lines))
    work.register(work.Source("registry.agreements", "people", area, _ending, _ending_lines))
    work.register(work.Source("registry.cii", "people", area, _to_accept, _to_accept_lines))
    work.register_home(work.Home(10, _block))
    work.register_lesson(
        work.Lesson(
            10,
            gettext_lazy(
                "An office of your organisation that stands empty is listed here until it is filled."
            ),
            "registry:people",
            gettext_lazy("See who holds which office"),
            lambda user: not access.scope(user, appointments.APPOINT).is_empty,
        )
    )


def _own_vacancies(user: Any, at: datetime) -> list[people_reads.Vacancy] | None:
    """Empty offices where this person fills posts of single houses; officers of the programme have their own page."""
    scope = access.scope(user, appointments.APPOINT)
    if scope.is_empty or scope.everywhere:
        return None
    return people_reads.vacancies(user=user, on=timezone.localdate(at))


def _empty_waiting(user: Any, at: datetime) -> int | None:
    found = _own_vacancies(user, at)
    return None if found is None else len(found)


def _empty_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    for line in _own_vacancies(user, at) or ():
        yield work.Line(
            title=str(labels.ROLE[line.role]),
            href=reverse("registry:organisation_people", args=[line.organisation.slug]),
            action=_("Fill the office"),
            reason=_("The office has been without a holder of its own for %(days)d days.")
            % {"days": line.office.days},
            weight=line.office.days,
        )


def _ending(user: Any, at: datetime) -> "QuerySet[Agreement] | None":
    if not access.may(user, agreements.MANAGE):
        return None
    return partner_reads.agreements_ending(timezone.localdate(at), SOON)


def _ending_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _ending(user, at)
    for row in rows[: work.MOST] if rows is not None else ():
        yield work.Line(
            title=own_name(row.partner, get_language()),
            href=reverse("registry:agreements"),
            action=_("Look at the agreement"),
            reason=_("The agreement %(reference)s ends, and every right under it.")
            % {"reference": row.reference},
            due=row.until,
        )


def _to_accept(user: Any, at: datetime) -> int | None:
    """One thing to do, however many entries wait."""
    if not access.may(user, cii.PROPOSE):
        return None
    return 1 if partner_reads.cii_entries_to_accept(user).exists() else 0


def _to_accept_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    """One line for all, because a list of confidential entries is read on its own page, where readings are noted."""
    number = partner_reads.cii_entries_to_accept(user).count() if access.may(user, cii.PROPOSE) else 0
    if number:
        yield work.Line(
            title=_("Critical information infrastructure"),
            href=reverse("registry:cii"),
            action=_("Read and decide"),
            reason=_("Proposed entries wait for a second person: %(number)d.") % {"number": number},
        )


def _block(user: Any, at: datetime) -> work.Block | None:
    if not access.may(user, "registry.see_people"):
        return None
    links = [
        work.Link(_("People and their offices"), reverse("registry:people")),
        work.Link(_("Offices that stand empty"), reverse("registry:vacancies")),
    ]
    return work.Block(_("People"), links=links)
