"""Arrays of intervals of floats, every operation rounded outward.

In all proofs u = 2⁻⁵³ (half the distance from 1 to the next float), η = 2⁻¹⁰⁷⁴ (the least positive
float), and fl(·) is a result as computed. For ∘ among + − × ÷ √, fl(a∘b) = (a∘b)(1+δ) + ε with
|δ| ≤ u, |ε| ≤ η/2, and ε = 0 for + and − (Higham, *Accuracy and Stability of Numerical Algorithms*,
2nd ed., §2.2 and §2.8). Nothing is assumed of any other library function.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ._reading import need

Floats = np.ndarray

UNIT = 2.0**-53
_FEW = 8  # summands that are added one by one, which is sharper
TINY = 2.0**-1074
LARGEST = float(np.finfo(float).max)


def require_ieee() -> None:
    """Refuse a process that does not round to nearest, or flushes tiny numbers to zero."""
    one, tiny = np.array([1.0, -1.0]), np.array([2.0**-1022, TINY])
    nearest = (one + one * UNIT == one) & (one + one * (1.5 * UNIT) == one * (1 + 2 * UNIT))
    gradual = (tiny * 0.5 + tiny * 0.5 == [2.0**-1022, 0.0]).all() and tiny[1] * 1.0 > 0
    why = "this process does not compute as IEEE 754 asks; run the checker by itself"
    need(bool(nearest.all() and gradual), why)


# Rump, Zimmermann, Boldo, Melquiond 2009, BIT 49: with φ = u(1+2u), φ|c| + η is beyond the midpoint
# of c and the next float, so adding it gives that float or one beyond. (nextafter says the same
# twenty times slower.) Where −∞ overflowed, a bound from above is −LARGEST.
_PHI = UNIT * (1 + 2 * UNIT)


def up(x: Floats) -> Floats:
    """Return floats above, by a unit in the last place at least: fl(a∘b) = x gives a∘b ≤ up(x)."""
    y = np.maximum(x, -LARGEST)
    return y + (np.abs(y) * _PHI + TINY)


def down(x: Floats) -> Floats:
    """Return floats below; see `up`."""
    y = np.minimum(x, LARGEST)
    return y - (np.abs(y) * _PHI + TINY)


def above(total: Floats, count: int) -> Floats:
    """Bound an exact sum of products of non-negative floats from what was computed.

    Every term passes through at most ``count`` roundings, of any order, fused or not, and there are
    at most ``count`` products.
    """
    # A rounding loses at most the factor 1 − u, a product η/2 besides, which later roundings at
    # most double: S ≤ (fl(S) + count·η)(1−u)^−count, and (1−u)^−n ≤ 1 + (n+1)u for n ≤ 2²⁶.
    assert count <= 2**26
    return total * (1 + 2 * (count + 4) * UNIT) + 4 * (count + 1) * TINY


class I:  # noqa: E742
    """Intervals [lo, hi] that hold the exact real results; bounds may be infinite."""

    __slots__ = ("hi", "lo")
    __array_ufunc__ = None

    def __init__(self, lo: Any, hi: Any = None):
        lo = np.asarray(lo, float)
        hi = lo if hi is None else np.asarray(hi, float)
        if not (lo <= hi).all():
            # What is no number (∞ − ∞) is unbounded: no comparison is ever made with NaN.
            lo, hi = np.where(np.isnan(lo), -np.inf, lo), np.where(np.isnan(hi), np.inf, hi)
        self.lo, self.hi = lo, hi

    @classmethod
    def of(cls, values: Any) -> "I":
        """Enclose exact numbers (nested sequences of one shape)."""
        array = np.array(values, dtype=object)
        if all(type(x) is float for x in array.flat):
            return cls(array.astype(float))
        exact = array.ravel().tolist()
        floats = [_near(x) for x in exact]  # correctly rounded, as Python does
        known = [math.isfinite(f) and f == x for f, x in zip(floats, exact, strict=True)]
        near = np.array(floats)
        lo, hi = np.where(known, near, down(near)), np.where(known, near, up(near))
        return cls(lo.reshape(array.shape), hi.reshape(array.shape))

    def __getitem__(self, index: Any) -> "I":
        return I(self.lo[index], self.hi[index])

    def __neg__(self) -> "I":
        return I(-self.hi, -self.lo)

    def __add__(self, other: Any) -> "I":
        y = interval(other)
        return I(down(self.lo + y.lo), up(self.hi + y.hi))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "I":
        return self + -interval(other)

    def __rsub__(self, other: Any) -> "I":
        return -self + other

    def __mul__(self, other: Any) -> "I":
        y = interval(other)
        a, b, c, d = (p * q for p in (self.lo, self.hi) for q in (y.lo, y.hi))
        if np.isnan(a.sum() + b.sum() + c.sum() + d.sum()):
            # 0·∞ is 0: the members of an unbounded interval are finite.
            a, b, c, d = (np.where(np.isnan(x), 0.0, x) for x in (a, b, c, d))
        least = np.minimum(np.minimum(a, b), np.minimum(c, d))
        return I(down(least), up(np.maximum(np.maximum(a, b), np.maximum(c, d))))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "I":
        y = interval(other)
        zero = (y.lo <= 0) & (y.hi >= 0)
        low, high = down(1 / y.hi), up(1 / y.lo)
        return self * I(np.where(zero, -np.inf, low), np.where(zero, np.inf, high))

    def __rtruediv__(self, other: Any) -> "I":
        return interval(other) / self

    def __abs__(self) -> "I":
        return I(np.maximum(np.maximum(self.lo, -self.hi), 0.0), np.maximum(-self.lo, self.hi))

    def square(self) -> "I":
        """Return {x²}."""
        size = abs(self)
        return I(np.maximum(down(size.lo * size.lo), 0.0), up(size.hi * size.hi))

    def sqrt(self) -> "I":
        """Return {√x : x ≥ 0}."""
        low = np.maximum(down(np.sqrt(np.maximum(self.lo, 0.0))), 0.0)
        return I(low, up(np.sqrt(np.maximum(self.hi, 0.0))))

    def sum(self) -> "I":
        """Return sums over the last axis."""
        count = self.lo.shape[-1]
        if count > _FEW:
            # A sum of n floats, in any order, errs by γ_n Σ|xᵢ| (Higham §4.2); none underflows.
            share = count * UNIT * (1 + 2.0**-18)
            low, high = (above(share * np.abs(x).sum(-1), count + 2) for x in (self.lo, self.hi))
            return I(down(down(self.lo.sum(-1)) - low), up(up(self.hi.sum(-1)) + high))
        total = I(np.zeros(self.lo.shape[:-1]))
        for k in range(self.lo.shape[-1]):
            total = total + self[..., k]
        return total

    def hull(self, other: Any) -> "I":
        """Return the least interval that holds both."""
        y = interval(other)
        return I(np.minimum(self.lo, y.lo), np.maximum(self.hi, y.hi))

    def clip(self, low: float, high: float) -> "I":
        """Return {min(max(x, low), high)}."""
        return I(np.clip(self.lo, low, high), np.clip(self.hi, low, high))

    def middle(self) -> Floats:
        """Return a float within, halfway up to rounding (0 for the whole line)."""
        low, high = np.maximum(self.lo, -LARGEST), np.minimum(self.hi, LARGEST)
        return np.clip(0.5 * low + 0.5 * high, low, high)

    def radius(self) -> Floats:
        """Return a bound of every distance from `middle` to a member."""
        m = self.middle()
        return np.where(self.lo == self.hi, 0.0, np.maximum(up(m - self.lo), up(self.hi - m)))


def _near(x: Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def interval(value: Any) -> I:
    """Take floats for intervals of one point."""
    return value if isinstance(value, I) else I(value)


def choose(condition: Floats, x: Any, y: Any) -> I:
    """Return x where a condition holds, and y elsewhere."""
    x, y = interval(x), interval(y)
    return I(np.where(condition, x.lo, y.lo), np.where(condition, x.hi, y.hi))


def stack(parts: Sequence[I], axis: int) -> I:
    """Join intervals along a new axis."""
    return I(np.stack([x.lo for x in parts], axis), np.stack([x.hi for x in parts], axis))
