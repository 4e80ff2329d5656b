"""A correction that somebody proposes and a second person decides."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fulcrum.registry import access
from fulcrum.registry.domain.corrections import Change, from_json
from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.models.fields import code_check, code_field
from fulcrum.registry.models.organisation import Organisation
from fulcrum.registry.models.organisation_event import OrganisationEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fulcrum.foundation.users.models import User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: "User | AnonymousUser | Any") -> Self:
        """Proposals for those who decide or audit them, for those who made them, and about the own house."""
        watched = access.scope(user, "registry.see_proposals")
        if watched.everywhere:
            return self.all()
        own_house = access.organisations_in(access.scope(user, "registry.propose_own"), "organisation__")
        in_reach = access.organisations_in(watched, "organisation__")
        return self.filter(Q(proposed_by_id=getattr(user, "pk", None) or 0) | own_house | in_reach)

    def open(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(state=ProposalState.OPEN)

    def waiting_for(self, user: "User | AnonymousUser | Any") -> Self:
        """Open ones that this person may decide: not their own."""
        if not access.may(user, "registry.decide_proposals"):
            return self.none()
        return self.open().exclude(proposed_by=user)


class Proposal(models.Model):
    """Proposed values for facts of one organisation. `changes` keeps each value with the one it was to replace."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    changes = models.JSONField(help_text="field: {was, value}")
    reason = models.CharField(max_length=500)
    source_text = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals"
    )
    proposed_at = models.DateTimeField()
    state = code_field()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True, help_text="what the proposer is told")
    event = models.OneToOneField(
        OrganisationEvent,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposal",
        help_text="the correction that it became",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-proposed_at"], name="proposals_by_state"),
            models.Index(fields=["organisation", "state"], name="proposals_of_an_organisation"),
        ]
        constraints = [
            code_check("state", ProposalState, "proposal_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN.value, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN.value) & Q(decided_at__isnull=False)),
                name="proposal_is_open_until_it_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ACCEPTED.value)
                | Q(decided_by__isnull=False, event__isnull=False),
                name="accepted_proposal_has_its_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} proposed by {self.proposed_by}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == ProposalState.OPEN

    @property
    def told_changes(self) -> dict[str, Change]:
        """The proposed values by field, each with the one it was to replace."""
        return from_json(self.changes)
