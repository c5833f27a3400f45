"""The part of a space that a picture shows."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

_MOST_UNEQUAL = 8.0  # beyond this ratio of spans the axes are scaled separately


@dataclass(frozen=True)
class Box:
    """An interval, rectangle or cuboid: centre (k,) and half widths (k,)."""

    centre: Float[np.ndarray, "k"]
    half: Float[np.ndarray, "k"]

    @classmethod
    def around(cls, points: Float[np.ndarray, "n k"], pad: float = 1.12) -> "Box":
        """Return a box round the points, with equal sides unless their spans differ wildly.

        Never empty, even if all points are the same: then its sides suit their magnitude.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        centre = low / 2 + high / 2
        half = high / 2 - low / 2
        least = 1e-6 * np.abs(centre)
        half = np.where(half > least, half, 0)
        positive = half[half > 0]
        if not positive.size:
            return cls(centre, np.full(len(centre), max(1.0, 0.1 * float(np.abs(centre).max()))))
        if positive.max() <= _MOST_UNEQUAL * positive.min():
            half = np.full(len(half), positive.max())
        # A coordinate that does not vary gets the span of the others.
        return cls(centre, pad * np.maximum(np.where(half > 0, half, positive.max()), least))

    @property
    def low(self) -> Float[np.ndarray, "k"]:
        """The least coordinates, (k,)."""
        return self.centre - self.half

    @property
    def high(self) -> Float[np.ndarray, "k"]:
        """The greatest coordinates, (k,)."""
        return self.centre + self.half

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, right, bottom, top of a rectangle."""
        (left, bottom), (right, top) = self.low, self.high
        return float(left), float(right), float(bottom), float(top)

    def pixels(self, size: int) -> Float[np.ndarray, "n k"]:
        """Return the centres of size^k pixels as rows, the first coordinate running fastest."""
        ticks = [self.ticks(axis, size) for axis in range(len(self.centre))]
        mesh = np.meshgrid(*reversed(ticks), indexing="ij")
        return np.stack([m.ravel() for m in reversed(mesh)], axis=1)

    def ticks(self, axis: int, size: int) -> Float[np.ndarray, "size"]:
        """Return the pixel centres along one axis."""
        middle = (np.arange(size) + 0.5) / size * 2 - 1
        return self.centre[axis] + middle * self.half[axis]


def square(points: Float[np.ndarray, "n 2"], pad: float = 1.08) -> Box:
    """Return a square box round points of a drawing, whatever their spans."""
    low, high = points.min(axis=0), points.max(axis=0)
    centre = low / 2 + high / 2
    half = float((high / 2 - low / 2).max())
    least = max(1e-6 * float(np.abs(centre).max()), 1e-12)
    return Box(centre, np.full(len(centre), pad * half if half > least else max(1.0, 1e5 * least)))
