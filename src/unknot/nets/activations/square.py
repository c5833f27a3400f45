"""The square."""

from unknot.nets.activations._activation import Activation, Browser, Family

FAMILY = Family.of(
    Activation("square", lambda x: x * x, lambda x: 2 * x, "no", turns=1, rises=2.0),
    Browser("x * x", "2 * x", glsl="x * x"),
)
