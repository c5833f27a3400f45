"""Directed rounding on top of IEEE 754 round-to-nearest, and how sums of products err.

Notation used in every proof of this package: u = 2⁻⁵³ (half the distance from 1 to the next
float), η = 2⁻¹⁰⁷⁴ (the least positive float), fl(·) a result as computed. For ∘ among + − × ÷ √,
fl(a∘b) = (a∘b)(1+δ) + ε with |δ| ≤ u, |ε| ≤ η/2, and ε = 0 for + and − (Higham, *Accuracy and
Stability of Numerical Algorithms*, 2nd ed., §2.2 and §2.8, eq. 2.8). Nothing is assumed of any
other library function.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]

UNIT = 2.0**-53
TINY = 2.0**-1074
LARGEST = float(np.finfo(np.float64).max)

# The float after u, and the constant of `up` and `down`.
_PHI = UNIT * (1 + 2 * UNIT)


class ArithmeticUnfit(RuntimeError):
    """The process does not compute as IEEE 754 asks, so nothing can be proved in it."""


def require_ieee() -> None:
    """Raise unless this thread rounds to nearest and keeps subnormal numbers.

    Some libraries switch a process to "flush to zero" or another rounding mode when they are
    loaded. Call this once at the start of every proof.

    Raises
    ------
    ArithmeticUnfit
        The rounding mode is not to nearest, or subnormal numbers are flushed to zero.
    """
    values = np.array([1.0, -1.0])
    nearest = (values + values * UNIT == values).all() and (
        values + values * (1.5 * UNIT) == values * (1 + 2 * UNIT)
    ).all()
    small = np.array([2.0**-1022, TINY])
    gradual = (small * 0.5 + small * 0.5 == np.array([2.0**-1022, 0.0])).all() and (
        small[1:] * 1.0 > 0
    ).all()
    if not (nearest and gradual):
        raise ArithmeticUnfit(
            "The floating-point unit does not round to nearest with gradual underflow; some "
            "library has changed its mode (fast-math, flush-to-zero). Run the proof in a fresh "
            "process that does not load that library."
        )


# Rump, Zimmermann, Boldo, Melquiond (2009), "Computing predecessor and successor in rounding to
# nearest", BIT 49. Let c be finite, 2ᴱ ≤ |c| < 2ᴱ⁺¹. The successor is at most 2u·2ᴱ away, and a
# number strictly beyond the midpoint rounds to it or farther, so e > u·2ᴱ is enough.
# With φ = u(1+2u): if |c| = 2ᴱ, φ|c| is a float > u·2ᴱ; else |c| ≥ 2ᴱ(1+2u), hence
# φ|c| > u·2ᴱ(1+2u), a float, and rounding is monotone. Where φ|c| is subnormal, rounding costs at
# most η/2 and η is added. Where c is subnormal, the successor is η away and e ≥ η.
# NumPy's nextafter says the same twenty times slower.


def up(x: Floats) -> Floats:
    """Return a float above each x by at least one unit in the last place.

    If x = fl(a∘b), then a∘b ≤ up(x), whatever overflowed: −∞ (from an overflow) gives −LARGEST.
    """
    y = np.maximum(x, -LARGEST)
    return y + (np.abs(y) * _PHI + TINY)


def down(x: Floats) -> Floats:
    """Return a float below each x by at least one unit in the last place; see `up`."""
    y = np.minimum(x, LARGEST)
    return y - (np.abs(y) * _PHI + TINY)


def around(value: Floats, units: float | Floats, least: float = TINY) -> tuple[Floats, Floats]:
    """Return bounds of every x with |x − value| ≤ units·u·|value| + least.

    ``units`` may be up to 10⁶; bounds of the form units·u·|x| are covered too.
    """
    # With n units, e = fl(fl(|v|(n+2)u) + 4·least) ≥ ((n+2)|v|u(1−u) − η/2 + 4·least)(1−u)
    # ≥ (n + 3/2)u|v| + 2·least for n ≤ 10⁶, as (n+2)·2u < 1/2. The subtraction adds at most
    # u(|v| + e) ≤ (1 + 1/8)u|v| + least. So fl(v − e) ≤ v − (n + 1/4)u|v| − least, and
    # |x| ≤ |v|(1 + 2nu) changes n·u·|v| by 2n²u²|v| < u|v|/4.
    error = np.abs(value) * ((units + 2) * UNIT) + 4 * least
    return value - error, value + error


def gamma(count: int) -> float:
    """Return a float not below γ_n = nu/(1−nu), which bounds n roundings (Higham, lemma 3.1)."""
    # nu ≤ 2⁻²¹, so 1/(1−nu) ≤ 1 + 2nu ≤ 1 + 2⁻²⁰; the one rounding left is far below 2⁻¹⁸.
    if not 0 <= count < 2**32:
        raise ValueError(f"A sum of {count} products is too long for these bounds.")
    return count * UNIT * (1 + 2.0**-18)


def above(total: Floats, count: int, products: int | None = None) -> Floats:
    """Bound an exact sum of non-negative terms from what was computed.

    Let S be a sum of products of non-negative floats in which every term passes through at most
    ``count`` roundings on its way, in any order, with or without fused multiply-add; ``products``
    (default: ``count``) is how many products there are. If ``total`` = fl(S), the result is ≥ S.
    """
    # Every rounding loses at most the factor (1−u), every product (or fused step) at most η/2
    # besides; what is lost later is only scaled by factors ≤ 1 + u, absorbed by doubling. So
    # S ≤ (fl(S) + products·η)·(1−u)^−count, and (1−u)^−n ≤ 1 + γ_n ≤ 1 + (n+1)u for n ≤ 2²⁶.
    # Below: 1 + 2(n+4)u is exact; its product and the sum round by (1−u)² at most and by η/2.
    if count > 2**26:
        raise ValueError(f"A sum of {count} terms is too long for these bounds.")
    terms = count if products is None else products
    return total * (1 + 2 * (count + 4) * UNIT) + 4 * (terms + 1) * TINY
