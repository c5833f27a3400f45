"""Softplus, log(1 + eˣ)."""

import math

import numpy as np

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import GLSL_SOFTPLUS, sigmoid, softplus


def changes(units: int) -> int:
    """Bound the sign changes of a sum of softpluses and a constant (T5.2)."""
    return 2**units


FAMILY = Family.of(
    Activation(
        "softplus",
        softplus,
        sigmoid,
        "strictly",
        (0.0, math.inf),
        lambda y: y + np.log(-np.expm1(-y)),
        changes=changes,
    ),
    Browser("softplus(x)", "sigmoid(x)", "y + log(-expm1(-y))", glsl=GLSL_SOFTPLUS),
)
