"""A file that waits between its check and its loading."""

from typing import Self

from django.conf import settings
from django.db import models

from fulcrum.foundation.users.models import User


class UploadedFileQuerySet(models.QuerySet["UploadedFile"]):
    def visible_to(self, user: User) -> Self:
        """A person sees only what they uploaded themselves."""
        return self.filter(by=user)


class UploadedFile(models.Model):
    """An uploaded organisations.csv, kept in the database so that any web process can carry out the second step."""

    token = models.UUIDField(primary_key=True)
    pack = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = UploadedFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at"], name="uploads_by_age")]

    def __str__(self) -> str:
        return f"{self.name} {self.token}"
