"""Arrays that cannot be changed."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def frozen(values: ArrayLike, kind: type) -> np.ndarray:
    """Return values as a read-only array of a kind: a copy, unless nobody can change them."""
    if isinstance(values, np.ndarray) and values.dtype == kind and values.base is None:
        unchangeable = not values.flags.writeable and values.flags.c_contiguous
        return values if unchangeable else _copied(values, kind)
    return _copied(values, kind)


def _copied(values: ArrayLike, kind: type) -> np.ndarray:
    array = np.array(values, dtype=kind)
    array.setflags(write=False)
    return array


def factorised(values: np.ndarray) -> tuple[Integers, list]:
    """Give the distinct values in order of appearance, and which of them each value is.

    Examples
    --------
    >>> codes, distinct = factorised(np.array(["b", "a", "b"], dtype=object))
    >>> codes.tolist(), distinct
    ([0, 1, 0], ['b', 'a'])
    """
    seen: dict = {}
    codes = np.fromiter((seen.setdefault(v, len(seen)) for v in values.tolist()), np.int64)
    return codes, list(seen)
