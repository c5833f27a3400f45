"""Bounds of elementary functions at floats, from + − × ÷ √ alone.

Functions take an array of floats (±∞ allowed, NaN not) and return the intervals that hold the exact
value at each; at ±∞ they hold the limit. Errors are counted in units u; second-order terms are
absorbed by the spare units of `around` and by rounding the counts upward.
"""

import math
from collections.abc import Callable

import numpy as np

from ._intervals import LARGEST, TINY, UNIT, Floats, I, down, up

PI = I(math.pi, math.nextafter(math.pi, 4))  # math.pi is the float below π


def around(value: Floats, units: float | Floats, least: float = TINY) -> I:
    """Return bounds of every x with |x − value| ≤ units·u·|value| + least."""
    # With n units, e = fl(fl(|v|(n+2)u) + 4·least) ≥ ((n+2)|v|u(1−u) − η/2 + 4·least)(1−u)
    # ≥ (n + 3/2)u|v| + 2·least for n ≤ 10⁶, as (n+2)·2u < 1/2. The subtraction adds at most
    # u(|v| + e) ≤ (1 + 1/8)u|v| + least. So fl(v − e) ≤ v − (n + 1/4)u|v| − least, and
    # |x| ≤ |v|(1 + 2nu) changes n·u·|v| by 2n²u²|v| < u|v|/4.
    error = np.abs(value) * ((units + 2) * UNIT) + 4 * least
    return I(value - error, value + error)


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


def exp_at(x: Floats) -> I:
    """Bound exp(x)."""
    # 1 + Q ≥ 0.707 and 1 + Q ≤ 1.4152. |q − Q| ≤ 3u/2 (for k = 0: 3u·0.4152 + η); the sum
    # rounds by u relative: (3/2)/0.707 + 1 < 3.2 units. Beyond ±800 the result is that of ±800:
    # overflow, and [0, η]. Scaling by two powers of two is exact, but the second step may
    # underflow (by η/2) or overflow (to ∞, where LARGEST is a low bound).
    k, q = _reduce(np.clip(x, -800.0, 800.0))
    near, half = around(1.0 + q, 4), np.floor(0.5 * k)
    first, second = _power_of_two(half), _power_of_two(k - half)
    low = np.clip(near.lo * first * second - TINY, 0.0, LARGEST)
    return I(low, near.hi * first * second + TINY)


def exp(x: I) -> I:
    """Enclose {eˣ}."""
    return I(exp_at(x.lo).lo, exp_at(x.hi).hi)


def _decay(a: Floats) -> tuple[Floats, Floats]:
    """Return w ≈ exp(−a) and t ≈ exp(−a) − 1 for 0 ≤ a ≤ 700, each within 4 units (+ η for t)."""
    # w: as in `exp_at`, 3.2 units; 2ᵏ ≥ 2⁻¹⁰¹¹, so nothing underflows.
    # t = 2ᵏ(1+Q) − 1: for k = 0 it is q, 3 units. For −53 ≤ k ≤ −1, 2ᵏ − 1 is exact and
    # |t| ≥ 1 − 1.4152/2 > 0.292: (3/2)2ᵏ/0.292 + 1 < 3.6 units. For k < −53, |t| > 1 − 2⁻⁵³ and
    # both sums round by one unit.
    k, q = _reduce(-a)
    scale = _power_of_two(k)
    return scale * (1.0 + q), scale * q + (scale - 1.0)


def tanh_and_slope(x: Floats) -> tuple[I, I]:
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
    slope = around(4.0 * w / np.square(1.0 + w), 8)
    value = around(np.copysign(t / (2.0 + t), x), 8).clip(-1.0, 1.0)
    return value, I(np.where(a > 350.0, 0.0, slope.lo), np.minimum(slope.hi, 1.0))


def sigmoid_and_slope(x: Floats) -> tuple[I, I]:
    """Bound 1/(1 + exp(−x)) and its derivative."""
    # With w = exp(−|x|): (1 or w)/(1+w). Condition in w ≤ 1 on 3.2 units, sum, quotient: < 5.3.
    # The slope w/(1+w)² as in `tanh_and_slope`. Beyond 700 both are below 10⁻³⁰³ (or that close
    # to 1) and positive.
    a = np.abs(x)
    w, _ = _decay(np.minimum(a, 700.0))
    value = around(np.where(x >= 0, 1.0, w) / (1.0 + w), 6)
    slope = around(w / np.square(1.0 + w), 8)
    far = a > 700.0
    return (
        I(np.where(far & (x < 0), 0.0, value.lo), np.minimum(value.hi, 1.0)),
        I(np.where(far, 0.0, slope.lo), np.minimum(slope.hi, 0.25)),
    )


_ATANH_SERIES = tuple(1 / (2 * n + 1) for n in range(17))


def softplus_at(x: Floats) -> I:
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
    rest = around(2.0 * (s * p), 8)
    rest = I(np.where(a > 700.0, 0.0, np.maximum(rest.lo, 0.0)), rest.hi)
    # Adding 0 would be exact: near −∞ it matters.
    more = rest + np.maximum(x, 0.0)
    return I(np.where(x > 0, more.lo, rest.lo), np.where(x > 0, more.hi, rest.hi))


# ---------------------------------------------------------------- circular functions

_HALF_PI = 0.5 * math.pi  # within 0.55u of π/2 (in absolute terms)
_ARCTAN_SERIES = tuple(1 / (2 * n + 1) for n in range(12))


def arctan_at(x: Floats) -> I:
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


_SIN_SERIES = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(1, 9))
_COS_SERIES = tuple((-1) ** n / math.factorial(2 * n) for n in range(1, 9))


def _polynomial(series: tuple[float, ...], z: Floats) -> Floats:
    """Return z·(c₁ + c₂z + …)."""
    p = np.full_like(z, series[-1])
    for coefficient in series[-2::-1]:
        p = coefficient + z * p
    return z * p


def cos_pi(u: I) -> I:
    """Enclose cos πu: by the value in the middle, as the slope is at most π."""
    # v = |u − 2·rint(u/2)| ≤ 1 and w, |w| ≤ 1/4, are exact. r = fl(w·fl(π)), |r| ≤ 0.786, errs by 2
    # units, at most 1.6u; z = r² ≤ 0.617.
    # cos r = 1 + zC(z), |zC| ≤ 0.309 errs by < 5 units (z, Horner's last sum, coefficient, product,
    #   and 0.06 of the inner ones): 1.6u; the sum by u/2; left out: r¹⁸/18! < 0.02u; r: 1.2u.
    # sin r = r + r·zS(z): |r·zS| ≤ 0.081 errs by 6 units, 0.5u; the sum by 0.71u; left out:
    #   r¹⁹/19! < 0.001u; r: 1.6u. All below 4u; 8u are taken, for the roundings of the bounds too.
    middle = u.middle()
    known = np.abs(middle) < 2.0**40
    middle = np.where(known, middle, 0.0)
    v = np.abs(middle - 2.0 * np.rint(0.5 * middle))
    w = np.where(v < 0.25, v, np.where(v <= 0.75, v - 0.5, 1.0 - v))
    r = math.pi * w
    z = r * r
    cosine = 1.0 + _polynomial(_COS_SERIES, z)
    sine = r + r * _polynomial(_SIN_SERIES, z)
    value = np.where(v < 0.25, cosine, np.where(v <= 0.75, -sine, -cosine))
    reach = np.maximum(up(u.hi - middle), up(middle - u.lo))
    slack = up(up(math.nextafter(math.pi, 4) * reach) + 8 * UNIT)
    lo, hi = np.maximum(down(value - slack), -1.0), np.minimum(up(value + slack), 1.0)
    return I(np.where(known, lo, -1.0), np.where(known, hi, 1.0))


def sin_pi(u: I) -> I:
    """Enclose sin πu."""
    return cos_pi(u - 0.5)


# ---------------------------------------------------------------- the error function

_TWO_PER_ROOT_PI = float.fromhex("0x1.20dd750429b6dp+0")
_ERF_TERMS = 140


def erf_at(x: Floats) -> I:
    """Bound erf(x) = (2/√π)∫₀ˣ e^{−t²} dt."""
    # erf a = (2/√π) a e^{−a²} S, S = Σ yⁿ/(2n+1)!!, y = 2a² ≤ 72 (DLMF 7.6.2): positive terms.
    # Horner: S = 1 + (y/3)(1 + (y/5)(1 + …)). Term n carries n(1 for y, 1 for the coefficient, 2
    # products, 1 sum) + 1 roundings, so S errs by 5·n̄ + 1 units, where n̄ = Σ n·Tₙ/S =
    # a² − 1/2 + a e^{−a²}/(√π erf a) ≤ a², because the last term is ≤ 1/2. Left out is less than
    # 72¹⁴¹/283!!·1.4 < 10⁻²⁴ at a = 6, and relatively less below.
    # e^{−a²}: a² rounds by u·a², 4 units more; the constant and three products: 4. Together
    # 5a² + 1 + a² + 4 + 4 = 6a² + 9.
    # Beyond 6, 1 − erf a < e^{−a²}/(a√π) < 2.2·10⁻¹⁷.
    a = np.minimum(np.abs(x), 6.0)
    square = a * a
    s = np.ones_like(a)
    for n in range(_ERF_TERMS, 0, -1):
        s = 1.0 + ((square + square) * (1 / (2 * n + 1))) * s
    w, _ = _decay(square)
    value = around(_TWO_PER_ROOT_PI * a * w * s, 6 * square + 10, 4 * TINY)
    far = np.abs(x) > 6.0
    value = I(np.where(far, 1 - 2.0**-53, value.lo), np.minimum(np.where(far, 1.0, value.hi), 1.0))
    return I(np.where(x < 0, -value.hi, value.lo), np.where(x < 0, -value.lo, value.hi))


def increasing(f: Callable[[Floats], I], x: I) -> I:
    """Enclose the values of an increasing function, given its bounds at floats."""
    return I(f(x.lo).lo, f(x.hi).hi)
