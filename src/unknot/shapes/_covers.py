"""Boxes that cover a set, and the margin by which they answer rounding."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError
from unknot.shapes._arguments import Floats, as_points

MAX_BOXES = 10_000_000


@dataclass(frozen=True, eq=False)
class Boxes:
    """Closed axis-parallel boxes, one a row.

    Parameters
    ----------
    lower, upper
        Opposite corners, each of shape (m, n), with ``lower <= upper``.

    Examples
    --------
    >>> import numpy as np
    >>> boxes = Boxes(np.zeros((1, 2)), np.ones((1, 2)))
    >>> len(boxes), boxes.contain(np.array([[0.5, 1.0], [2.0, 0.0]])).tolist()
    (1, [True, False])
    """

    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)

    def contain(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Say of each point (k, n) whether some box holds it, exactly."""
        rows = as_points(points, self.lower.shape[1])
        inside = np.zeros(len(rows), dtype=bool)
        step = max(1, 4_000_000 // max(1, self.lower.size))
        for i in range(0, len(rows), step):
            p = rows[i : i + step, None, :]
            held = ((self.lower <= p) & (p <= self.upper)).all(axis=-1)
            inside[i : i + step] = held.any(axis=-1)
        return inside


def rounding(scale: float, dimension: int) -> float:
    """Give a bound on the rounding error of what a shape computes at coordinates up to ``scale``.

    Justification: every coordinate and every distance in this package comes from fewer than
    16 + 2n correctly rounded additions, products and square roots (hypot is within one unit in
    the last place), no intermediate length exceeds 8 n times the largest coordinate, and
    distances are norms of differences, so errors add and are not magnified by cancellation.
    (16 + 2n) · 8n · eps/2 bounds the sum to first order; doubling it covers the rest. The last
    term covers squares that underflow.
    """
    n = max(dimension, 2)
    return (16 + 2 * n) * 8 * n * float(np.finfo(float).eps) * scale + 1e-150


def padded(lower: Floats, upper: Floats, margin: float = 0.0) -> tuple[Floats, Floats]:
    """Grow a box by a margin and, outward, by the rounding of doing so."""
    pad = rounding(float(np.abs([lower, upper]).max()) + margin, len(lower))
    return lower - margin - pad, upper + margin + pad


def as_size(size: float, scale: float, dimension: int) -> tuple[float, float]:
    """Check the size of a cover: return the edge to aim at and the outward margin."""
    pad = rounding(scale, dimension)
    if not (isinstance(size, int | float | np.number) and 0 < size < np.inf):
        raise InputError(f"The size of the boxes is {size!r}; expected a positive number.")
    if size < 64 * pad:
        raise InputError(
            f"Boxes of size {size:g} are below what floats resolve at coordinates of {scale:g}; "
            f"use a size of at least {64 * pad:.1e}."
        )
    return float(size) - 8 * pad, pad


def too_many(needed: float, size: float) -> InputError:
    """Make the error for a cover that would not fit in memory."""
    return InputError(
        f"Covering this shape with boxes of size {size:g} needs at least {needed:.2g} boxes; "
        f"the limit is {MAX_BOXES:,}. Use a larger size."
    )
