"""A person who holds, held or may hold an appointment; apart from the account they may sign in with."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from fulcrum.foundation.audit import history
from fulcrum.registry import access
from fulcrum.registry.models.appointment import Appointment
from fulcrum.registry.models.fields import sort_key_field

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User | AnonymousUser | Any", on: date) -> Self:
        """People `user` may know of: themselves, holders of published offices, and those of places in their reach."""

        if access.cleared(user).everywhere:
            return self.all()
        known = Appointment.objects.visible_to(user, on).filter(person=OuterRef("pk"))
        return self.filter(Q(Exists(known)) | Q(user_id=getattr(user, "pk", None) or 0))


@history.kept("PersonVersion", exclude=("sort_en", "sort_si", "sort_ta", "search_text"))
class Person(models.Model):
    """Somebody by the names they use, per script; never split into first and last."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    name_en = models.CharField(max_length=200, help_text="full name in Latin letters")
    name_si = models.CharField(max_length=200, blank=True)
    name_ta = models.CharField(max_length=200, blank=True)
    initials_en = models.CharField(max_length=200, blank=True, help_text="name with initials")
    initials_si = models.CharField(max_length=200, blank=True)
    initials_ta = models.CharField(max_length=200, blank=True)
    preferred_name = models.CharField(max_length=120, blank=True, help_text="how they wish to be addressed")
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    languages = models.CharField(max_length=20, blank=True, help_text="codes of the languages they work in")
    pack = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    pseudonymised_at = models.DateTimeField(null=True, blank=True)
    sort_en = sort_key_field()
    sort_si = sort_key_field()
    sort_ta = sort_key_field()
    search_text = models.TextField(
        editable=False, default="", help_text="their names as a search compares them"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_en", "pk"]
        indexes = [
            models.Index(fields=["sort_en", "id"], name="people_by_english_name"),
            models.Index(fields=["sort_si", "id"], name="people_by_sinhala_name"),
            models.Index(fields=["sort_ta", "id"], name="people_by_tamil_name"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="people_whose_text_holds"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name_en=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name_en
