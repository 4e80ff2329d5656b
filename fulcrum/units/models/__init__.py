from fulcrum.units.models.blueprint_version import BlueprintVersion
from fulcrum.units.models.gate import CriterionAnswer, Evidence, StagePassage
from fulcrum.units.models.hand_over import HandOver, HandOverItem
from fulcrum.units.models.nomination import Nomination
from fulcrum.units.models.post import Holding, Post, StandIn
from fulcrum.units.models.report import MonthlyReport
from fulcrum.units.models.step import Step
from fulcrum.units.models.tailoring import Adoption, Tailoring
from fulcrum.units.models.unit import Unit, UnitEvent
from fulcrum.units.models.unit_import import UnitImport

__all__ = [
    "Adoption",
    "BlueprintVersion",
    "CriterionAnswer",
    "Evidence",
    "HandOver",
    "HandOverItem",
    "Holding",
    "MonthlyReport",
    "Nomination",
    "Post",
    "StagePassage",
    "StandIn",
    "Step",
    "Tailoring",
    "Unit",
    "UnitEvent",
    "UnitImport",
]
