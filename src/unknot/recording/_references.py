"""What a neighbour head reads: training points as the layers represent them."""

import numpy as np
from jaxtyping import Int

from unknot.data import Dataset
from unknot.nets import NeighbourHead, Network

MOST_REFERENCES = 4096


def references(points: int) -> Int[np.ndarray, "references"]:
    """Return the indices, in order, of the training points that decide: at most 4,096 of so many.

    Examples
    --------
    >>> references(3).tolist(), len(references(60_000))
    ([0, 1, 2], 4096)
    """
    if points <= MOST_REFERENCES:
        return np.arange(points)
    return np.sort(np.random.default_rng(0).choice(points, MOST_REFERENCES, replace=False))


def reading(network: Network, data: Dataset) -> Network:
    """Return a network whose head, if neighbours decide there, reads these training points.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, activation
    >>> from unknot.neighbours import NeighbourRule
    >>> import numpy as np
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> bare = Network([layer], NeighbourHead(NeighbourRule(k=3), 2, 2))
    >>> moons = load("moons:points=40")
    >>> bool(np.mean(reading(bare, moons).predict(moons.points) == moons.labels) > 0.9)
    True
    """
    if not isinstance(network.head, NeighbourHead):
        return network
    chosen = references(len(data))
    sources = np.asarray(data.points[chosen], np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        places = network.represent(sources)
    return Network(network.layers, network.head.reading(places, data.labels[chosen], sources))
