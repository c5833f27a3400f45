"""A second opinion on every enclosure: Arb's ball arithmetic with 200 bits."""

import math
from collections.abc import Callable, Iterable

import numpy as np
from flint import arb, ctx

ctx.prec = 200


def outside(values: Iterable[arb], low: np.ndarray, high: np.ndarray) -> list[int]:
    """Return where a value is certainly not within the bounds (or not known to Arb)."""
    rows = zip(values, low.ravel().tolist(), high.ravel().tolist(), strict=True)
    return [
        i
        for i, (v, a, b) in enumerate(rows)
        if not v.is_finite()
        or (a > -math.inf and v < arb(a))
        or (b < math.inf and v > arb(b))
        or math.isnan(a)
        or math.isnan(b)
    ]


def sigmoid(x: arb) -> arb:
    return 1 / (1 + (-x).exp())


def cdf(x: arb) -> arb:
    return (-x / arb(2).sqrt()).erfc() / 2


# GELU's form with tanh: twice √(2/π), and the factor of the cube, as floats.
RATE, CUBE = 2 * 0.7978845608028654, 0.044715


def cubic(x: arb) -> arb:
    return arb(RATE) * (x + arb(CUBE) * x**3)


def mish_share(x: arb) -> arb:
    n = x.exp() * (x.exp() + 2)
    return n / (n + 2)


def clip(x: arb, low: float, high: float) -> arb:
    return arb(low) if x < low else arb(high) if x > high else x


def exponential(alpha: float, scale: float, rate: float) -> Callable[[arb], arb]:
    return lambda x: arb(scale) * (x if x > 0 else arb(alpha) * (x / arb(rate)).expm1())


def leaky(slope: float) -> Callable[[arb], arb]:
    return lambda x: x if x > 0 else arb(slope) * x


# The functions of unknot.nets, written out again.
FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    "identity": lambda x: x,
    "tanh": lambda x: x.tanh(),
    "softsign": lambda x: x / (1 + abs(x)),
    "sigmoid": sigmoid,
    "arctan": lambda x: x.atan(),
    "softplus": lambda x: x.exp().log1p(),
    "elu": exponential(1.0, 1.0, 1.0),
    "elu:0.3": exponential(0.3, 1.0, 1.0),
    "elu:2.5": exponential(2.5, 1.0, 1.0),
    "selu": exponential(1.6732632423543772, 1.0507009873554805, 1.0),
    "celu": exponential(1.0, 1.0, 1.0),
    "celu:0.3": exponential(0.3, 1.0, 0.3),
    "leaky-relu": leaky(0.01),
    "leaky-relu:0.2": leaky(0.2),
    "leaky-relu:3": leaky(3.0),
    "prelu": leaky(0.25),
    "relu": lambda x: clip(x, 0.0, math.inf),
    "relu6": lambda x: clip(x, 0.0, 6.0),
    "hard-tanh": lambda x: clip(x, -1.0, 1.0),
    "hard-sigmoid": lambda x: clip(x / 6 + 0.5, 0.0, 1.0),
    "gelu": lambda x: x * cdf(x),
    "gelu-tanh": lambda x: x * sigmoid(cubic(x)),
    "silu": lambda x: x * sigmoid(x),
    "mish": lambda x: x * mish_share(x),
    "hard-swish": lambda x: x * clip(x + 3, 0.0, 6.0) / 6,
    "sin": lambda x: x.sin(),
    "square": lambda x: x * x,
    "gaussian": lambda x: (-x * x).exp(),
}


def sigma(name: str) -> Callable[[arb], arb]:
    """Return an activation as a function of balls."""
    if name.startswith("reflected-"):
        inner = sigma(name.removeprefix("reflected-"))
        return lambda x: -inner(-x)
    return FUNCTIONS[name]


def wide_floats(rng: np.random.Generator, count: int) -> np.ndarray:
    """Return floats of all magnitudes and both signs, with the awkward ones among them."""
    spread = rng.choice([-1.0, 1.0], count) * 2.0 ** rng.uniform(-1074, 1023.9, count)
    plain = rng.standard_normal(count)
    awkward = rng.choice(AWKWARD, count)
    return np.choose(rng.integers(0, 3, count), [spread, plain, awkward])


_MAX = float(np.finfo(float).max)
AWKWARD = np.array(
    [0.0, 1.0, 2.0**-1074, 2.0**-1022, _MAX, 1e308, 1e-308, 3.0, 1 / 3, 0.5, 1 + 2.0**-52]
)
AWKWARD = np.concatenate([AWKWARD, -AWKWARD])


def intervals(rng: np.random.Generator, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return bounds of intervals that hold the points: points, tiny ones, and wide ones."""
    n = len(points)
    ulps = rng.integers(0, 3, n)
    low, high = points.copy(), points.copy()
    wide = rng.random(n) < 0.5
    with np.errstate(over="ignore"):
        for k in (1, 2):
            low = np.where(ulps >= k, np.nextafter(low, -np.inf), low)
            high = np.where(ulps >= k, np.nextafter(high, np.inf), high)
        reach = np.abs(points) * 2.0 ** rng.uniform(-50, 2, n) + 2.0 ** rng.uniform(-60, 3, n)
        low, high = np.where(wide, points - reach, low), np.where(wide, points + reach, high)
    return np.maximum(low, -_MAX), np.minimum(high, _MAX)
