"""Hard sigmoid: x/6 + 1/2, clipped to [0, 1].

A sixth is no float, so libraries differ by a unit in the last place: nothing is exact about it.
"""

from unknot.nets.activations._clipped import clipped

FAMILY = clipped("hard-sigmoid", 0, 1, (1 / 6, 0.5), written=f"{1 / 6} * x + 0.5", exact=False)
