"""What was loaded into the register, when and by whom."""

from enum import StrEnum
from typing import Self

from django.conf import settings
from django.db import models

from fulcrum.registry.models.fields import code_check, code_field


class LoadKind(StrEnum):
    PACK = "pack"
    UPLOAD = "upload"


class PackLoadQuerySet(models.QuerySet["PackLoad"]):
    def latest_of(self, pack: str) -> "PackLoad | None":
        """The last load of the whole pack; uploads of single files do not count."""
        return self.filter(pack=pack, kind=LoadKind.PACK).order_by("-at", "-pk").first()

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class PackLoad(models.Model):
    """One load that was carried out; dry runs and refused files leave no row."""

    pack = models.CharField(max_length=20)
    kind = code_field()
    version = models.CharField(max_length=120, help_text="of the pack, or the name of the uploaded file")
    content_hash = models.CharField(max_length=64)
    files = models.JSONField(help_text="SHA-256 of each file by its name")
    counts = models.JSONField(help_text="new, changed, unchanged and missing rows by table")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PackLoadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["pack", "-at"], name="loads_of_a_pack")]
        constraints = [code_check("kind", LoadKind, "pack_load_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version} {self.at:%Y-%m-%d %H:%M}"
