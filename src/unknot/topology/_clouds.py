"""Points as they are given, checked once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def as_cloud(points: ArrayLike, least: int = 1, what: str = "points") -> Floats:
    """Return points as floats (n, d).

    Raises
    ------
    InputError
        They are no table of finite numbers, or fewer than ``least``.
    """
    try:
        cloud = np.asarray(points, np.float64)
    except (TypeError, ValueError):
        raise InputError(f"The {what} are no numbers; expected an array (n, d).") from None
    if cloud.ndim != 2 or cloud.shape[1] < 1:
        raise InputError(
            f"The {what} have shape {cloud.shape}; expected (n, d), a row for each point. "
            "Flatten images first: points.reshape(len(points), -1)."
        )
    if len(cloud) < least:
        few = "is 1 point" if len(cloud) == 1 else f"are {len(cloud)} points"
        raise InputError(f"There {few}; expected {least} or more {what}.")
    bad = ~np.isfinite(cloud).all(axis=1)
    if bad.any():
        raise InputError(
            f"{int(bad.sum())} of {len(cloud)} {what} have values that are not finite, the first "
            f"is row {int(np.argmax(bad))}; leave them out, or mend what made them."
        )
    return cloud


def as_labels(labels: ArrayLike, count: int, what: str = "labels") -> Whole:
    """Return whole numbers (n,), one a point.

    Raises
    ------
    InputError
        There is another number of them, or they are no whole numbers from 0.
    """
    found = np.asarray(labels)
    if found.shape != (count,):
        raise InputError(
            f"The {what} have shape {found.shape}, but there are {count} points; expected one for "
            f"each, ({count},)."
        )
    if found.dtype.kind not in "iu" or (count and found.min() < 0):
        raise InputError(f"The {what} are {found.dtype}; expected whole numbers from 0 on.")
    return found.astype(np.int64)


def as_count(value: object, what: str, least: int = 1) -> int:
    """Return a whole number that is not too small.

    Raises
    ------
    InputError
        It is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise InputError(f"The {what}: got {value!r}, expected a whole number >= {least}.")
    return int(value)


def as_level(value: float) -> float:
    """Return a level of significance between 0 and 1.

    Raises
    ------
    InputError
        It is none.
    """
    if not isinstance(value, int | float | np.floating) or not 0 < value < 1:
        raise InputError(f"The level of significance: got {value!r}, expected 0 < level < 1.")
    return float(value)
