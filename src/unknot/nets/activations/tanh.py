"""The hyperbolic tangent."""

import numpy as np

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import sigmoidal_changes, xp

FAMILY = Family.of(
    Activation(
        "tanh",
        lambda x: xp(x).tanh(x),
        lambda x: 1 - xp(x).tanh(x) ** 2,
        "strictly",
        (-1.0, 1.0),
        np.arctanh,
        odd=True,
        changes=sigmoidal_changes,
    ),
    Browser(
        "tanh(x)",
        "1 - tanh(x) ** 2",
        "atanh(y)",
        # Without hardware for tanh this is faster; exp does not overflow before the quotient is 0.
        glsl="1.0 - 2.0 / (exp(2.0 * min(x, 15.0)) + 1.0)",
    ),
)
