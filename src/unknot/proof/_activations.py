"""The activations of networks over intervals, and their slopes.

The names are those of networks' files: ``"tanh"``, ``"leaky-relu:0.2"``, ``"reflected-sigmoid"``
(z ↦ −σ(−z)). Parameters are the floats that the text denotes, exactly.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from unknot.proof import _elementary as elementary
from unknot.proof import _kernels as kernels
from unknot.proof._curve import Curve, Turn
from unknot.proof._interval import Interval, maximum, minimum, where
from unknot.proof._kernels import Bounds
from unknot.proof._rounding import Floats


@dataclass(frozen=True)
class Sigma:
    """An activation: its value, its (Clarke) derivative, and both at once where that is cheaper."""

    value: Curve
    slope: Curve
    together: Callable[[Floats], tuple[Bounds, Bounds]] | None = None

    def at(self, x: Floats) -> tuple[Interval, Interval]:
        """Enclose value and slope at floats."""
        with np.errstate(all="ignore"):
            if self.together is None:
                return self.value.at(x), self.slope.at(x)
            value, slope = self.together(x)
        return Interval.between(*value), Interval.between(*slope)


def enclose(name: str, x: Interval) -> Interval:
    """Enclose {σ(x) : x ∈ X}.

    Raises
    ------
    ValueError
        No activation has that name, or its parameter is out of range.

    Examples
    --------
    >>> bool(enclose("gelu", Interval(-2, 1)) >= -0.17)
    True
    """
    return _range(sigma(name).value, x)


def enclose_derivative(name: str, x: Interval) -> Interval:
    """Enclose all slopes (σ(y) − σ(z))/(y − z) of y ≠ z in X: the hull of Clarke's derivative.

    At a kink that is the interval from one one-sided derivative to the other.
    """
    return _range(sigma(name).slope, x)


def _range(curve: Curve, x: Interval) -> Interval:
    with np.errstate(all="ignore"):
        return curve.range(x)


def names() -> tuple[str, ...]:
    """Return the names of all activations."""
    return tuple(_MAKERS)


@lru_cache(maxsize=256)
def sigma(name: str) -> Sigma:
    """Return an activation by name."""
    text = name.strip().lower().replace("_", "-")
    if text.startswith("reflected-"):
        return _reflected(sigma(text.removeprefix("reflected-")))
    kind, _, parameter = text.partition(":")
    if kind not in _MAKERS:
        raise ValueError(f"There is no activation {name!r}. There are: {', '.join(_MAKERS)}.")
    maker, default = _MAKERS[kind]
    if default is None:
        if parameter:
            raise ValueError(f"The activation {kind!r} takes no parameter, but got {parameter!r}.")
        return maker()
    try:
        number = float(parameter) if parameter else default
    except ValueError:
        number = math.nan
    if not 0 < number < 1e6:
        raise ValueError(
            f"The parameter of the activation {kind!r} must be a number between 0 and 1e6, "
            f"exclusive, but got {parameter!r}."
        )
    return maker(number)


def _reflected(inner: Sigma) -> Sigma:
    """Return z ↦ −σ(−z), whose slope at z is σ′(−z)."""

    def mirror(turn: Turn, sign: int) -> Turn:
        least, most = sorted((sign * turn.least, sign * turn.most))
        return Turn(-turn.high, -turn.low, least, most)

    def together(x: Floats) -> tuple[Bounds, Bounds]:
        value, slope = inner.at(-x)
        return (-value.high, -value.low), (slope.low, slope.high)

    value, slope = inner.value, inner.slope
    over, slope_over = value.over, slope.over
    return Sigma(
        Curve(
            lambda x: -value.at(-x),
            tuple(mirror(t, -1) for t in value.turns),
            None if over is None else lambda x: -over(-x),
        ),
        Curve(
            lambda x: slope.at(-x),
            tuple(mirror(t, 1) for t in slope.turns),
            None if slope_over is None else lambda x: slope_over(-x),
        ),
        together,
    )


# ---------------------------------------------------------------- strictly increasing ones


def _identity() -> Sigma:
    return Sigma(Curve(Interval.point), Curve(lambda x: Interval.point(np.ones_like(x))))


def _paired(pair: Callable[[Floats], tuple[Bounds, Bounds]], steepest: float) -> Sigma:
    """Make an S-shaped function, steepest at 0."""
    return Sigma(
        Curve(lambda x: Interval.between(*pair(x)[0])),
        Curve(lambda x: Interval.between(*pair(x)[1]), (Turn.at(0.0, steepest),)),
        pair,
    )


def _softsign() -> Sigma:
    def value(x: Floats) -> Interval:
        # From 1e300 on it is 1 within one unit, which the bounds hold.
        at = Interval.point(np.clip(x, -1e300, 1e300))
        return minimum(maximum(at / (1 + abs(at)), -1.0), 1.0)

    def slope(x: Floats) -> Interval:
        return 1 / (1 + abs(Interval.point(x))).square()

    return Sigma(Curve(value), Curve(slope, (Turn.at(0.0, 1.0),)))


def _arctan() -> Sigma:
    return Sigma(
        Curve(lambda x: Interval.between(*kernels.arctan(x))),
        Curve(lambda x: 1 / (1 + Interval.point(x).square()), (Turn.at(0.0, 1.0),)),
    )


def _softplus() -> Sigma:
    return Sigma(
        Curve(lambda x: elementary.softplus(Interval.point(x))),
        Curve(lambda x: Interval.between(*kernels.sigmoid_and_slope(x)[0])),
    )


def _exponential(alpha: float, scale: float, rate: float) -> Sigma:
    """Make x ↦ scale·(x if x > 0 else α(e^{x/rate} − 1)): ELU (1, 1), SELU, CELU (rate α)."""
    ratio = Interval(1.0) if rate == alpha else Interval(alpha) / rate
    steepest_left = scale * ratio

    def exponent(x: Floats) -> Interval:
        return Interval.point(np.minimum(x, 0.0)) / rate

    def value(x: Floats) -> Interval:
        return scale * where(x > 0, Interval.point(x), alpha * elementary.expm1(exponent(x)))

    def slope(x: Floats) -> Interval:
        left = steepest_left * elementary.exp(exponent(x))
        right = Interval.point(np.full_like(x, scale))
        return where(x > 0, right, where(x < 0, left, right.hull(steepest_left)))

    # The slope rises to scale·α/rate at 0; if that is more than the slope on the right, it falls.
    peak = Turn(0.0, 0.0, float(steepest_left.low), float(steepest_left.high))
    return Sigma(Curve(value), Curve(slope, (peak,) if peak.most > scale else ()))


def _selu() -> Sigma:
    # Klambauer, Unterthiner, Mayr, Hochreiter 2017, eq. 14, as the floats that libraries use.
    return _exponential(1.6732632423543772, 1.0507009873554805, 1.0)


def _leaky(slope: float) -> Sigma:
    def value(x: Floats) -> Interval:
        at = Interval.point(x)
        return where(x > 0, at, slope * at)

    return Sigma(Curve(value), Curve(_steps(0.0, slope, 1.0)))


# ---------------------------------------------------------------- with flat pieces


def _steps(kink: float, left: float, right: float) -> Callable[[Floats], Interval]:
    """Return the slope left and right of a kink, with the hull of both at it."""
    least, most = min(left, right), max(left, right)

    def at(x: Floats) -> Interval:
        side = np.where(x > kink, right, left)
        return Interval.between(np.where(x == kink, least, side), np.where(x == kink, most, side))

    return at


def _relu() -> Sigma:
    return Sigma(Curve(lambda x: Interval.point(np.maximum(x, 0.0))), Curve(_steps(0.0, 0.0, 1.0)))


def _clipped(low: float, high: float) -> Sigma:
    """Make x ↦ min(max(x, low), high): ReLU6 and hard tanh."""

    def slope(x: Floats) -> Interval:
        inside, border = (x > low) & (x < high), (x == low) | (x == high)
        return Interval.between(inside.astype(float), (inside | border).astype(float))

    # The slope is 0, 1, 0: it rises and falls, with a turn anywhere in the middle piece.
    return Sigma(
        Curve(lambda x: Interval.point(np.clip(x, low, high))),
        Curve(slope, (Turn.at(0.5 * (low + high), 1.0),)),
    )


# A sixth, as a number and as the float next to it: the bounds hold both readings.
_SIXTH = Interval(1.0) / 6.0


def _hard_sigmoid() -> Sigma:
    def value(x: Floats) -> Interval:
        return minimum(maximum(Interval.point(x) * _SIXTH + 0.5, 0.0), 1.0)

    def slope(x: Floats) -> Interval:
        # With the float for a sixth the kinks are one unit beyond ±3.
        a = np.abs(x)
        inside, outside = a < math.nextafter(3.0, 0.0), a > math.nextafter(3.0, 4.0)
        return Interval.between(
            np.where(inside, _SIXTH.low, 0.0), np.where(outside, 0.0, _SIXTH.high)
        )

    peak = Turn(0.0, 0.0, float(_SIXTH.low), float(_SIXTH.high))
    return Sigma(Curve(value), Curve(slope, (peak,)))


# ---------------------------------------------------------------- not monotone
#
# SiLU, GELU and Mish fall to one minimum c and rise after it; their slope falls to d₁ < c, rises to
# d₂, and falls again. Proofs (E = eˣ); the numbers are checked by the tests with 300 bits:
#   SiLU  σ′ has the sign of 1 + E + x, which increases. σ″ = s′·(2 − x tanh(x/2)), s′ > 0, and
#         x tanh(x/2) is even and increases with |x|: d₂ = −d₁.
#   GELU  σ″ = φ(x)(2 − x²): d₂ = −d₁ = √2. σ′ → 0 at −∞, so it is negative until after d₁,
#         crosses 0 once before d₂, and falls to 1 after it.
#   Mish  σ = x·n/(n+2), n = E² + 2E. σ′ has the sign of h = E³ + 4E² + 6E + 4 + 4x(E + 1), and
#         h′ = 3E³ + 8E² + 10E + 4 + 4xE > 0 since xE ≥ −1/e. σ″ has the sign of 2 − x·R(E),
#         R = (2E³ + 3E² − 2E − 2)/((E+1)(E² + 2E + 2)), which increases from −1 to 2 (the numerator
#         of R′ is 3E⁴ + 20E³ + 36E² + 24E + 4) through 0 at some x₀ < 0 (R > 0 at E = 1). So xR
#         falls from ∞ to 0 before x₀, is ≤ 0 from x₀ to 0, and increases from 0 after.
# Left of −1000 values and slopes are known by the bounds at −1000, which hold the limit 0, and both
# are monotone there. Right of 1000, s and s + x·s′ are within 10⁻⁴⁰⁰ of 1, which the bounds of s,
# rounded outward once more by the sum, hold.


def _swish(
    share: Callable[[Interval], tuple[Interval, Interval]], bottom: Turn, bends: tuple[Turn, Turn]
) -> Sigma:
    """Make x·s(x), given s and s′ at points: its slope is s + x·s′."""

    def together(x: Floats) -> tuple[Bounds, Bounds]:
        at = Interval.point(np.maximum(x, -1000.0))
        s, steepness = share(at)
        slope = s + minimum(at, 1000.0) * steepness
        return (at * s).ends, slope.ends

    return Sigma(
        Curve(lambda x: Interval.between(*together(x)[0]), (bottom,)),
        Curve(lambda x: Interval.between(*together(x)[1]), bends),
        together,
    )


def _silu() -> Sigma:
    def share(x: Interval) -> tuple[Interval, Interval]:
        s, steepness = kernels.sigmoid_and_slope(x.low)
        return Interval.between(*s), Interval.between(*steepness)

    return _swish(
        share,
        Turn.just_above("-0x1.474973c84120cp+0", "-0x1.1d25cf210482ep-2"),
        (
            Turn.just_above("-0x1.331e23ad9de12p+1", "-0x1.98f11d6cef08cp-4"),
            Turn.just_above("0x1.331e23ad9de11p+1", "0x1.198f11d6cef08p+0"),
        ),
    )


def _gelu() -> Sigma:
    per_width = 1.0 / (2.0 * elementary.PI).sqrt()

    def share(x: Interval) -> tuple[Interval, Interval]:
        return elementary.normal_cdf(x), elementary.exp(-0.5 * x.square()) * per_width

    return _swish(
        share,
        Turn.just_above("-0x1.80ead197f00b4p-1", "-0x1.5c19dd4b1a3fcp-3"),
        (
            Turn.just_above("-0x1.6a09e667f3bcdp+0", "-0x1.07fee57f1cd3cp-3"),
            Turn.just_above("0x1.6a09e667f3bccp+0", "0x1.20ffdcafe39a7p+0"),
        ),
    )


def _mish() -> Sigma:
    def share(x: Interval) -> tuple[Interval, Interval]:
        # tanh(softplus(x)) = N/M. With w = e^{−|x|}: N = w² + 2w, M = N + 2 for x ≤ 0, and
        # N = 1 + 2w, M = N + 2w² for x > 0; its derivative is 4w(1+w)/M² and 4w²(1+w)/M².
        left = x.low <= 0
        w = elementary.exp(-abs(x))
        square = w.square()
        over = where(left, square + 2.0 * w, 1.0 + 2.0 * w)
        under = over + where(left, 2.0, 2.0 * square)
        return over / under, 4.0 * where(left, w, square) * (1.0 + w) / under.square()

    return _swish(
        share,
        Turn.just_above("-0x1.31432c0d12d85p+0", "-0x1.3c417299f9f85p-2"),
        (
            Turn.just_above("-0x1.20d0f116eb002p+1", "-0x1.cce830f9bc267p-4"),
            Turn.just_above("0x1.7d9612a440040p+0", "0x1.16a7d0c45511fp+0"),
        ),
    )


def _hard_swish() -> Sigma:
    """Make x·clip(x + 3, 0, 6)/6: 0 up to −3, x from 3 on."""

    def value(x: Floats) -> Interval:
        at = Interval.point(np.clip(x, -3.0, 3.0))
        middle = at * (at + 3.0) / 6.0
        return where(x >= 3, Interval.point(x), where(x <= -3, 0.0, middle))

    def slope(x: Floats) -> Interval:
        at = Interval.point(np.clip(x, -3.0, 3.0))
        middle = (2.0 * at + 3.0) / 6.0
        inside = where(x < -3, 0.0, where(x > 3, 1.0, middle))
        return where(x == -3, middle.hull(0.0), where(x == 3, middle.hull(1.0), inside))

    return Sigma(
        Curve(value, (Turn.at(-1.5, -0.375),)),
        Curve(slope, (Turn.at(-3.0, -0.5), Turn.at(3.0, 1.5))),
    )


def _sin() -> Sigma:
    return Sigma(
        Curve(lambda x: elementary.sin(Interval.point(x)), over=elementary.sin),
        Curve(lambda x: elementary.cos(Interval.point(x)), over=elementary.cos),
    )


def _square() -> Sigma:
    return Sigma(
        Curve(lambda x: Interval.point(x).square(), (Turn.at(0.0, 0.0),)),
        Curve(lambda x: 2.0 * Interval.point(x)),
    )


def _gaussian() -> Sigma:
    def slope(x: Floats) -> Interval:
        # Beyond 40 the bounds at 40 hold the limit 0.
        at = Interval.point(np.clip(x, -40.0, 40.0))
        return -2.0 * at * elementary.exp(-at.square())

    return Sigma(
        Curve(lambda x: elementary.exp(-Interval.point(x).square()), (Turn.at(0.0, 1.0),)),
        Curve(
            slope,
            (
                Turn.just_above("-0x1.6a09e667f3bcdp-1", "0x1.b72cd3f331398p-1"),
                Turn.just_above("0x1.6a09e667f3bccp-1", "-0x1.b72cd3f331399p-1"),
            ),
        ),
    )


# name: (maker, default parameter or None)
_MAKERS: dict[str, tuple[Callable[..., Sigma], float | None]] = {
    "identity": (_identity, None),
    "tanh": (lambda: _paired(kernels.tanh_and_slope, 1.0), None),
    "softsign": (_softsign, None),
    "sigmoid": (lambda: _paired(kernels.sigmoid_and_slope, 0.25), None),
    "arctan": (_arctan, None),
    "softplus": (_softplus, None),
    "elu": (lambda alpha: _exponential(alpha, 1.0, 1.0), 1.0),
    "selu": (_selu, None),
    "celu": (lambda alpha: _exponential(alpha, 1.0, alpha), 1.0),
    "leaky-relu": (_leaky, 0.01),
    "prelu": (_leaky, 0.25),
    "relu": (_relu, None),
    "relu6": (lambda: _clipped(0.0, 6.0), None),
    "hard-tanh": (lambda: _clipped(-1.0, 1.0), None),
    "hard-sigmoid": (_hard_sigmoid, None),
    "gelu": (_gelu, None),
    "silu": (_silu, None),
    "mish": (_mish, None),
    "hard-swish": (_hard_swish, None),
    "sin": (_sin, None),
    "square": (_square, None),
    "gaussian": (_gaussian, None),
}
