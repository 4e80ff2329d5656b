from fulcrum.allocation.models.need import NeedModel, Score, ScoreRun
from fulcrum.allocation.models.plan import Place, Plan
from fulcrum.allocation.models.scenario import Scenario

__all__ = ["NeedModel", "Place", "Plan", "Scenario", "Score", "ScoreRun"]
