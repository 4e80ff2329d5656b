"""How the answers of a register stand, as the domain reads them for a new plan; four statements."""

from collections.abc import Iterable
from datetime import date

from fulcrum.allocation.domain import replan
from fulcrum.allocation.domain.consent import PaperState
from fulcrum.allocation.domain.replan import Basis, LeftOut, Settled
from fulcrum.allocation.models import Offer, PaperAnswer
from fulcrum.allocation.models.offer import standing
from fulcrum.registry.models import Organisation
from fulcrum.units.models import Unit


def basis(pack: str, *, year: int, on: date, again: Iterable[LeftOut] = ()) -> Basis:
    """Whom a plan for `year` must keep and whom it leaves out, by the answers as they stand now."""
    offers = list(Offer.objects.newest(pack).select_related("organisation"))
    papers = PaperAnswer.objects.filter(state=PaperState.WAITING, offer__publication__pack=pack)
    with_paper = set(papers.values_list("offer_id", flat=True))
    units = set(
        Unit.objects.standing().filter(organisation__pack=pack).values_list("organisation_id", flat=True)
    )
    concerned = {*units, *(offer.organisation_id for offer in offers)}
    still_there = Organisation.objects.open_on(on).filter(pk__in=concerned)
    closed = concerned - set(still_there.values_list("pk", flat=True))
    settled = {
        offer.organisation_id: Settled(
            offer.number,
            standing(
                offer,
                paper_waits=offer.pk in with_paper,
                is_superseded=False,
                host_has_ended=offer.organisation_id in closed,
            ),
            offer.deferred_to,
        )
        for offer in offers
    }
    return replan.basis(settled, units, closed, year=year, again=again)
