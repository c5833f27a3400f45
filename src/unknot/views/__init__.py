"""Points of many dimensions seen in the plane, by the methods that explorers know (S16)."""

from unknot.views._concentration import Concentration, concentration
from unknot.views._reductions import REDUCTIONS, Reduction
from unknot.views._view import View, represented, view

__all__ = [
    "REDUCTIONS",
    "Concentration",
    "Reduction",
    "View",
    "concentration",
    "represented",
    "view",
]
