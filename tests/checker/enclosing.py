"""What the checker knows of an activation over plain intervals."""

import numpy as np

from unknot.checker._activations import sigma
from unknot.checker._intervals import I
from unknot.checker._named import Name


def activate(name: Name, x: I) -> tuple[I, I]:
    """Enclose values over intervals, and all slopes (σ(y) − σ(z))/(y − z)."""
    found = sigma(name)
    with np.errstate(all="ignore"):
        return found.between(x.lo, x.hi, found.at(x.lo), found.at(x.hi))
