"""Enclosures of activations and their slopes, one by one."""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ._elementary import (
    PI,
    arctan_at,
    cos_pi,
    erf_at,
    exp,
    exp_at,
    sigmoid_and_slope,
    sin_pi,
    softplus_at,
    tanh_and_slope,
)
from ._intervals import Floats, I, choose
from ._named import Name, straight_pieces
from ._sigma import Pair, Sigma, Turn, reflected, turn_at, turn_beyond


@lru_cache(maxsize=256)
def sigma(name: Name) -> Sigma:
    """Return an activation."""
    found = _SIGMAS[name.kind](Name(name.kind, name.parameter, reflected=False))
    return reflected(found) if name.reflected else found


def _piecewise_linear(name: Name) -> Sigma:
    pieces = straight_pieces(name)
    assert pieces is not None
    kinks = np.array([float(k) for k in pieces[0]])
    slopes, offsets = (np.array([float(line[k]) for line in pieces[1]]) for k in (0, 1))

    def at(x: Floats) -> Pair:
        left, right = np.searchsorted(kinks, x, "left"), np.searchsorted(kinks, x, "right")
        a, b = slopes[left], slopes[right]
        flat, c = a == 0, offsets[left]
        known = np.where(flat, c, x)
        loose = I(np.where(flat, 0.0, x)) * a + c
        value = choose(flat | ((a == 1) & (c == 0)), known, loose)
        return value, I(np.minimum(a, b), np.maximum(a, b))

    middles = [0.5 * (p + q) for p, q in pairwise(kinks)]
    bends = tuple(turn_at(m, s) for m, s in zip(middles, slopes[1:], strict=False))
    return Sigma(at, (), bends)


# A sixth, as a number and as the float next to it: the bounds hold both readings.
_SIXTH = I(1.0) / 6.0


def _hard_sigmoid(_: Name) -> Sigma:
    def at(x: Floats) -> Pair:
        # With the float for a sixth the kinks are one unit beyond ±3.
        a = np.abs(x)
        inside, outside = a < math.nextafter(3.0, 0.0), a > math.nextafter(3.0, 4.0)
        slope = I(np.where(inside, _SIXTH.lo, 0.0), np.where(outside, 0.0, _SIXTH.hi))
        return (I(x) * _SIXTH + 0.5).clip(0.0, 1.0), slope

    return Sigma(at, (), (Turn(0.0, 0.0, float(_SIXTH.lo), float(_SIXTH.hi)),))


def _softsign(_: Name) -> Sigma:
    def at(x: Floats) -> Pair:
        # From 1e300 on it is 1 within one unit, which the bounds hold.
        near = I(np.clip(x, -1e300, 1e300))
        return (near / (abs(near) + 1.0)).clip(-1.0, 1.0), 1.0 / (abs(I(x)) + 1.0).square()

    return Sigma(at, (), (turn_at(0.0, 1.0),))


def _exponential(alpha: float, scale: float, rate: float) -> Sigma:
    """Make x ↦ scale·(x if x > 0 else α(e^{x/rate} − 1)): ELU (1, 1), SELU, CELU (rate α)."""
    ratio = I(1.0) if rate == alpha else I(alpha) / rate
    steepest = ratio * scale

    def at(x: Floats) -> Pair:
        below = exp(I(np.minimum(x, 0.0)) / rate)
        value = choose(x > 0, I(np.maximum(x, 0.0)), (below - 1.0) * alpha) * scale
        slope = choose(x > 0, scale, choose(x < 0, steepest * below, steepest.hull(scale)))
        return value, slope

    # The slope rises to scale·α/rate at 0; if that is more than the slope on the right, it falls.
    peak = Turn(0.0, 0.0, float(steepest.lo), float(steepest.hi))
    return Sigma(at, (), (peak,) if peak.most > scale else ())


# SiLU, both GELUs and Mish fall to one minimum c and rise after it; their slope falls to d₁ < c,
# rises to d₂, and falls again. Proofs (E = eˣ); the numbers are checked by the tests with 300 bits:
#   SiLU  σ′ has the sign of 1 + E + x, which increases. σ″ = s′·(2 − x tanh(x/2)), s′ > 0, and
#         x tanh(x/2) is even and increases with |x|: d₂ = −d₁.
#   GELU  σ″ = φ(x)(2 − x²): d₂ = −d₁ = √2. σ′ → 0 at −∞, so it is negative until after d₁,
#         crosses 0 once before d₂, and falls to 1 after it.
#   GELU with tanh: x·s(v), s logistic, v = r(x + ax³) odd. σ′ has the sign of g = 1 + eᵛ + xv′, and
#         g′ = eᵛv′ + v′ + xv″ > 0 since xv″ = 6rax² ≥ 0. σ″ = s′(v)·(2v′ + xv″ − xv′² tanh(v/2)),
#         an even function: with t = 3ax², for x > 0 it has the sign of 1 − q,
#         q = rx·tanh(v/2)·(1 + t²/(1+2t))/2, which increases from 0 to ∞: d₂ = −d₁.
#   Mish  σ = x·n/(n+2), n = E² + 2E. σ′ has the sign of h = E³ + 4E² + 6E + 4 + 4x(E + 1), and
#         h′ = 3E³ + 8E² + 10E + 4 + 4xE > 0 since xE ≥ −1/e. σ″ has the sign of 2 − x·R(E),
#         R = (2E³ + 3E² − 2E − 2)/((E+1)(E² + 2E + 2)), which increases from −1 to 2 (the numerator
#         of R′ is 3E⁴ + 20E³ + 36E² + 24E + 4) through 0 at some x₀ < 0 (R > 0 at E = 1). So xR
#         falls from ∞ to 0 before x₀, is ≤ 0 from x₀ to 0, and increases from 0 after.
# Left of −1000 values and slopes are known by the bounds at −1000, which hold the limit 0, and both
# are monotone there. Right of 1000, s and s + x·s′ are within 10⁻⁴⁰⁰ of 1, which the bounds of s,
# rounded outward once more by the sum, hold.


def _swish(share: Callable[[Floats], Pair], bottom: Turn, *bends: Turn) -> Sigma:
    """Make x·s(x), given s and s′ at floats: its slope is s + x·s′."""

    def at(x: Floats) -> Pair:
        x = np.maximum(x, -1000.0)
        s, steepness = share(x)
        return I(x) * s, s + I(np.minimum(x, 1000.0)) * steepness

    return Sigma(at, (bottom,), bends)


def _normal(x: Floats) -> Pair:
    # fl(x·fl(1/√2)) errs by 2 units, and |z·erf′(z)| < 1/2: the error function errs by 2⁻⁵³ more.
    z = x * float.fromhex("0x1.6a09e667f3bcdp-1")
    share = (erf_at(z) + I(-(2.0**-52), 2.0**-52) + 1.0) * 0.5
    return share, exp(I(x).square() * -0.5) / (PI * 2.0).sqrt()


_RATE, _CUBE = 2 * 0.7978845608028654, 0.044715  # the floats that libraries use


def _logistic(x: Floats) -> Pair:
    # From 1000 on the bounds of s, which is logistic in v, hold its limit 1.
    x = np.minimum(x, 1000.0)
    square = I(x).square() * _CUBE
    v = (square + 1.0) * (I(x) * _RATE)
    (low, slope), (high, other) = sigmoid_and_slope(v.lo), sigmoid_and_slope(v.hi)
    # s′ is even and falls with |v|.
    slope = choose((v.lo <= 0) & (v.hi >= 0), slope.hull(other).hull(0.25), slope.hull(other))
    return I(low.lo, high.hi), slope * ((square * 3.0 + 1.0) * _RATE)


def _mish_share(x: Floats) -> Pair:
    # tanh(softplus(x)) = N/M. With w = e^{−|x|}: N = w² + 2w, M = N + 2 for x ≤ 0, and
    # N = 1 + 2w, M = N + 2w² for x > 0; its derivative is 4w(1+w)/M² and 4w²(1+w)/M².
    left, w = x <= 0, exp_at(-np.abs(x))
    square = w.square()
    over = choose(left, square + 2.0 * w, 2.0 * w + 1.0)
    under = over + choose(left, 2.0, 2.0 * square)
    return over / under, 4.0 * choose(left, w, square) * (w + 1.0) / under.square()


def _hard_swish(_: Name) -> Sigma:
    """Make x·clip(x + 3, 0, 6)/6: 0 up to −3, x from 3 on."""

    def at(x: Floats) -> Pair:
        near = I(np.clip(x, -3.0, 3.0))
        value = choose(x >= 3, I(x), choose(x <= -3, 0.0, near * (near + 3.0) / 6.0))
        rising = (near * 2.0 + 3.0) / 6.0
        slope = choose(x < -3, 0.0, choose(x > 3, 1.0, rising))
        slope = choose(x == -3, slope.hull(0.0), choose(x == 3, slope.hull(1.0), slope))
        return value, slope

    return Sigma(at, (turn_at(-1.5, -0.375),), (turn_at(-3.0, -0.5), turn_at(3.0, 1.5)))


def _sin(_: Name) -> Sigma:
    def over(x: I) -> Pair:
        return sin_pi(x / PI), cos_pi(x / PI)

    return Sigma(lambda x: over(I(x)), over=over)


def _gaussian(_: Name) -> Sigma:
    def at(x: Floats) -> Pair:
        # Beyond 40 the bounds at 40 hold the limit 0.
        near = I(np.clip(x, -40.0, 40.0))
        return exp(-I(x).square()), near * exp(-near.square()) * -2.0

    bends = (
        turn_beyond("-0x1.6a09e667f3bcdp-1", "0x1.b72cd3f331398p-1"),
        turn_beyond("0x1.6a09e667f3bccp-1", "-0x1.b72cd3f331399p-1"),
    )
    return Sigma(at, (turn_at(0.0, 1.0),), bends)


_SIGMAS: dict[str, Callable[[Name], Sigma]] = {
    **dict.fromkeys(("identity", "relu", "leaky-relu", "prelu"), _piecewise_linear),
    **dict.fromkeys(("relu6", "hard-tanh"), _piecewise_linear),
    "tanh": lambda _: Sigma(tanh_and_slope, (), (turn_at(0.0, 1.0),)),
    "sigmoid": lambda _: Sigma(sigmoid_and_slope, (), (turn_at(0.0, 0.25),)),
    "softplus": lambda _: Sigma(lambda x: (softplus_at(x), sigmoid_and_slope(x)[0])),
    "arctan": lambda _: Sigma(
        lambda x: (arctan_at(x), 1.0 / (I(x).square() + 1.0)), (), (turn_at(0.0, 1.0),)
    ),
    "softsign": _softsign,
    "hard-sigmoid": _hard_sigmoid,
    "elu": lambda name: _exponential(name.parameter, 1.0, 1.0),
    "celu": lambda name: _exponential(name.parameter, 1.0, name.parameter),
    # Klambauer, Unterthiner, Mayr, Hochreiter 2017, eq. 14, as the floats that libraries use.
    "selu": lambda _: _exponential(1.6732632423543772, 1.0507009873554805, 1.0),
    "gelu": lambda _: _swish(
        _normal,
        turn_beyond("-0x1.80ead197f00b4p-1", "-0x1.5c19dd4b1a3fcp-3"),
        turn_beyond("-0x1.6a09e667f3bcdp+0", "-0x1.07fee57f1cd3cp-3"),
        turn_beyond("0x1.6a09e667f3bccp+0", "0x1.20ffdcafe39a7p+0"),
    ),
    "gelu-tanh": lambda _: _swish(
        _logistic,
        turn_beyond("-0x1.81429f9e97e4dp-1", "-0x1.5c3e533586d1ap-3"),
        turn_beyond("-0x1.6b2314270062ap+0", "-0x1.082d849a669ebp-3"),
        turn_beyond("0x1.6b23142700629p+0", "0x1.2105b0934cd3dp+0"),
    ),
    "silu": lambda _: _swish(
        sigmoid_and_slope,
        turn_beyond("-0x1.474973c84120cp+0", "-0x1.1d25cf210482ep-2"),
        turn_beyond("-0x1.331e23ad9de12p+1", "-0x1.98f11d6cef08cp-4"),
        turn_beyond("0x1.331e23ad9de11p+1", "0x1.198f11d6cef08p+0"),
    ),
    "mish": lambda _: _swish(
        _mish_share,
        turn_beyond("-0x1.31432c0d12d85p+0", "-0x1.3c417299f9f85p-2"),
        turn_beyond("-0x1.20d0f116eb002p+1", "-0x1.cce830f9bc267p-4"),
        turn_beyond("0x1.7d9612a440040p+0", "0x1.16a7d0c45511fp+0"),
    ),
    "hard-swish": _hard_swish,
    "sin": _sin,
    "square": lambda _: Sigma(lambda x: (I(x).square(), I(x) * 2.0), (turn_at(0.0, 0.0),)),
    "gaussian": _gaussian,
}
