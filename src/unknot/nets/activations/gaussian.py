"""The bell curve exp(−x²)."""

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation(
        "gaussian",
        lambda x: xp(x).exp(-x * x),
        lambda x: -2 * x * xp(x).exp(-x * x),
        "no",
        turns=1,
        rises=-0.7,
    ),
    Browser("exp(-x * x)", "-2 * x * exp(-x * x)", glsl="exp(-min(x * x, 80.0))"),
)
