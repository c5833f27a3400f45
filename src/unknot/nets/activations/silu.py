"""SiLU, or swish: x times its logistic function."""

from unknot.nets.activations._activation import Activation, Array, Browser, Family
from unknot.nets.activations._parts import GLSL_SIGMOID, sigmoid


def _derivative(x: Array) -> Array:
    s = sigmoid(x)
    return s + x * s * (1 - s)


FAMILY = Family.of(
    Activation("silu", lambda x: x * sigmoid(x), _derivative, "no", turns=1, rises=1.0),
    Browser(
        "x * sigmoid(x)",
        "sigmoid(x) * (1 + x * (1 - sigmoid(x)))",
        glsl=f"x * {GLSL_SIGMOID}",
    ),
)
