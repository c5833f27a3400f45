"""ReLU6: x, clipped to [0, 6]."""

from unknot.nets.activations._clipped import clipped

FAMILY = clipped("relu6", 0, 6, rises=3.0)
