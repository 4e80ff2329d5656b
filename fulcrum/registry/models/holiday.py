"""Days on which calendars are shut, or have other hours: the lists of the years, and special days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.domain.calendar_codes import Effect, HolidayKind, ListBasis, NamesState
from fulcrum.registry.models.calendar import CalendarContent
from fulcrum.registry.models.fields import code_check, code_field


class HolidayListQuerySet(models.QuerySet["HolidayList"]):
    def in_force(self) -> Self:
        """The last version of each year."""
        return self.order_by("pack", "year", "-version").distinct("pack", "year")


class HolidayList(models.Model):
    """All gazetted holidays of a country in one year. It never changes: a correction is the next version."""

    pack = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    basis = code_field()
    gazette = models.CharField(max_length=120, help_text="number and day of the Gazette that declares them")
    source = models.CharField(max_length=300, help_text="where the dates were read")
    note = models.TextField(blank=True, help_text="what is doubtful or not carried")
    names_state = code_field()
    reason = models.CharField(max_length=300, blank=True, help_text="why this version follows another")
    content_hash = models.CharField(max_length=64)
    content = models.ForeignKey(
        CalendarContent, null=True, on_delete=models.PROTECT, related_name="holiday_lists"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = HolidayListQuerySet.as_manager()

    class Meta:
        ordering = ["pack", "year", "version"]
        constraints = [
            code_check("basis", ListBasis, "holiday_list_basis_is_known"),
            code_check("names_state", NamesState, "holiday_list_names_state_is_known"),
            models.UniqueConstraint(fields=["pack", "year", "version"], name="one_holiday_list_a_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="holiday_list_versions_from_1"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="holiday_list_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.year} version {self.version}"

    @property
    def is_from_gazette(self) -> bool:
        return self.basis == ListBasis.GAZETTE

    @property
    def has_draft_names(self) -> bool:
        return self.names_state == NamesState.DRAFT


class Holiday(models.Model):
    """One day of a list. `only` and `excepted` name calendars where the notice itself narrows it down."""

    in_list = models.ForeignKey(HolidayList, on_delete=models.PROTECT, related_name="holidays")
    day = models.DateField()
    name_en = models.CharField(max_length=120)
    name_si = models.CharField(max_length=120, blank=True)
    name_ta = models.CharField(max_length=120, blank=True)
    kind = code_field()
    only = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    excepted = ArrayField(models.SlugField(max_length=40), default=list, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            code_check("kind", HolidayKind, "holiday_kind_is_known"),
            models.UniqueConstraint(fields=["in_list", "day", "name_en"], name="one_holiday_of_a_name_a_day"),
            models.CheckConstraint(
                condition=Q(only__len=0) | Q(excepted__len=0), name="holiday_only_or_excepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name_en}"


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    def visible_to(self, user: Any) -> Self:
        """Every one, because calendars are public. Views start here all the same."""
        return self.all()

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class SpecialDay(models.Model):
    """Hours that differ on a day, or on some weekdays of a stretch of days, for all calendars or some.

    It never changes: it is withdrawn, with a reason, and another is entered. Of two on one day the later entered holds.
    """

    pack = models.CharField(max_length=20)
    code = models.SlugField(max_length=60, blank=True, help_text="its name in a content file")
    first_on = models.DateField()
    last_on = models.DateField()
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        help_text="0 is Monday; empty: every day",
    )
    effect = code_field()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    only = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    excepted = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    name_en = models.CharField(max_length=120)
    name_si = models.CharField(max_length=120, blank=True)
    name_ta = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey(
        CalendarContent, null=True, on_delete=models.PROTECT, related_name="special_days"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            code_check("effect", Effect, "special_day_effect_is_known"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="special_day_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(range(7))), name="special_day_weekdays_are_known"
            ),
            models.CheckConstraint(
                condition=Q(effect=Effect.HOURS.value, opens__isnull=False, closes__isnull=False)
                | (~Q(effect=Effect.HOURS.value) & Q(opens__isnull=True, closes__isnull=True)),
                name="special_day_hours_with_their_effect",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(closes__gt=F("opens")) | Q(closes="00:00"),
                name="special_day_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(only__len=0) | Q(excepted__len=0), name="special_day_only_or_excepted"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="special_day_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["pack", "code"],
                condition=~Q(code="") & Q(withdrawn_at__isnull=True),
                name="one_standing_special_day_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.name_en}"

    def days(self) -> Iterator[date]:
        """Every day that it speaks of."""
        for number in range((self.last_on - self.first_on).days + 1):
            day = self.first_on + timedelta(days=number)
            if not self.weekdays or day.weekday() in self.weekdays:
                yield day
