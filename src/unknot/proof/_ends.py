"""The arithmetic of intervals as pairs of arrays: their low and their high ends.

Low ends are never +∞ and high ends never −∞. Every end is computed to nearest and then moved
outward by `up` or `down`.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from unknot.proof._rounding import LARGEST, Floats, Truth, down, up

Ends = tuple[Floats, Floats]


def to_floats(values: ArrayLike, outward: Callable[[Floats], Floats]) -> tuple[Floats, bool]:
    """Convert to a new float64 array, moving outward what is not exact; say if all was."""
    given = np.asarray(values)
    if given.dtype.kind == "f" and given.dtype.itemsize <= 8:
        return given.astype(np.float64), True
    if given.dtype.kind not in "iuO":
        raise ValueError(
            f"Bounds of type {given.dtype} are not exact numbers; give floats up to float64, "
            "integers or Fractions."
        )
    exact = given.ravel().tolist()
    floats = np.array([_nearest(x) for x in exact], dtype=np.float64)
    inexact = np.array([x != y for x, y in zip(exact, floats.tolist(), strict=True)], dtype=bool)
    with np.errstate(over="ignore"):
        rounded = np.where(inexact & ~np.isnan(floats), outward(floats), floats)
    return rounded.reshape(given.shape), not inexact.any()


def _nearest(x: object) -> float:
    """Return a float next to an exact number: Python divides integers correctly rounded."""
    if isinstance(x, bool) or not isinstance(x, int | float | Fraction):
        raise ValueError(f"{x!r} is not an exact number; give floats, integers or Fractions.")
    try:
        return float(x)
    except OverflowError:
        return np.inf if x > 0 else -np.inf


@np.errstate(all="ignore")
def add(x: Ends, y: Ends) -> Ends:
    """Return the ends of X + Y."""
    return down(x[0] + y[0]), up(x[1] + y[1])


@np.errstate(all="ignore")
def multiply(x: Ends, y: Ends) -> Ends:
    """Return the ends of X·Y: extremes of the four products of ends."""
    # 0·∞ is 0, as the numbers of an unbounded interval are finite.
    return _extremes([_less_nan(a * b) for a in x for b in y], (x[0] >= 0) & (y[0] >= 0))


@np.errstate(all="ignore")
def divide(x: Ends, y: Ends) -> Ends:
    """Return the ends of X/Y: the whole line where 0 is in Y."""
    # ∞/∞ is taken for 0, the limit of x/y for y → ∞.
    low, high = _extremes([_less_nan(a / b) for a in x for b in y], (x[0] >= 0) & (y[0] > 0))
    nowhere = (y[0] <= 0) & (y[1] >= 0)
    return np.where(nowhere, -np.inf, low), np.where(nowhere, np.inf, high)


def _less_nan(x: Floats) -> Floats:
    return np.where(np.isnan(x), 0.0, x) if np.isnan(x).any() else x


def _extremes(corners: list[Floats], positive: Truth) -> Ends:
    """Return the least and the largest, outward, but not below 0 where no result is negative."""
    a, b, c, d = corners
    low = down(np.minimum(np.minimum(a, b), np.minimum(c, d)))
    high = up(np.maximum(np.maximum(a, b), np.maximum(c, d)))
    return np.where(positive, np.maximum(low, 0.0), low), high


def mignitude(x: Ends) -> Floats:
    """Return the least absolute value."""
    return np.maximum(np.maximum(x[0], -x[1]), 0.0)


def magnitude(x: Ends) -> Floats:
    """Return the largest absolute value."""
    return np.maximum(-x[0], x[1])


@np.errstate(all="ignore")
def power(x: Ends, exponent: int) -> Ends:
    """Return the ends of Xⁿ for n ≥ 0."""
    if exponent % 2 == 0:
        return _raise(mignitude(x), exponent, down), _raise(magnitude(x), exponent, up)

    # Odd powers increase, and are odd.
    def odd(end: Floats, near: Callable[[Floats], Floats], far: Callable[[Floats], Floats]):
        negative = -_raise(np.maximum(-end, 0.0), exponent, far)
        return np.where(end >= 0, _raise(np.maximum(end, 0.0), exponent, near), negative)

    return odd(x[0], down, up), odd(x[1], up, down)


def _raise(base: Floats, exponent: int, outward: Callable[[Floats], Floats]) -> Floats:
    """Return a bound of baseⁿ for base ≥ 0, rounding each product outward."""
    result = np.ones_like(base) if exponent == 0 else base
    for _ in range(exponent - 1):
        result = np.maximum(outward(result * base), 0.0)
    return result


@np.errstate(all="ignore")
def root(x: Ends) -> Ends:
    """Return the ends of √X, where X ≥ 0."""
    return np.maximum(down(np.sqrt(np.maximum(x[0], 0.0))), 0.0), up(np.sqrt(x[1]))


def middle(x: Ends) -> Floats:
    """Return a float within, halfway up to rounding (0 for the whole line)."""
    low, high = np.maximum(x[0], -LARGEST), np.minimum(x[1], LARGEST)
    return np.clip(0.5 * low + 0.5 * high, low, high)


@np.errstate(all="ignore")
def radius(x: Ends) -> Floats:
    """Return a bound of every distance from `middle` to a member."""
    m = middle(x)
    return np.where(x[0] == x[1], 0.0, np.maximum(up(m - x[0]), up(x[1] - m)))
