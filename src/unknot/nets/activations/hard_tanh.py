"""Hard tanh: x, clipped to [−1, 1]."""

from unknot.nets.activations._clipped import clipped

FAMILY = clipped("hard-tanh", -1, 1)
