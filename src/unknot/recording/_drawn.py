"""Which points of a data set are drawn."""

import numpy as np
from jaxtyping import Int

MOST_DRAWN = 2000


def drawn(points: int) -> Int[np.ndarray, "drawn"]:
    """Return the indices, in order, of the points to draw of so many: at most 2,000, the same ones.

    Examples
    --------
    >>> drawn(3).tolist(), len(drawn(60_000))
    ([0, 1, 2], 2000)
    """
    if points <= MOST_DRAWN:
        return np.arange(points)
    return np.sort(np.random.default_rng(0).choice(points, MOST_DRAWN, replace=False))
