"""GELU: x·Φ(x), with the normal distribution's Φ."""

import math

from unknot.nets.activations._activation import Activation, Array, Browser, Family
from unknot.nets.activations._parts import erf, xp

# erfc(|x|/√2)/2 by Abramowitz and Stegun 1964, 7.1.26: its error is below 1e-7.
_TAIL = f"""float a = min(abs(x) * {math.sqrt(0.5)}, 9.0);
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float tail = 0.5 * exp(-a * a) * t * (0.254829592 + t * (-0.284496736 +
    t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  """


def _density(x: Array) -> Array:
    return xp(x).exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def _share(x: Array) -> Array:
    return 0.5 * (1 + erf(x / math.sqrt(2)))


FAMILY = Family.of(
    Activation(
        "gelu",
        lambda x: x * _share(x),
        lambda x: _share(x) + x * _density(x),
        "no",
        turns=1,
        rises=1.0,
    ),
    Browser(
        "x * 0.5 * (1 + erf(x * SQRT1_2))",
        "0.5 * (1 + erf(x * SQRT1_2)) + (x * exp(-0.5 * x * x)) / sqrt(2 * PI)",
        glsl="max(x, 0.0) - abs(x) * tail",
        prelude=_TAIL,
    ),
)
