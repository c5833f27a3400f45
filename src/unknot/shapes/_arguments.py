"""What shapes are given: seeds, numbers, points; each is checked where it comes in."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError

Seed = int | np.random.Generator
Floats = NDArray[np.float64]

LARGEST = 1e100


def generator(seed: Seed) -> np.random.Generator:
    """Turn an int seed into a generator; a generator is returned as it is."""
    if isinstance(seed, np.random.Generator):
        return seed
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise InputError(f"The seed is {seed!r}; give an integer >= 0 or a numpy Generator.")
    return np.random.default_rng(int(seed))


def as_points(points: ArrayLike, dimension: int) -> Floats:
    """Check an array of points against a dimension; refuse NaN, which no comparison survives."""
    rows = np.asarray(points, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise InputError(
            f"The points have shape {rows.shape}; expected (m, {dimension}), one point a row."
        )
    if not np.isfinite(rows).all():
        raise InputError("Some coordinates of the points are NaN or infinite; remove these points.")
    return rows


def as_count(count: int) -> int:
    """Check a number of samples."""
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 0:
        raise InputError(f"The number of samples is {count!r}; give an integer >= 0.")
    return int(count)


def as_number(value: float, what: str, least: float = 0.0) -> float:
    """Check a finite parameter that is at least ``least``, and return it as a float."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not (least <= number <= LARGEST):
        raise InputError(f"The {what} is {value!r}; expected a number from {least:g} to 1e100.")
    return number


def as_corner(values: ArrayLike, what: str) -> tuple[float, ...]:
    """Check one exact point and return it as a tuple of floats (n,)."""
    row = np.asarray(values)
    if row.ndim != 1 or not row.size or row.dtype.kind not in "iuf":
        raise InputError(f"The {what} is {values!r}; expected one point: a row of numbers.")
    exact = row.astype(np.float64)
    if not (np.abs(exact) <= LARGEST).all():
        raise InputError(f"The {what} is {values!r}; its coordinates must be finite, up to 1e100.")
    # Integers past 2^53 would silently move to the nearest float.
    if row.dtype.kind in "iu" and any(int(a) != int(b) for a, b in zip(exact, row, strict=True)):
        raise InputError(f"The {what} is {values!r}; integers past 2^53 are not exact as floats.")
    return tuple(exact.tolist())
