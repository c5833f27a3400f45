"""On which side of a line a point of the plane lies, exactly."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from unknot.shapes._arguments import Floats

# The determinant in floats is within 3 · 2^-53 of the sum of its two products' sizes, to first
# order (Shewchuk 1997, Discrete Comput. Geom. 18:305), as long as nothing underflows.
_RELATIVE, _UNDERFLOW = 4e-16, 1e-290


def orientation(start: Floats, end: Floats, point: Floats) -> NDArray[np.int8]:
    """Give the sign of the turn start → end → point, exactly: 1 is to the left, 0 straight on.

    Points are rows (..., 2), broadcast against each other; the result has the shape (...).

    Examples
    --------
    >>> import numpy as np
    >>> orientation(np.zeros(2), np.array([1, 0]), np.array([[5, 1e-300], [5, 0]])).tolist()
    [1, 0]
    """
    start, end, point = np.broadcast_arrays(start, end, point)
    along, to = end - start, point - start
    left, right = along[..., 0] * to[..., 1], along[..., 1] * to[..., 0]
    turn = left - right
    sign = np.array(np.sign(turn), np.int8)
    # A difference is 0 only if it is exactly so: then both products are 0, and that is right.
    certain = ((along == 0) | (to == 0)[..., ::-1]).all(axis=-1)
    doubtful = ~certain & (np.abs(turn) <= _RELATIVE * (np.abs(left) + np.abs(right)) + _UNDERFLOW)
    for index in map(tuple, np.argwhere(doubtful)):
        sign[index] = _exactly(start[index], end[index], point[index])
    return sign


def _exactly(*corners: Floats) -> int:
    (ax, ay), (bx, by), (cx, cy) = (map(Fraction, corner.tolist()) for corner in corners)
    turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return (turn > 0) - (turn < 0)
