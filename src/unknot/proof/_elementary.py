"""Elementary functions of intervals, each enclosing {f(x) : x ∈ X, f defined at x}."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from unknot.proof import _kernels as kernels
from unknot.proof._interval import Interval
from unknot.proof._kernels import Bounds
from unknot.proof._rounding import LARGEST, Floats

# math.pi is the float below π (their difference is 1.2·10⁻¹⁶).
PI = Interval(math.pi, math.nextafter(math.pi, 4))


def increasing(kernel: Callable[[Floats], Bounds], x: Interval) -> Interval:
    """Enclose an increasing function, given bounds of it at floats."""
    with np.errstate(all="ignore"):
        low, high = _in_blocks(kernel, x.low)
        if x.low is not x.high:
            high = _in_blocks(kernel, x.high)[1]
    # A value beyond all floats is between LARGEST and ∞.
    return Interval.between(np.minimum(low, LARGEST), np.maximum(high, -LARGEST))


def _in_blocks(kernel: Callable[[Floats], Bounds], x: Floats, block: int = 1 << 14) -> Bounds:
    """Evaluate a block at a time: what fits in the caches is twice as fast."""
    if x.size <= block:
        return kernel(x)
    flat, low, high = x.ravel(), np.empty(x.size), np.empty(x.size)
    for start in range(0, x.size, block):
        part = slice(start, start + block)
        low[part], high[part] = kernel(flat[part])
    return low.reshape(x.shape), high.reshape(x.shape)


def exp(x: Interval) -> Interval:
    """Enclose eˣ."""
    return increasing(kernels.exp, x)


def expm1(x: Interval) -> Interval:
    """Enclose eˣ − 1; relatively sharp near 0."""
    return increasing(kernels.expm1, x)


def log(x: Interval) -> Interval:
    """Enclose log x; relatively sharp near 1.

    Raises
    ------
    ValueError
        An interval holds no positive number.
    """
    return _above(0.0, "log", kernels.log, x)


def log1p(x: Interval) -> Interval:
    """Enclose log(1 + x); relatively sharp near 0.

    Raises
    ------
    ValueError
        An interval holds no number above −1.
    """
    return _above(-1.0, "log1p", kernels.log1p, x)


def _above(edge: float, name: str, kernel: Callable[[Floats], Bounds], x: Interval) -> Interval:
    if (x.high <= edge).any():
        raise ValueError(f"{name} is defined above {edge:g} only, and an interval lies below it.")
    if (x.low >= edge).all():
        return increasing(kernel, x)
    return increasing(kernel, Interval.between(np.maximum(x.low, edge), x.high))


def tanh(x: Interval) -> Interval:
    """Enclose tanh x; relatively sharp near 0."""
    return increasing(lambda a: kernels.tanh_and_slope(a)[0], x)


def sigmoid(x: Interval) -> Interval:
    """Enclose 1/(1 + e⁻ˣ)."""
    return increasing(lambda a: kernels.sigmoid_and_slope(a)[0], x)


def softplus(x: Interval) -> Interval:
    """Enclose log(1 + eˣ)."""
    return increasing(kernels.softplus, x)


def arctan(x: Interval) -> Interval:
    """Enclose arctan x; relatively sharp near 0."""
    return increasing(kernels.arctan, x)


def erf(x: Interval) -> Interval:
    """Enclose erf x = (2/√π)∫₀ˣ e^{−t²} dt."""
    return increasing(lambda a: kernels.erf_and_erfc(a)[0], x)


def normal_cdf(x: Interval) -> Interval:
    """Enclose Φ(x) = erfc(−x/√2)/2; relatively sharp where it is small."""
    return increasing(kernels.normal_cdf, x)


def sin(x: Interval) -> Interval:
    """Enclose sin x; beyond 2²⁰ only [−1, 1] is known."""
    return _circular(x, 0)


def cos(x: Interval) -> Interval:
    """Enclose cos x; beyond 2²⁰ only [−1, 1] is known."""
    return _circular(x, 1)


@np.errstate(all="ignore")
def _circular(x: Interval, quarters: int) -> Interval:
    """Enclose sin(x + quarters·π/2): the ends, and 1 or −1 where a peak or a trough is inside."""
    low, high = kernels.sine(x.low, quarters)
    if x.low is not x.high:
        low_right, high_right = kernels.sine(x.high, quarters)
        low, high = np.minimum(low, low_right), np.maximum(high, high_right)
    low = np.where(_meets(x, 3 - quarters), -1.0, low)
    return Interval.between(low, np.where(_meets(x, 1 - quarters), 1.0, high))


def _meets(x: Interval, quarter: int) -> NDArray[np.bool_]:
    """Say where an interval may hold a number quarter·π/2 + 2πk (no false "no")."""
    # (end − quarter·π/2)/(2π) in turns; with |end| ≤ 2²⁰ it is below 2·10⁵ and the four roundings
    # and the error of fl(1/2π) come to less than 2·10⁵·6u + 4u < 10⁻⁹. A false "yes" happens only
    # within 10⁻⁸ of a turning point, where sine is 1 up to 10⁻¹⁶.
    per_turn, slack = 0.5 / math.pi, 1e-9
    first = np.ceil(x.low * per_turn - quarter / 4 - slack)
    last = np.floor(x.high * per_turn - quarter / 4 + slack)
    far = (x.low < -kernels.CIRCULAR_LIMIT) | (x.high > kernels.CIRCULAR_LIMIT)
    return (first <= last) | far
