"""The sine."""

from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation("sin", lambda x: xp(x).sin(x), lambda x: xp(x).cos(x), "no", odd=True),
    Browser("sin(x)", "cos(x)", glsl="sin(x)"),
)
