"""What shears are as layers with an activation."""

from unknot.nets import Network, Shear


def leaky_layers(network: Network) -> int:
    """Return how many leaky ReLU layers of n units are the same as shears on compact sets (T3.4).

    Examples
    --------
    >>> import numpy as np
    >>> bend = Shear(np.array([1.0, 0]), np.array([0.0, 1]), np.zeros(1), np.ones(1))
    >>> leaky_layers(Network([bend, bend]))
    4
    """
    return 2 * sum(len(s.knots) for s in network.layers if isinstance(s, Shear))
