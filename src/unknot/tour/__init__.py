"""The tour: the essay's experiments, trained and drawn on this machine, on one page."""

from unknot.tour._made import Made, MadeStop, VisitedMade
from unknot.tour._page import Around
from unknot.tour._run import FULL, QUICK, STOPS, AnyStop, Size, take
from unknot.tour._stop import Beat, Picture, Stop
from unknot.tour._sweeps import SweepStop
from unknot.tour._visited import Visited, VisitedSweep

__all__ = [
    "FULL",
    "QUICK",
    "STOPS",
    "AnyStop",
    "Around",
    "Beat",
    "Made",
    "MadeStop",
    "Picture",
    "Size",
    "Stop",
    "SweepStop",
    "Visited",
    "VisitedMade",
    "VisitedSweep",
    "take",
]
