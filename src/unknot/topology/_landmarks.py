"""A few points that stand for many: farthest-point sampling, with the radius that it covers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from unknot.topology._clouds import Floats, Whole, as_cloud, as_count


@dataclass(frozen=True, eq=False)
class Landmarks:
    """Some points of a cloud, each point of which is near one of them.

    Attributes
    ----------
    indices
        Which points, in the order in which they were taken (k,).
    cover
        Every point of the cloud is within this distance of a landmark; 0 if all were taken.
    """

    indices: Whole
    cover: float


def landmarks(points: ArrayLike, count: int, *, seed: int = 0) -> Landmarks:
    """Take points one after the other, each as far as can be from those taken before.

    The cover radius is at most twice the least that so few points can have. Bars of a
    Vietoris–Rips diagram move by no more than twice the cover radius when the cloud is replaced by
    its landmarks, so that a bar of length above 4 × ``cover`` is one of the cloud too.

    Parameters
    ----------
    points
        The cloud (n, d), in any units.
    count
        How many at most; equal points are taken once.
    seed
        Of the first point.

    Raises
    ------
    InputError
        There are no points, or some value is not finite.

    References
    ----------
    T. F. Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985 (the factor
    2). F. Chazal, V. de Silva, S. Oudot, "Persistence stability for geometric complexes", 2014.

    Examples
    --------
    >>> taken = landmarks([[0.0], [1.0], [4.0], [9.0]], 2)
    >>> taken.cover
    4.0
    """
    cloud = as_cloud(points)
    wanted = min(as_count(count, "number of landmarks"), len(cloud))
    centred = cloud - cloud.mean(axis=0)
    squares = np.einsum("nd,nd->n", centred, centred)
    least = 1e-14 * squares.max(initial=0)
    lifted = np.concatenate([-2 * centred, squares[:, None]], axis=1)
    query, row = np.ones(lifted.shape[1]), np.empty(len(cloud))
    at = int(np.random.default_rng(as_count(seed, "seed", 0)).integers(len(cloud)))
    nearest = np.full(len(cloud), np.inf)
    indices = [at]
    while True:
        # One product of matrix and vector; what it rounds does not matter for the choice.
        query[:-1] = centred[at]
        np.dot(lifted, query, out=row)
        row += squares[at]
        np.minimum(nearest, row, out=nearest)
        nearest[at] = 0
        at = int(nearest.argmax())
        if len(indices) == wanted or nearest[at] <= least:
            break
        indices.append(at)
    taken = np.array(indices)
    return Landmarks(taken, _cover(cloud, taken, nearest) if len(taken) < len(cloud) else 0.0)


def _cover(cloud: Floats, taken: Whole, nearest: Floats) -> float:
    """Return the cover radius without the rounding of the products: of what seems farthest."""
    far = np.argsort(-nearest, kind="stable")[:64]
    return float(cdist(cloud[far], cloud[taken]).min(axis=1).max())
