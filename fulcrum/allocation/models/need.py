"""A published need model and the scores it gives."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import COUNTRY_PACK


class NeedModel(models.Model):
    """One version of how need is scored. Published content: never changed, only followed by a newer version."""

    version = models.PositiveIntegerField(unique=True)
    published_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        ordering = ("-version",)

    def __str__(self) -> str:
        return f"need model {self.version}"


class ScoreRun(models.Model):
    """All scores that one model gave from one register as it was at one time. Scores are written once.

    pack        the register that was scored: the real country's, or the simulated one's
    facts_hash  SHA-256 of the facts that were scored; the same facts are not scored twice
    seen_at     when the register last held just these facts
    """

    need_model = models.ForeignKey(NeedModel, on_delete=models.PROTECT, related_name="runs")
    pack = models.CharField(max_length=20, default=COUNTRY_PACK, db_default=COUNTRY_PACK)
    at = models.DateTimeField()
    seen_at = models.DateTimeField()
    facts_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-seen_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["need_model", "pack", "facts_hash"], name="facts_of_a_pack_are_scored_once"
            )
        ]

    def __str__(self) -> str:
        return f"scores of {self.need_model_id} at {self.at:%Y-%m-%d %H:%M}"


class ScoreQuerySet(models.QuerySet["Score"]):
    def eligible(self) -> Self:
        """Scores of organisations that may receive a unit."""
        return self.filter(ineligible_rule="")


class Score(models.Model):
    """The need of one organisation in one run: micro-points, 1,000,000 = most need there can be.

    low, high   where the score would lie if everything not yet measured spoke against or for it
    lines       one per criterion, as `fulcrum.allocation.domain.need_json` writes them
    alike       number of the group of bodies that published facts cannot tell apart; empty if it stands alone
    """

    run = models.ForeignKey(ScoreRun, on_delete=models.CASCADE, related_name="scores")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scores")
    ineligible_rule = models.CharField(max_length=60, blank=True)
    mandatory_rule = models.CharField(max_length=60, blank=True)
    points = models.IntegerField()
    low = models.IntegerField()
    high = models.IntegerField()
    alike = models.IntegerField(null=True)
    lines = models.JSONField(default=list)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "organisation"], name="one_score_per_run"),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=F("points"), high__gte=F("points"), high__lte=1_000_000),
                name="score_lies_in_its_range",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "-points"], name="scores_by_need"),
            models.Index(fields=["run", "alike"], name="scores_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.points}"

    @property
    def is_eligible(self) -> bool:
        """Whether the model lets this organisation receive a unit."""
        return not self.ineligible_rule
