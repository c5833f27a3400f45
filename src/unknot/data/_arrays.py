"""Arrays that cannot be changed."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def frozen(values: ArrayLike, kind: type) -> np.ndarray:
    """Copy values into a read-only array of a kind."""
    array = np.array(values, dtype=kind)
    array.setflags(write=False)
    return array
