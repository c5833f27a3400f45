"""Leaky ReLU: x where x > 0, else a·x."""

import numpy as np

from unknot.nets.activations._activation import Activation, Browser, Family, Parameter, Pieces
from unknot.nets.activations._parts import xp


def leaky(slope: float, name: str) -> Activation:
    """Return the leaky ReLU of a slope on the left."""
    return Activation(
        name,
        lambda x: xp(x).where(x > 0, x, slope * x),
        lambda x: xp(x).where(x > 0, 1.0, slope).astype(x.dtype),
        "strictly",
        inverse=lambda y: np.where(y > 0, y, y / slope),
        odd=slope == 1,
        turning=slope != 1,
        lifts=slope != 1,
        kinks=1,
        pieces=Pieces((0,), ((slope, 0), (1, 0))),
    )


IN_BROWSERS = Browser(
    "x > 0 ? x : a * x",
    "x > 0 ? 1 : a",
    "y > 0 ? y : y / a",
    glsl="x > 0.0 ? x : {a} * x",
    odd="a === 1",
)

FAMILY = Family("leaky-relu", leaky, IN_BROWSERS, Parameter(0.01))
