"""An order of units that is yet to be taken in: it passes by whatever does the same to each."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from unknot.models._parts import Rows


@dataclass(frozen=True, eq=False)
class Order:
    """Units as layers give them, and the order in which what follows takes them.

    Attributes
    ----------
    shape
        Of an example as layers give it.
    places
        What follows takes its unit k from place places[k], (units,).
    """

    shape: tuple[int, ...]
    places: np.ndarray

    def then(self, places: np.ndarray) -> Self | None:
        """Return this order and one after it; None where together they change nothing."""
        both = self.places[places]
        return None if (both == np.arange(len(both))).all() else type(self)(self.shape, both)

    def back(self, values: np.ndarray) -> np.ndarray:
        """Return what belongs to each unit (on the last axis) in the layers' order."""
        found = np.empty_like(values)
        found[..., self.places] = values
        return found

    def before(self, function: Rows) -> Rows:
        """Return a function of units in this order as one of units as layers give them."""
        return lambda rows: function(rows[:, self.places])
