"""What is missing or doubtful in the register: work lists with their numbers, for officers and volunteers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.codes import TOPMOST_KINDS, UNREVIEWED_BASES, FactBasis, Subkind
from fulcrum.registry.models import Lookalike, Organisation, OrganisationEvent, Succession
from fulcrum.registry.queries import HEAVY, LANGUAGES

ALIKE = "names-alike"
"""The one list whose lines are pairs."""


@dataclass(frozen=True)
class WorkList:
    """One kind of doubt.

    key       in addresses
    fact      the fact that a proposal from a line is about; empty if none can mend it
    holds     which organisations are listed on a day
    """

    key: str
    label: Promise
    text: Promise
    fact: str
    holds: Callable[[date], Q]


@dataclass(frozen=True)
class QualityFilters:
    """What the lists are narrowed by; empty means not narrowed."""

    kind: str = ""
    district: str = ""
    pack: str = ""


def _open(day: date) -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day)


def _unreviewed(language: str) -> Callable[[date], Q]:
    return lambda day: _open(day) & Q(**{f"{language}_basis__in": UNREVIEWED_BASES})


def _without_successor(day: date) -> Q:
    standing = OrganisationEvent.objects.standing().done()
    followed = Succession.objects.filter(predecessor=OuterRef("pk"), event__in=standing)
    return Q(~Exists(followed), closed_on__lte=day)


LISTS: Mapping[str, WorkList] = {
    each.key: each
    for each in (
        WorkList(
            "no-sinhala-name",
            _("No Sinhala name"),
            _("No source that we read states a Sinhala name. Propose the official one."),
            "name_si",
            lambda day: _open(day) & Q(name_si=""),
        ),
        WorkList(
            "no-tamil-name",
            _("No Tamil name"),
            _("No source that we read states a Tamil name. Propose the official one."),
            "name_ta",
            lambda day: _open(day) & Q(name_ta=""),
        ),
        WorkList(
            "unreviewed-sinhala-name",
            _("Sinhala name not reviewed"),
            _(
                "The name was composed or taken over and no reader of Sinhala has confirmed it. Say that it is right, or propose another."
            ),
            "name_si",
            _unreviewed("si"),
        ),
        WorkList(
            "unreviewed-tamil-name",
            _("Tamil name not reviewed"),
            _(
                "The name was composed or taken over and no reader of Tamil has confirmed it. Say that it is right, or propose another."
            ),
            "name_ta",
            _unreviewed("ta"),
        ),
        WorkList(
            "no-seat",
            _("No seat"),
            _("The sources do not say in which district it sits. Missions abroad are not counted."),
            "district_id",
            lambda day: _open(day) & Q(district__isnull=True) & ~Q(subkind=Subkind.DIPLOMATIC_MISSION),
        ),
        WorkList(
            "no-parent",
            _("Belongs to nothing"),
            _(
                "Nothing stands above it, though its kind is not one that stands at the top: ministries, commissions, courts and provincial councils do."
            ),
            "",
            lambda day: _open(day) & Q(parent__isnull=True) & ~Q(kind__in=TOPMOST_KINDS),
        ),
        WorkList(
            "inferred",
            _("Inferred or old facts"),
            _("Its seat or its place in the tree was set by us, or was stated for the ministries of 2024."),
            "district_id",
            lambda day: (
                _open(day)
                & (
                    Q(parent_basis__in=[FactBasis.INFERRED, FactBasis.SOURCE_EARLIER])
                    | Q(district_basis__in=[FactBasis.INFERRED, FactBasis.SOURCE_EARLIER])
                )
            ),
        ),
        WorkList(
            "no-successor",
            _("Closed without a successor"),
            _(
                "It is closed and nothing says what followed it. Where something did, record a merger or a division instead of the closing."
            ),
            "",
            _without_successor,
        ),
    )
}
ALIKE_LABEL = _("Names alike")
ALIKE_TEXT = _(
    "Two organisations whose English names look like one and that the register does not place in two districts. Merge them if they are one; tell them apart if they are two."
)


def counts(filters: QualityFilters, day: date, user: Any) -> dict[str, int]:
    """How many lines each list has, in two statements."""
    found = _narrowed(filters, user)
    numbers = found.aggregate(
        **{key.replace("-", "_"): Count("pk", filter=each.holds(day)) for key, each in LISTS.items()}
    )
    told = {key: numbers[key.replace("-", "_")] for key in LISTS}
    return {**told, ALIKE: alike(filters, user).count()}


def organisations(
    work_list: WorkList, filters: QualityFilters, day: date, user: Any, language: str
) -> QuerySet[Organisation]:
    """The organisations of one list by name, with what a line tells of each."""
    found = _narrowed(filters, user).filter(work_list.holds(day))
    known = language if language in LANGUAGES else "en"
    ordered = found.select_related("parent", "district", "region", "province", "source")
    return ordered.defer(*HEAVY).order_by(f"sort_{known}", "key")


def alike(filters: QualityFilters, user: Any) -> QuerySet[Lookalike]:
    """The pairs that nobody has told apart, the likest first."""
    pairs = Lookalike.objects.unsettled().filter(first__in=Organisation.objects.visible_to(user))
    wanted = {f"first__{name}": value for name, value in vars(filters).items() if value}
    return pairs.filter(**wanted).select_related("first__district", "second__district")


def pair(pk: int, user: Any) -> Lookalike | None:
    """One pair of the list."""
    return alike(QualityFilters(), user).filter(pk=pk).first()


def packs(user: Any) -> list[str]:
    """The packs that organisations come from."""
    found = Organisation.objects.visible_to(user).order_by("pack")
    return list(found.values_list("pack", flat=True).distinct())


def _narrowed(filters: QualityFilters, user: Any) -> QuerySet[Organisation]:
    wanted = {name: value for name, value in vars(filters).items() if value}
    return Organisation.objects.visible_to(user).filter(**wanted)
