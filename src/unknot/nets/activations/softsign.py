"""Softsign, x/(1 + |x|)."""

import numpy as np

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation(
        "softsign",
        lambda x: x / (1 + xp(x).abs(x)),
        lambda x: 1 / (1 + xp(x).abs(x)) ** 2,
        "strictly",
        (-1.0, 1.0),
        lambda y: y / (1 - np.abs(y)),
        odd=True,
    ),
    Browser(
        "x / (1 + abs(x))",
        "1 / (1 + abs(x)) ** 2",
        "y / (1 - abs(y))",
        glsl="x / (1.0 + abs(x))",
    ),
)
