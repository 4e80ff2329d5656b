"""Working calendars: which there are, their hours, and which organisation works by which."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fulcrum.registry.domain.calendar_codes import HolidayKind
from fulcrum.registry.domain.codes import Kind, Sector, Subkind
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.organisation import Organisation


class CalendarStamp(models.Model):
    """One row whose token is new after every change of a calendar: what a process keeps in memory is kept under it.

    A token and no number, because a number that was rolled back would come again with another content.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="calendar_stamp_is_one_row")]

    def __str__(self) -> str:
        return str(self.token)


class CalendarContent(models.Model):
    """One loaded version of a content file: calendars, hours, rules. The last one loaded is in force."""

    pack = models.CharField(max_length=20)
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["pack", "-at"], name="calendar_contents_of_a_pack")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Calendar(models.Model):
    """The calendar of one class of organisation."""

    code = models.SlugField(max_length=40, primary_key=True)
    pack = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name_en = models.CharField(max_length=120)
    name_si = models.CharField(max_length=120, blank=True)
    name_ta = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=40, help_text="of the IANA time zone database")
    observes = ArrayField(code_field(), default=list, help_text="kinds of holidays on which it is shut")
    covered_from = models.DateField(help_text="first day that it may speak of")
    covered_until = models.DateField(
        null=True, blank=True, help_text="last day, only where no holidays are observed"
    )

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(observes__contained_by=[str(kind) for kind in HolidayKind]),
                name="calendar_observes_known_kinds",
            ),
            models.CheckConstraint(
                condition=Q(observes__len=0, covered_until__isnull=False)
                | (~Q(observes__len=0) & Q(covered_until__isnull=True)),
                name="calendar_ends_only_without_holidays",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class WorkingHours(models.Model):
    """One span of one weekday, in force from a day until hours that begin later; rows of a content never change."""

    content = models.ForeignKey(CalendarContent, on_delete=models.PROTECT, related_name="hours")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="hours")
    begins_on = models.DateField()
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    opens = models.TimeField()
    closes = models.TimeField(help_text="00:00 is the midnight at the end of the day")
    basis = models.CharField(max_length=300)
    is_confirmed = models.BooleanField()

    class Meta:
        ordering = ["calendar", "begins_on", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_on_a_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes="00:00"),
                name="working_hours_close_after_opening",
            ),
            models.UniqueConstraint(
                fields=["content", "calendar", "begins_on", "weekday", "opens"],
                name="one_opening_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class CalendarRule(models.Model):
    """Which calendar bodies of a kind work by; the first rule that fits decides. No calendar: the register has none."""

    content = models.ForeignKey(CalendarContent, on_delete=models.PROTECT, related_name="rules")
    position = models.PositiveSmallIntegerField()
    slug = models.CharField(max_length=120, blank=True, help_text="one organisation")
    kind = code_field(blank=True)
    subkind = code_field(blank=True)
    sector = code_field(blank=True)
    calendar = models.ForeignKey(
        Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="rules"
    )
    begins_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["content", "position"]
        constraints = [
            code_check("kind", Kind, "calendar_rule_kind_is_known", blank=True),
            code_check("subkind", Subkind, "calendar_rule_subkind_is_known", blank=True),
            code_check("sector", Sector, "calendar_rule_sector_is_known", blank=True),
            models.UniqueConstraint(fields=["content", "position"], name="one_calendar_rule_at_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.calendar_id or 'none'}"

    def fits(self, body: Organisation, on: date) -> bool:
        """Whether the rule speaks of this organisation on this day."""
        return (
            self.slug in ("", body.slug)
            and self.kind in ("", body.kind)
            and self.subkind in ("", body.subkind)
            and self.sector in ("", body.sector)
            and (self.begins_on is None or self.begins_on <= on)
            and (self.until is None or on <= self.until)
        )


class OrganisationCalendarQuerySet(models.QuerySet["OrganisationCalendar"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class OrganisationCalendar(models.Model):
    """A calendar given to one organisation against the rules, for a time; of several the one given last holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="own_calendars")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OrganisationCalendarQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="own_calendars_of_a_body")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("begins_on")),
                name="own_calendar_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.calendar_id} from {self.begins_on}"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on this day; the first and the last day count."""
        return self.begins_on <= day and (self.until is None or day <= self.until)
