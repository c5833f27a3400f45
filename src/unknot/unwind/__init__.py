"""Explicit weights where training finds none: sets in the plane unwound by shears.

A *plan* moves the plane until a line separates the classes; shears follow it (`unwind`), and shears
are plain leaky ReLU layers of the same width (THEORY T3.4). What they make of the classes is proved
elsewhere (`unknot.verdicts.unwound`): here things are only found.
"""

from unknot.unwind._following import Plan
from unknot.unwind._line import widest_gap
from unknot.unwind._twist import Twist
from unknot.unwind._unwind import Unwound, unwind

__all__ = ["Plan", "Twist", "Unwound", "unwind", "widest_gap"]
