"""A person who can sign in."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from fulcrum.foundation.users.domain.preferences import DIGEST_HOUR, LANGUAGES, NoticeFrequency


class UserQuerySet(models.QuerySet["User"]):
    def demonstration(self) -> Self:
        """The people of the demonstration who can sign in by one click."""
        return self.filter(is_demonstration=True, is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail address whatever its capitals."""
        found: User = self.get(email__iexact=username)
        return found


class User(AbstractBaseUser):
    """A person who can sign in by e-mail; what they may do follows from their appointments in registry.

    language           in which they read; empty until they chose one
    notice_frequency   when mail about notices goes out: at once, or collected once a day
    digest_hour        hour of the country's day at which collected mail goes out
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=5, blank=True, default="", db_default="")
    notice_frequency = models.CharField(
        max_length=10, default=NoticeFrequency.AT_ONCE.value, db_default=NoticeFrequency.AT_ONCE.value
    )
    digest_hour = models.PositiveSmallIntegerField(default=DIGEST_HOUR, db_default=DIGEST_HOUR)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(
                condition=Q(language__in=["", *LANGUAGES]), name="user_language_is_offered"
            ),
            models.CheckConstraint(
                condition=Q(notice_frequency__in=[each.value for each in NoticeFrequency]),
                name="user_notice_frequency_is_known",
            ),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="user_digest_hour_is_of_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
