"""A government organisation."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from fulcrum.foundation.audit import history
from fulcrum.registry.domain.codes import FactBasis, Kind, NameBasis, Sector, Subkind, Tier
from fulcrum.registry.models.fields import code_check, code_field, sort_key_field
from fulcrum.registry.models.region import SIMULATED, Region
from fulcrum.registry.models.source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User

PATH_STEP = 10
"""Characters of one step of a path: a key written with nine digits, and a full stop."""


def path_step(key: int) -> str:
    return f"{key:09d}."


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Organisations `user` may see: every one, because the register is public. Views start here all the same."""
        return self.all()

    def of_country(self) -> Self:
        """Those of the real country, not of a simulated one."""
        return self.exclude(pack=SIMULATED)

    def open_on(self, day: date) -> Self:
        """Organisations that exist on `day` as far as the register knows."""
        return self.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=day),
            Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        )


@history.kept(
    "OrganisationVersion",
    exclude=(
        *("path", "depth", "bodies_below", "sort_en", "sort_si", "sort_ta", "name_text", "search_text"),
        "decided",
    ),
)
class Organisation(models.Model):
    """One public body. `key` is given once, in the country pack, and is what plans and lotteries refer to."""

    key = models.BigIntegerField(primary_key=True)
    slug = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=300)
    name_si = models.CharField(max_length=300, blank=True)
    name_ta = models.CharField(max_length=300, blank=True)
    si_basis = code_field(blank=True)
    ta_basis = code_field(blank=True)
    kind = code_field()
    subkind = code_field(blank=True)
    tier = code_field()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        db_column="parent_key",
    )
    parent_basis = code_field(blank=True)
    sector = code_field()
    district = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seated",
        db_column="district_code",
    )
    district_basis = code_field(blank=True)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="serving",
        db_column="region_code",
    )
    province = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations_in_province",
        db_column="province_code",
        help_text="of the seat, else of the region served; set by the loader",
    )
    official_code = models.CharField(max_length=30, blank=True)
    website = models.URLField(max_length=200, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="organisations", db_column="source_code"
    )
    source_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    pack = models.CharField(max_length=20)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    decided = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="columns that people decided here; loading a pack leaves them as they are",
    )

    path = models.CharField(max_length=PATH_STEP * 12, db_collation="C", editable=False, default="")
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    bodies_below = models.PositiveIntegerField(default=0, editable=False)
    sort_en = sort_key_field()
    sort_si = sort_key_field()
    sort_ta = sort_key_field()
    name_text = models.TextField(
        editable=False, default="", help_text="words of its names and code, as a search compares them"
    )
    search_text = models.TextField(
        editable=False, default="", help_text="the same, with words for its kind, seat and area"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_en", "key"]
        indexes = [
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="organisations_whose_text_holds"
            ),
            GinIndex(fields=["name_en"], opclasses=["gin_trgm_ops"], name="organisations_named_alike"),
            models.Index(fields=["sort_en", "key"], name="organisations_by_english_name"),
            models.Index(fields=["sort_si", "key"], name="organisations_by_sinhala_name"),
            models.Index(fields=["sort_ta", "key"], name="organisations_by_tamil_name"),
            models.Index(fields=["kind", "sort_en"], name="organisations_of_a_kind"),
            models.Index(fields=["path"], name="organisations_below"),
        ]
        constraints = [
            code_check("kind", Kind, "organisation_kind_is_known"),
            code_check("subkind", Subkind, "organisation_subkind_is_known", blank=True),
            code_check("tier", Tier, "organisation_tier_is_known"),
            code_check("sector", Sector, "organisation_sector_is_known"),
            code_check("si_basis", NameBasis, "organisation_si_basis_is_known", blank=True),
            code_check("ta_basis", NameBasis, "organisation_ta_basis_is_known", blank=True),
            code_check("parent_basis", FactBasis, "organisation_parent_basis_is_known", blank=True),
            code_check("district_basis", FactBasis, "organisation_district_basis_is_known", blank=True),
            models.CheckConstraint(condition=Q(key__gt=0), name="organisation_key_is_positive"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("key")),
                name="organisation_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gt=F("opened_on")),
                name="organisation_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en

    @property
    def is_simulated(self) -> bool:
        """Whether it belongs to the fictitious country."""
        return self.pack == SIMULATED

    @property
    def is_abroad(self) -> bool:
        """Whether it sits outside the country."""
        return self.subkind == Subkind.DIPLOMATIC_MISSION

    def is_closed_on(self, day: date) -> bool:
        """Whether the register knows that it no longer exists on `day`; `closed_on` is its first day without."""
        return self.closed_on is not None and self.closed_on <= day

    @property
    def ancestor_keys(self) -> tuple[int, ...]:
        """Keys of the organisations above, the topmost first."""
        steps = [int(step) for step in self.path.split(".") if step]
        return tuple(steps[:-1])
