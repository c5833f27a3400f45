"""A network of standardised points as one of points in original units."""

import numpy as np

from unknot.data import Scaling
from unknot.nets import Dense, Head, Network, activation


def rescaled(network: Network, scaling: Scaling) -> Network:
    """Return x ↦ network((x − mean)/scale), with weights in float64.

    What is taken off goes into the first layer or head where it is affine, else it becomes a
    layer of its own.

    Examples
    --------
    >>> line = Network([], Head(np.ones((1, 1)), np.zeros(1), "logistic"))
    >>> there = rescaled(line, Scaling(np.array([10.0]), np.array([2.0])))
    >>> there.scores(np.array([[14.0]])).tolist()
    [[2.0]]
    """
    exact = network.float64()
    factor = 1 / np.asarray(scaling.scale, np.float64)
    shift = -np.asarray(scaling.mean, np.float64) * factor
    first = exact.layers[0] if exact.layers else exact.head
    if isinstance(first, Dense):
        taken = Dense(first.weight * factor, first.bias + first.weight @ shift, first.activation)
        return Network([taken, *exact.layers[1:]], exact.head)
    if isinstance(first, Head):
        head = Head(first.weight * factor, first.bias + first.weight @ shift, first.kind)
        return Network([], head)
    scale = Dense(np.diag(factor), shift, activation("identity"))
    return Network([scale, *exact.layers], exact.head)
