"""Bounds of elementary functions at floats, from + − × ÷ √ alone.

Every function here takes an array of floats (±∞ allowed, NaN not) and returns two arrays that
certainly hold the exact value at each; at ±∞ they hold the limit. No library function's accuracy
is trusted: where one is called, its result is a guess that is verified. Errors are counted in units
u = 2⁻⁵³ (see `_rounding`); second-order terms (u²) are absorbed by the spare units of `around` and
by rounding the counts below upward.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from unknot.proof._rounding import LARGEST, TINY, UNIT, Floats, around, down, up

Bounds = tuple[Floats, Floats]

# ---------------------------------------------------------------- exp and its kin

# ln 2 = HIGH + LOW + ε with |ε| ≤ 2⁻⁸⁶ (half a unit in the last place of LOW). HIGH has 32
# significant bits: it is a multiple of 2⁻³².
_LN2_HIGH = float.fromhex("0x1.62e42fee00000p-1")
_LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_PER_LN2 = float.fromhex("0x1.71547652b82fep+0")
_EXP_SERIES = tuple(1 / math.factorial(i) for i in range(2, 14))


def _reduce(x: Floats) -> tuple[Floats, Floats]:
    """Return an integer k and q ≈ Q = exp(ρ) − 1, where ρ = x − k·ln 2, for |x| ≤ 800.

    |q − Q| ≤ 3u|Q| + η where k = 0, and ≤ 3u/2 elsewhere; |ρ| < 0.34658 =: R.
    """
    # k: fl(x·fl(1/ln 2)) is within 2u·1155 of x/ln 2, so |ρ| ≤ (1/2 + 3·10⁻¹³) ln 2 < R.
    # r: if k = 0, r = x = ρ exactly. Otherwise |x| > 1/4 is a multiple of 2⁻⁵⁴; |k| < 2¹¹, so
    #   k·HIGH is exact, a multiple of 2⁻³²; their difference is a multiple of 2⁻⁵⁴ below 1/2, hence
    #   exact. k·LOW < 2.3·10⁻⁷ rounds by less than 3·10⁻⁷u, ε·k is as small, and the last
    #   subtraction errs by u|r|: |r − ρ| ≤ 0.347u, which changes Q by at most 1.42·0.347u < 0.493u.
    # s(r) = Σ_{j=0}^{11} r^j/(j+2)!, by Horner: term j passes through j products, j+1 sums (j for
    #   the last) and one rounded coefficient (1/2 is exact), so s errs by
    #   u(1/2 + Σ_{j≥1}(2j+2)|r|^j/(j+2)!) ≤ 0.77u, and |s| ≤ 0.564.
    # q = r + r²s: r²s errs by r²(0.77u + 2·0.564u) ≤ 1.9u·r² ≤ 0.23u, the sum by u|q| ≤ 0.42u.
    # Truncation: |Σ_{i≥14} r^i/i!| ≤ R¹⁴/14!·1.03 ≤ 0.05u.
    # Sum, k ≠ 0: (0.493 + 0.23 + 0.42 + 0.05)u < 3u/2.
    # k = 0, relative: |Q| ≥ 0.84|r|, so 1.9u·r²/|Q| ≤ 0.79u, truncation ≤ R¹³/14!/0.84 ≤ 0.14u,
    #   the sum u; together < 2u(1+2u) < 3u. Where r² or r²s underflows, |r| < 2⁻⁴⁸⁰, r² is
    #   below u²|r|, and what is lost is η at most.
    k = np.rint(x * _PER_LN2)
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    s = np.full_like(r, _EXP_SERIES[-1])
    for coefficient in _EXP_SERIES[-2::-1]:
        s *= r
        s += coefficient
    s *= r * r
    s += r
    return k, s


def _power_of_two(k: Floats) -> Floats:
    """Return 2ᵏ exactly, for integers −1022 ≤ k ≤ 1023."""
    return ((k.astype(np.int64) + 1023) << 52).view(np.float64)


def exp(x: Floats) -> Bounds:
    """Bound exp(x)."""
    # 1 + Q ≥ 0.707 and 1 + Q ≤ 1.4152. |q − Q| ≤ 3u/2 (for k = 0: 3u·0.4152 + η); the sum
    # rounds by u relative: (3/2)/0.707 + 1 < 3.2 units. Beyond ±800 the result is that of ±800:
    # overflow, and [0, η]. Scaling by two powers of two is exact, but the second step may
    # underflow (by η/2) or overflow (to ∞, where LARGEST is a low bound).
    k, q = _reduce(np.clip(x, -800.0, 800.0))
    low, high = around(1.0 + q, 4)
    half = np.floor(0.5 * k)
    first, second = _power_of_two(half), _power_of_two(k - half)
    low = np.clip(low * first * second - TINY, 0.0, LARGEST)
    return low, high * first * second + TINY


def _decay(a: Floats) -> tuple[Floats, Floats]:
    """Return w ≈ exp(−a) and t ≈ exp(−a) − 1 for 0 ≤ a ≤ 700, each within 4 units (+ η for t)."""
    # w: as in `exp`, 3.2 units; 2ᵏ ≥ 2⁻¹⁰¹¹, so nothing underflows.
    # t = 2ᵏ(1+Q) − 1: for k = 0 it is q, 3 units. For −53 ≤ k ≤ −1, 2ᵏ − 1 is exact and
    # |t| ≥ 1 − 1.4152/2 > 0.292: (3/2)2ᵏ/0.292 + 1 < 3.6 units. For k < −53, |t| > 1 − 2⁻⁵³ and
    # both sums round by one unit.
    k, q = _reduce(-a)
    scale = _power_of_two(k)
    return scale * (1.0 + q), scale * q + (scale - 1.0)


def expm1(x: Floats) -> Bounds:
    """Bound exp(x) − 1; near 0 the bounds are relative."""
    # As in `_decay` for k ≤ 0; below −60 the value lies in [−1, −1 + 10⁻²⁶], within the bounds at
    # −60 after clipping. For 1 ≤ k ≤ 58 the value V = 2ᵏ(1+Q) − 1 has V ≥ 0.413, 2ᵏ/V ≤
    # 1/(0.707 − 2⁻ᵏ) ≤ 4.84: (3/2)4.84 + 1 < 8.3 units, and for k > 53 one more on 2ᵏ − 1, where
    # 2ᵏ/V < 1.42.
    k, q = _reduce(np.clip(x, -60.0, 40.0))
    scale = _power_of_two(k)
    low, high = around(scale * q + (scale - 1.0), 9)
    low = np.maximum(low, -1.0)
    large = x > 40.0
    if large.any():
        least, most = exp(x)
        low, high = np.where(large, down(least - 1.0), low), np.where(large, most, high)
    return low, high


def tanh_and_slope(x: Floats) -> tuple[Bounds, Bounds]:
    """Bound tanh(x) and tanh′(x) = 1 − tanh(x)², which cost one exponential together."""
    # With w = exp(−2|x|), t = w − 1: tanh|x| = −t/(2+t), whose relative condition in t is
    # 2/(2+t). For k = 0 (t > −0.293): 3·1.18; for k = −1 (−0.647 < t < −0.292): t errs by
    # 0.75u + u|t| absolutely, so ≤ (0.75/|t| + 1)·2/(2+t) ≤ 4.2 at t = −0.292 and less at the other
    # end; for k ≤ −2, |t| ≥ 0.646: (0.375/0.646 + 2)·2 < 5.2. Two more roundings: < 7.2 units.
    # tanh′ = 4w/(1+w)²: condition (1−w)/(1+w) ≤ 1 on 3.2 units; 1+w twice, the square, the
    # quotient: < 7.2 units.
    # Beyond |x| = 350 the value at 350 is used: 1 − tanh < 10⁻³⁰³, and the slope is below its
    # bound there and positive.
    a = np.abs(x)
    w, t = _decay(np.minimum(a + a, 700.0))
    low, high = around(np.copysign(t / (2.0 + t), x), 8)
    slope_low, slope_high = around(4.0 * w / np.square(1.0 + w), 8)
    slope_low = np.where(a > 350.0, 0.0, slope_low)
    return (np.maximum(low, -1.0), np.minimum(high, 1.0)), (slope_low, np.minimum(slope_high, 1.0))


def sigmoid_and_slope(x: Floats) -> tuple[Bounds, Bounds]:
    """Bound 1/(1 + exp(−x)) and its derivative."""
    # With w = exp(−|x|): (1 or w)/(1+w). Condition in w ≤ 1 on 3.2 units, sum, quotient: < 5.3.
    # The slope w/(1+w)² as in `tanh_and_slope`. Beyond 700 both are below 10⁻³⁰³ (or that close
    # to 1) and positive.
    a = np.abs(x)
    w, _ = _decay(np.minimum(a, 700.0))
    low, high = around(np.where(x >= 0, 1.0, w) / (1.0 + w), 6)
    slope_low, slope_high = around(w / np.square(1.0 + w), 8)
    far = a > 700.0
    low = np.where(far & (x < 0), 0.0, low)
    slope_low = np.where(far, 0.0, slope_low)
    return (low, np.minimum(high, 1.0)), (slope_low, np.minimum(slope_high, 0.25))


_ATANH_SERIES = tuple(1 / (2 * n + 1) for n in range(17))


def softplus(x: Floats) -> Bounds:
    """Bound log(1 + exp(x)) = max(x, 0) + log(1 + exp(−|x|))."""
    # log(1 + w) = 2 artanh(s) = 2s(1 + s²/3 + s⁴/5 + …), s = w/(2 + w) ≤ 1/3: positive terms. s
    # errs by 2 units, with condition ≤ 1.09; by Horner the bracket errs by one unit for its last
    # sum and 0.04·5 for what is inside, the product by one; left out: 9⁻¹⁷/35·1.13 < 0.02u. 4.5
    # units. w itself errs by 3.2 units, condition ≤ 1: together < 8. Beyond 700 the value is in
    # (0, 10⁻³⁰³).
    a = np.abs(x)
    w, _ = _decay(np.minimum(a, 700.0))
    s = w / (2.0 + w)
    z = s * s
    p = np.full_like(s, _ATANH_SERIES[-1])
    for coefficient in _ATANH_SERIES[-2::-1]:
        p *= z
        p += coefficient
    low, high = around(2.0 * (s * p), 8)
    low = np.where(a > 700.0, 0.0, np.maximum(low, 0.0))
    positive = np.maximum(x, 0.0)
    # Adding 0 is exact; elsewhere round outward.
    return (
        np.where(positive > 0, down(positive + low), low),
        np.where(positive > 0, up(positive + high), high),
    )


# ---------------------------------------------------------------- logarithms


def _invert(forward: Callable[[Floats], Bounds], guess: Floats, step: Floats, y: Floats) -> Bounds:
    """Bound the x with f(x) = y, for an increasing f with certain bounds, starting from a guess.

    A low bound x₀ is certain once the upper bound of f(x₀) is ≤ y, and likewise above. Where it is
    not, the distance from the guess doubles; what resists is left unbounded.
    """
    low = _settle(lambda x, target: forward(x)[1] <= target, guess, -step, y)
    return low, _settle(lambda x, target: forward(x)[0] >= target, guess, step, y)


def _settle(
    certain: Callable[[Floats, Floats], NDArray[np.bool_]], guess: Floats, step: Floats, y: Floats
) -> Floats:
    x = guess + step
    open_ = np.flatnonzero(~certain(x, y))
    for doubling in range(1, 60):
        if not open_.size:
            return x
        x[open_] = guess[open_] + step[open_] * 2.0**doubling
        open_ = open_[~certain(x[open_], y[open_])]
    x[open_] = np.copysign(np.inf, step[open_])
    return x


def log1p(x: Floats) -> Bounds:
    """Bound log(1 + x) for x ≥ −1; near 0 the bounds are relative."""
    # Below −1/2 (Sterbenz) 1 + x is exact.
    return _logarithm(x, 1.0 + x, x >= -0.5)


def log(x: Floats) -> Bounds:
    """Bound log(x) for x ≥ 0; near 1 the bounds are relative."""
    # From 1/2 to 2 (Sterbenz) x − 1 is exact.
    return _logarithm(x - 1.0, x, (x >= 0.5) & (x <= 2.0))


def _logarithm(less_one: Floats, x: Floats, near: NDArray[np.bool_]) -> Bounds:
    """Bound log(x), given x − 1; exact is the former where ``near`` holds, the latter elsewhere."""
    flat, y, near = np.ravel(less_one), np.ravel(x), np.ravel(near)
    low, high = np.zeros(flat.shape), np.zeros(flat.shape)
    some = near & (flat != 0) & (flat < np.inf)
    y_near = flat[some]
    guess = np.log1p(y_near)
    step = np.abs(guess) * (12 * UNIT) + 16 * TINY
    low[some], high[some] = _invert(expm1, guess, step, y_near)
    some = ~near & (y > 0) & (y < np.inf)
    y_far = y[some]
    guess = np.log(y_far)
    low[some], high[some] = _invert(exp, guess, (np.abs(guess) * 2 + 8) * UNIT, y_far)
    low[y == 0] = high[y == 0] = -np.inf
    low[y == np.inf] = high[y == np.inf] = np.inf
    return low.reshape(x.shape), high.reshape(x.shape)


# ---------------------------------------------------------------- circular functions

_HALF_PI = 0.5 * math.pi  # within 0.55u of π/2 (in absolute terms)
_ARCTAN_SERIES = tuple(1 / (2 * n + 1) for n in range(12))


def arctan(x: Floats) -> Bounds:
    """Bound arctan(x); near 0 the bounds are relative."""
    # y₀ = |x|, or 1/|x| beyond 1 (1 unit, condition 1). Two halvings of the angle,
    # y ← y/(1 + √(1+y²)), y₀ ≤ 1: in exact arithmetic the condition is ≤ 1; y² errs by 1 unit, 1+y²
    # by ≤ 1/2+1, its root by 3/4+1, 1 + root by 0.586·1.75+1 < 2.03, the quotient by one more: 3.1
    # each, so y errs by 7.2 units (and ≤ 2η where it underflows), y ≤ tan(π/16) < 0.19892.
    # arctan y = y·p(z), z = y² < 0.03957: p = 1 − z(1/3 − z(1/5 − …)) alternates; 12 terms leave
    # less than z¹²/25 < 0.01u. By Horner the bracket errs by < 3 units on 1/3, the product by 2
    # more, z by 1: 0.0132·6u < 0.1u; p errs by 1.1 units, y·p by one more: 9.4 (4· is exact).
    # Beyond 1: π/2 − θ with θ ≤ π/4(1+…): (9.4·0.7854 + 0.55)/0.7854 + 1 < 11.2.
    a = np.abs(x)
    beyond = a > 1.0
    y = np.where(beyond, 1.0 / np.where(beyond, a, 1.0), a)
    for _ in range(2):
        y = y / (1.0 + np.sqrt(1.0 + y * y))
    z = y * y
    p = np.full_like(y, _ARCTAN_SERIES[-1])
    for coefficient in _ARCTAN_SERIES[-2::-1]:
        p = coefficient - z * p
    theta = 4.0 * (y * p)
    theta = np.where(beyond, _HALF_PI - theta, theta)
    return around(np.copysign(theta, x), 12, 16 * TINY)


# π/2 = HIGH + LOW + ε, |ε| ≤ 2⁻⁸⁷; HIGH is a multiple of 2⁻³⁰ with 31 significant bits.
_HALF_PI_HIGH = float.fromhex("0x1.921fb54400000p+0")
_HALF_PI_LOW = float.fromhex("0x1.0b4611a626331p-34")
_PER_HALF_PI = float.fromhex("0x1.45f306dc9c883p-1")
_SIN_SERIES = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(1, 9))
_COS_SERIES = tuple((-1) ** n / math.factorial(2 * n) for n in range(1, 9))
CIRCULAR_LIMIT = 2.0**20  # beyond it sin and cos are only known to lie in [−1, 1]


def _polynomial(series: tuple[float, ...], z: Floats) -> Floats:
    """Return z·(c₁ + c₂z + …)."""
    p = np.full_like(z, series[-1])
    for coefficient in series[-2::-1]:
        p = coefficient + z * p
    return z * p


def sine(x: Floats, quarters: int = 0) -> Bounds:
    """Bound sin(x + quarters·π/2): with ``quarters=1``, cos(x)."""
    # q: fl(x·fl(2/π)) is within 2u·2²⁰ of the quotient, so ρ = x − q·π/2 has |ρ| < 0.78540.
    # r: exact for q = 0. Otherwise |x| ≥ 0.78 is a multiple of 2⁻⁵³ and q·HIGH (20 + 31 bits) is
    #   exact, a multiple of 2⁻³⁰; their difference is a multiple of 2⁻⁵³ below 1: exact. q·LOW <
    #   6.5·10⁻⁵ rounds by 6.5·10⁻⁵u, ε·q < 2⁻⁶⁷, the subtraction by 0.786u: |r−ρ| ≤ 0.787u.
    # sin r = r + r·zS(z), z = r² ≤ 0.617: |zS| ≤ 0.103 errs by < 5 units (z, Horner's last sum,
    #   coefficient, product, and 0.06 of the inner ones), with r: |r·zS| ≤ 0.081, 6 units, 0.49u;
    #   the sum by u·0.708; left out: r¹⁹/19! < 0.001u. Absolutely 1.2u + 0.787u < 2.1u; relatively
    #   for q = 0: 1 + 6·0.103/0.897 < 1.8 units (+ η), since |sin r| ≥ 0.897|r|.
    # cos r = 1 + zC(z), |zC| ≤ 0.309 errs by < 5 units: 1.6u; the sum by u/2 (below 1); left out:
    #   r¹⁸/18! < 0.02u; r: 0.787u·sin < 0.56u. Together < 2.8u.
    known = np.abs(x) <= CIRCULAR_LIMIT
    inner = np.where(known, x, 0.0)
    q = np.rint(inner * _PER_HALF_PI)
    r = (inner - q * _HALF_PI_HIGH) - q * _HALF_PI_LOW
    z = r * r
    quadrant = (q.astype(np.int64) + quarters) & 3
    sine_first = (quadrant & 1) == 0
    sine_r, cosine_r = r + r * _polynomial(_SIN_SERIES, z), 1.0 + _polynomial(_COS_SERIES, z)
    value = np.where(sine_first, sine_r, cosine_r)
    value = np.where(quadrant >= 2, -value, value)
    relative = sine_first & (q == 0)
    error = np.where(relative, np.abs(value) * (4 * UNIT) + 4 * TINY, 4 * UNIT)
    # The subtraction rounds by u|value| at most: 3 units were needed, 4 are taken. (Relatively,
    # 2 + 1 were.)
    low = np.where(known, np.maximum(value - error, -1.0), -1.0)
    return low, np.where(known, np.minimum(value + error, 1.0), 1.0)


# ---------------------------------------------------------------- the error function

_TWO_PER_ROOT_PI = float.fromhex("0x1.20dd750429b6dp+0")
_ONE_PER_ROOT_PI = float.fromhex("0x1.20dd750429b6dp-1")
_ONE_PER_ROOT_TWO = float.fromhex("0x1.6a09e667f3bcdp-1")
_ERF_SWITCH = 1.5
_ERF_TERMS = 26
_ERFC_LEVELS = 84


def _erf_near(a: Floats) -> Bounds:
    """Bound erf(a) for 0 ≤ a ≤ 3/2, relatively."""
    # erf a = (2/√π) a e^{−a²} S, S = Σ yⁿ/(2n+1)!!, y = 2a² ≤ 4.5 (DLMF 7.6.2): positive terms.
    # Horner: S = 1 + (y/3)(1 + (y/5)(1 + …)). Term n carries n(1 for y, 1 for the coefficient, 2
    # products, 1 sum) + 1 roundings, so S errs by 5·n̄ + 1 units, where n̄ = Σ n·Tₙ/S =
    # a² − 1/2 + a e^{−a²}/(√π erf a) ≤ a², because the last term is ≤ 1/2. Left out: with
    # ratios ≤ 4.5/55 < 0.1, less than 1.1·4.5²⁷/55!! < 10⁻¹⁶u.
    # e^{−a²}: a² rounds by u·a², 4 units more; the constant and three products: 4. Together
    # 5a² + 1 + a² + 4 + 4 = 6a² + 9.
    square = a * a
    y = square + square
    s = np.ones_like(a)
    for n in range(_ERF_TERMS, 0, -1):
        s = 1.0 + (y * (1 / (2 * n + 1))) * s
    w, _ = _decay(square)
    return around(_TWO_PER_ROOT_PI * a * w * s, 6 * square + 10, 4 * TINY)


def _erfc_far(a: Floats) -> Bounds:
    """Bound erfc(a) for a ≥ 3/2, relatively up to a = 26."""
    # Iₙ = ∫₀^∞ tⁿ e^{−t²−2at} dt > 0; by parts 2I₁ + 2aI₀ = 1 and 2Iₙ₊₁ + 2aIₙ = n·Iₙ₋₁. With
    # T₀ = 1/(2I₀), Tₙ = n·Iₙ₋₁/(2Iₙ): Tₙ = a + ((n+1)/2)/Tₙ₊₁, and erfc a = e^{−a²}/(√π T₀).
    # So Tₙ > a for every n, and T_N ∈ (a, ∞) starts two recurrences whose ends enclose T₀; the one
    # from ∞ at level N is the one from a at level N−1.
    # Rounding: a step adds one unit to the sum, and passes on w·(e + 1) of the error e of Tₙ₊₁,
    # w = ((n+1)/2)/(Tₙ₊₁ Tₙ) ≤ min(1, (n+1)/(2a²)): w ≤ 0.223, 0.445, 0.667, then 1. So e₀ ≤
    # 1 + 0.223(2 + 0.445(2 + 0.667(2 + 2·81))) < 13.
    # e^{−a²}: a²u + 4 units; constant, product, quotient: 3. Together a² + 20.
    square = np.minimum(a * a, 690.0)
    w, _ = _decay(square)
    ends = []
    for levels in (_ERFC_LEVELS, _ERFC_LEVELS - 1):
        t = a
        for n in range(levels, 0, -1):
            t = a + (0.5 * n) / t
        ends.append(_ONE_PER_ROOT_PI * w / t)
    units = square + 20
    low = around(np.minimum(*ends), units)[0]
    high = around(np.maximum(*ends), units)[1]
    # Beyond 26 the square may have been clipped: erfc is positive and below the bound at √690.
    beyond = a > 26.0
    return np.where(beyond, 0.0, low), np.where(beyond, 1e-290, high)


def erf_and_erfc(x: Floats) -> tuple[Bounds, Bounds]:
    """Bound erf(x) and erfc(x) = 1 − erf(x); each is relative where it is small."""
    a = np.abs(x)
    near = a <= _ERF_SWITCH
    low, high = np.empty_like(a), np.empty_like(a)  # of erf(a)
    low_c, high_c = np.empty_like(a), np.empty_like(a)  # of erfc(a)
    low[near], high[near] = _erf_near(a[near])
    low_c[near], high_c[near] = down(1.0 - high[near]), up(1.0 - low[near])
    far = ~near
    low_c[far], high_c[far] = _erfc_far(a[far])
    low[far], high[far] = down(1.0 - high_c[far]), np.minimum(up(1.0 - low_c[far]), 1.0)
    negative = x < 0
    return (
        (np.where(negative, -high, low), np.where(negative, -low, high)),
        (
            np.where(negative, down(1.0 + low), low_c),
            np.where(negative, np.minimum(up(1.0 + high), 2.0), high_c),
        ),
    )


def normal_cdf(x: Floats) -> Bounds:
    """Bound Φ(x) = erfc(−x/√2)/2; relatively where it is small."""
    # z = fl(−x·fl(1/√2)) errs by 2 units, which changes erfc(z) by 2|z·erfc′(z)/erfc(z)| units.
    # For z > 0, T₀ = z + 1/(2T₁) ≤ z + 1/(2z) above gives the quotient ≤ 2z² + 1; for z < 0,
    # erfc ≥ 1 and |z·erfc′| < 1/2. (Beyond 26 the bounds [0, 10⁻²⁹⁰] hold at every neighbour.)
    z = -x * _ONE_PER_ROOT_TWO
    low, high = erf_and_erfc(z)[1]
    tail = np.clip(z, 0.0, 27.0)
    units = 4 * tail * tail + 3
    return np.maximum(0.5 * around(low, units)[0], 0.0), np.minimum(
        0.5 * around(high, units)[1], 1.0
    )
