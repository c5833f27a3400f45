"""Hard swish: x·clip(x + 3, 0, 6)/6."""

from unknot.nets.activations._activation import Activation, Array, Browser, Family
from unknot.nets.activations._parts import xp


def _derivative(x: Array) -> Array:
    return xp(x).where(x >= 3, 1.0, xp(x).where(x <= -3, 0.0, (2 * x + 3) / 6))


FAMILY = Family.of(
    Activation(
        "hard-swish",
        lambda x: x * xp(x).clip(x + 3, 0, 6) / 6,
        _derivative,
        "no",
        turns=1,
        rises=1.0,
    ),
    Browser(
        "(x * min(max(x + 3, 0), 6)) / 6",
        "x >= 3 ? 1 : x <= -3 ? 0 : (2 * x + 3) / 6",
        glsl="x * (clamp(x + 3.0, 0.0, 6.0) / 6.0)",
    ),
)
