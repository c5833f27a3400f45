"""The arctangent."""

import math

import numpy as np

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation(
        "arctan",
        lambda x: xp(x).atan(x),
        lambda x: 1 / (1 + x * x),
        "strictly",
        (-math.pi / 2, math.pi / 2),
        np.tan,
        odd=True,
    ),
    Browser("atan(x)", "1 / (1 + x * x)", "tan(y)", glsl="atan(x)"),
)
