"""Betti numbers by hops in a graph of neighbours, as the literature on networks counts them."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from unknot.topology._clouds import as_cloud, as_count
from unknot.topology._neighbours import nearest_neighbours

_LEAST, _MOST = 2, 60  # neighbours that are tried


def hop_components(points: ArrayLike, neighbours: int) -> int:
    """Count components as Naitzat, Zhitnikov & Lim do, for comparison.

    Two points are joined if one is among the other's k nearest. The number of hops is their
    distance, and the Vietoris–Rips complex at any scale from 1 hop has the components of the graph.
    The method knows nothing of distances: where the points of two parts lie among each other's k
    nearest they become one, however far apart they are for their own spacing.

    Parameters
    ----------
    points
        The cloud (n, d).
    neighbours
        How many nearest points each is joined to, 14 in the paper for the data set D-I.

    References
    ----------
    G. Naitzat, A. Zhitnikov, L.-H. Lim, "Topology of deep neural networks", JMLR 21(184), 2020.

    Examples
    --------
    >>> hop_components([[0.0], [1.0], [2.0], [9.0], [10.0]], 1)
    2
    """
    cloud = as_cloud(points)
    graph = _graph(cloud, as_count(neighbours, "number of neighbours"))
    return int(connected_components(graph, directed=False)[0])


def fitted_hops(points: ArrayLike, wanted: int) -> int | None:
    """Return the number of neighbours with which hops count ``wanted`` components; None if none.

    It is the middle of those up to 60, as the paper fits its numbers to the data whose topology is
    known, and keeps them for all layers.

    Examples
    --------
    >>> fitted_hops([[0.0], [1.0], [2.0], [9.0], [10.0], [11.0]], 2)
    2
    """
    cloud = as_cloud(points)
    most = min(_MOST, len(cloud) - 1)
    if most < _LEAST:
        return None
    _, nearest = nearest_neighbours(cloud, cloud, most + 1)
    good = []
    for k in range(_LEAST, most + 1):
        count = connected_components(_joined(nearest[:, : k + 1]), directed=False)[0]
        if count == wanted:
            good.append(k)
        if count < wanted:
            break
    return good[len(good) // 2] if good else None


def _graph(cloud: np.ndarray, neighbours: int) -> coo_matrix:
    return _joined(nearest_neighbours(cloud, cloud, neighbours + 1)[1])


def _joined(nearest: np.ndarray) -> coo_matrix:
    """Return the graph that joins each point to its nearest, itself among them or not."""
    count, each = nearest.shape
    rows = np.repeat(np.arange(count), each)
    ones = np.ones(count * each)
    return coo_matrix((ones, (rows, nearest.ravel())), shape=(count, count))
