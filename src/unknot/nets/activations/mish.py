"""Mish: x times the tanh of its softplus."""

from unknot.nets.activations._activation import Activation, Array, Browser, Family
from unknot.nets.activations._parts import GLSL_SOFTPLUS, sigmoid, softplus, xp


def _derivative(x: Array) -> Array:
    t = xp(x).tanh(softplus(x))
    return t + x * (1 - t * t) * sigmoid(x)


FAMILY = Family.of(
    Activation(
        "mish", lambda x: x * xp(x).tanh(softplus(x)), _derivative, "no", turns=1, rises=1.0
    ),
    Browser(
        "x * tanh(softplus(x))",
        "tanh(softplus(x)) + x * (1 - tanh(softplus(x)) ** 2) * sigmoid(x)",
        glsl=f"x * tanh(min({GLSL_SOFTPLUS}, 15.0))",
    ),
)
