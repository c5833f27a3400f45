"""An experiment from its recipe to its files: load, prove, train, prove, draw."""

from unknot.experiment._parts import MOVIES, Drawn, Part, usual_parts
from unknot.experiment._run import Outcome, Stage, run

__all__ = [
    "MOVIES",
    "Drawn",
    "Outcome",
    "Part",
    "Stage",
    "run",
    "usual_parts",
]
