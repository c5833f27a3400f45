"""Products of matrices of intervals, bounded for any order of summation and any BLAS."""

import numpy as np

from unknot.proof._ends import Ends, middle, radius
from unknot.proof._rounding import Floats, Truth, above, down, gamma, up


@np.errstate(all="ignore")
def multiply_matrices(x: Ends, y: Ends) -> Ends:
    """Return the ends of X @ Y, (…, m, k) @ (…, k, n) as NumPy's matmul does it.

    Midpoint and radius (Rump 1999, "Fast and parallel interval arithmetic", BIT 39), with bounds of
    the rounding errors that hold however the sums are ordered, blocked or fused (conventional
    multiplication: every product is formed once; Strassen's method is excluded, BLAS libraries
    do not use it).
    """
    a, r, wild_rows = _ball(x)
    b, s, wild_columns = _ball(y)
    k = a.shape[-1]
    centre = a @ b
    # A member of X is a + e with |e| ≤ r, of Y b + f with |f| ≤ s, so
    #   |(a+e)(b+f) − fl(ab)| ≤ |a|s + r(|b| + s) + |ab − fl(ab)|,
    # and |ab − fl(ab)| ≤ γ_k|a||b| + kη: each product passes through k roundings at most (itself
    # and k−1 sums; a fused step is one rounding), and errs by η/2 besides where it underflows,
    # growing by (1+u)^(k−1) < 2 (Higham §3.1, eqs. 3.3–3.5, for any order).
    # Regrouped: |a|(s + γ_k|b|) + r(|b| + s) + kη, the brackets rounded up, and the two products of
    # non-negative matrices, k+1 roundings each with their sum, bounded by `above`.
    size = np.abs(b)
    reach = above(np.abs(a) @ up(s + up(gamma(k) * size)) + r @ up(size + s), k + 1, 3 * k + 1)
    low, high = down(centre - reach), up(centre + reach)
    # Anything that overflowed, or met an unbounded interval, is unbounded.
    wild = np.any(wild_rows, -1, keepdims=True) | np.any(wild_columns, -2, keepdims=True)
    wild = wild | ~np.isfinite(low) | ~np.isfinite(high)
    return np.where(wild, -np.inf, low), np.where(wild, np.inf, high)


def _ball(x: Ends) -> tuple[Floats, Floats, Truth]:
    """Return middles, radii, and where an interval is unbounded (both are 0 there)."""
    reach = radius(x)
    wild = ~np.isfinite(reach)
    return np.where(wild, 0.0, middle(x)), np.where(wild, 0.0, reach), wild
