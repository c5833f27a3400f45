"""The identity: a layer of it is affine."""

from unknot.nets.activations._activation import Activation, Browser, Family, Pieces
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation(
        "identity",
        lambda x: x,
        lambda x: xp(x).ones_like(x),
        "strictly",
        inverse=lambda y: y,
        odd=True,
        turning=False,
        lifts=False,
        kinks=0,
        pieces=Pieces((), ((1, 0),)),
    ),
    Browser("x", "1", "y", glsl="x"),
)
