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

    @classmethod
    def of(cls, points: Floats, channels: int | None = None) -> "Scaling":
        """Return the means and deviations of points (n, d); the scale of what is constant is 1.

        Of images, channel by channel, all pixels of a channel have the same ones.

        Raises
        ------
        InputError
            The features are not so many channels of equally many pixels.

        Examples
        --------
        >>> Scaling.of(np.array([[0.0, 2.0, 5.0, 5.0]]), channels=2).mean.tolist()
        [1.0, 1.0, 5.0, 5.0]
        """
        each, columns = 1, points
        if channels is not None:
            each, rest = divmod(points.shape[1], channels)
            if rest:
                raise InputError(
                    f"{points.shape[1]} features are no images of {channels} channels; expected a "
                    "multiple of them."
                )
            columns = points.reshape(-1, channels, each).swapaxes(1, 2).reshape(-1, channels)
        mean, spread = columns.mean(0), columns.std(0)
        # The deviation of a constant column may come out as rounding instead of 0.
        constant = np.ptp(columns, axis=0) == 0
        return cls(
            np.repeat(np.where(constant, columns[0], mean), each),
            np.repeat(np.where(constant | (spread == 0), 1.0, spread), each),
        )

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
