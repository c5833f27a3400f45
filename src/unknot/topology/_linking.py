"""Loops in the parts of clouds in space, and how often they are linked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import pdist

from unknot.errors import InputError
from unknot.links import Link, diagram, linking_matrix
from unknot.topology._clouds import Floats, as_cloud, as_level
from unknot.topology._landmarks import landmarks
from unknot.topology._persistence import persistence

_LANDMARKS = 600


def loops(points: ArrayLike, *, level: float = 0.05, seed: int = 0) -> tuple[Floats, ...]:
    """Find a closed polygon for every loop of a cloud that is more than noise.

    A loop is born with an edge: the polygon is that edge and the shortest way back along edges no
    longer. Its vertices are points of the cloud, its edges no longer than the birth of the loop.

    Parameters
    ----------
    points
        The cloud (n, d); of more than 600 points as many landmarks.
    level
        See :meth:`Diagram.count`.
    seed
        Of the landmarks.

    Raises
    ------
    InputError
        A value is not finite, or the level is out of range.

    Examples
    --------
    >>> turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    >>> [len(loop) for loop in loops(np.stack([np.cos(turn), np.sin(turn)], axis=1))]
    [40]
    """
    cloud = as_cloud(points)
    as_level(level)
    some = cloud[landmarks(cloud, _LANDMARKS, seed=seed).indices]
    if len(some) < 4:
        return ()
    found = persistence(some, 1)
    return tuple(_loop(some, birth) for birth in found.bars[1][: found.count(1, level), 0])


def linking(first: Sequence[ArrayLike], second: Sequence[ArrayLike]) -> tuple[tuple[int, ...], ...]:
    """Return the linking numbers of closed polygons of one class with those of another.

    Exact integers of the polygons as they are given. Where every edge of the first kind is at most
    2r long and every one of the second at most 2s, one that is not 0 means that no network of
    monotone units, three a layer, is right on all points within r and s of them (THEORY T8.2).

    Parameters
    ----------
    first, second
        The vertices of each polygon in order (m, 3).

    Returns
    -------
    tuple of tuple of int
        A row for each polygon of the first class. The sign depends on the direction of a polygon.

    Raises
    ------
    InputError
        A polygon is none in space, or two of them meet.

    References
    ----------
    C. F. Gauss, 1833; K. Reidemeister, "Knotentheorie", 1932.

    Examples
    --------
    >>> flat = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]
    >>> upright = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> linking([flat], [upright])
    ((1,),)
    """
    polygons = [as_cloud(each, 3, "vertices") for each in (*first, *second)]
    for polygon in polygons:
        if polygon.shape[1] != 3:
            raise InputError(
                f"A polygon has vertices with {polygon.shape[1]} coordinates; expected 3, as loops "
                "are linked in space."
            )
    if not first or not second:
        return tuple(() for _ in first)
    rows = []
    for one in polygons[: len(first)]:
        # One pair at a time: whether polygons of the same class meet does not matter.
        pairs = [linking_matrix(diagram(Link.of([one, other]))) for other in polygons[len(first) :]]
        rows.append(tuple(int(pair[0, 1]) for pair in pairs))
    return tuple(rows)


def _loop(cloud: Floats, birth: float) -> Floats:
    """Return the polygon of the edge of this length and the shortest way back below it."""
    pairs = pdist(cloud)
    first, second = np.triu_indices(len(cloud), 1)
    born = int(np.argmin(np.abs(pairs - birth)))
    shorter = pairs <= pairs[born]
    shorter[born] = False
    graph = coo_matrix((pairs[shorter], (first[shorter], second[shorter])), shape=(len(cloud),) * 2)
    start, stop = int(first[born]), int(second[born])
    _, before = dijkstra(graph.tocsr(), directed=False, indices=start, return_predecessors=True)
    way = [stop]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return cloud[way]
