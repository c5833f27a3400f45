"""ReLU: the larger of x and 0."""

import math

from unknot.nets.activations._clipped import clipped


def changes(units: int) -> int:
    """Bound the sign changes of a sum of ReLUs and a constant (T5.2)."""
    return units if units <= 2 else units + 1


FAMILY = clipped("relu", 0, math.inf, lifts=True, changes=changes)
