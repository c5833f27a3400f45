"""Explicit weights where training finds none: sets in the plane, or polygons, taken apart.

A *plan* moves the plane until a line separates the classes; shears follow it (`unwind`), and shears
are plain leaky ReLU layers of the same width (THEORY T3.4). Of closed polygons of space one that
winds round the other is turned back, or they push each other away, and shears of space go along
(`untie`). What they make of the classes is proved elsewhere (`unknot.verdicts.unwound`): here
things are only found.
"""

from unknot.unwind._line import widest_gap
from unknot.unwind._twist import Twist
from unknot.unwind._untie import polygons_of, untie
from unknot.unwind._unwind import unwind
from unknot.unwind._unwound import Plan, Unwound, leaky_layers

__all__ = [
    "Plan",
    "Twist",
    "Unwound",
    "leaky_layers",
    "polygons_of",
    "untie",
    "unwind",
    "widest_gap",
]
