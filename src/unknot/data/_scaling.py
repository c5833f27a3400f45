"""The mean and scale that were taken off the points of a data set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from unknot.data._arrays import Floats, frozen
from unknot.errors import InputError


@dataclass(frozen=True, eq=False)
class Scaling:
    """What was taken off the points: ``points = (original - mean) / scale``.

    Parameters
    ----------
    mean, scale
        One number a feature, each (d,); every scale is positive.

    Examples
    --------
    >>> Scaling([1.0], [2.0]).undo([[0.5]]).tolist()
    [[2.0]]
    """

    mean: Floats
    scale: Floats

    def __post_init__(self):
        for name in ("mean", "scale"):
            values = frozen(getattr(self, name), np.float64)
            object.__setattr__(self, name, values)
        if self.mean.ndim != 1 or self.mean.shape != self.scale.shape:
            raise InputError(
                f"The mean has shape {self.mean.shape} and the scale {self.scale.shape}; expected "
                "one number a feature in each."
            )
        if not (np.isfinite(self.mean).all() and np.isfinite(self.scale).all()):
            raise InputError("The mean and the scale must be finite numbers.")
        if not (self.scale > 0).all():
            raise InputError(f"Every scale must be positive; the least is {self.scale.min():g}.")

    def apply(self, points: ArrayLike) -> Floats:
        """Scale points (n, d) in original units."""
        return (np.asarray(points, dtype=np.float64) - self.mean) / self.scale

    def undo(self, points: ArrayLike) -> Floats:
        """Bring scaled points (n, d) back to original units."""
        return np.asarray(points, dtype=np.float64) * self.scale + self.mean

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scaling) and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in ("mean", "scale")
        )
