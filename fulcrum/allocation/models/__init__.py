from fulcrum.allocation.models.agreed_line import LineStatement
from fulcrum.allocation.models.briefing import Attendance, Briefing
from fulcrum.allocation.models.need import NeedModel, Score, ScoreRun
from fulcrum.allocation.models.offer import Offer, OfferEvent, PaperAnswer
from fulcrum.allocation.models.plan import Place, Plan
from fulcrum.allocation.models.publication import Publication
from fulcrum.allocation.models.request import UnitRequest
from fulcrum.allocation.models.scenario import Scenario

__all__ = [
    "Attendance",
    "Briefing",
    "LineStatement",
    "NeedModel",
    "Offer",
    "OfferEvent",
    "PaperAnswer",
    "Place",
    "Plan",
    "Publication",
    "Scenario",
    "Score",
    "ScoreRun",
    "UnitRequest",
]
