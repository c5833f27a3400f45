"""Minimum spanning trees: by distance, or by distance in the scale of what is near."""

import numpy as np
from scipy.spatial.distance import cdist

from unknot.topology._clouds import Floats, Whole

_TABLE = 2048  # points of which all distances are kept at once


def spanning_tree(cloud: Floats, scale: Floats | None = None) -> tuple[Whole, Floats]:
    """Return the edges (n − 1, 2) of a minimum spanning tree, and their weights (n − 1,).

    Prim's algorithm, in time O(n² d): with a table of all distances where there are few points,
    otherwise with one row of it at a time, in memory O(n). With a ``scale`` (n,) > 0 of every point
    the weight of an edge is its length over the mean of the scales of its ends.
    """
    if len(cloud) > _TABLE:
        return _by_rows(cloud, scale)
    count = len(cloud)
    table = _scaled(np.asarray(cdist(cloud, cloud), np.float64), scale)
    order, weights = _taken(table)
    # Each hangs on the nearest of those that were in before it.
    before = table[np.ix_(order[1:], order)]
    before[~np.tri(max(count - 1, 0), count, dtype=bool)] = np.inf
    parents = order[before.argmin(axis=1)] if count > 1 else order[:0]
    return np.stack([parents, order[1:]], axis=1), weights


def tree_lengths(cloud: Floats) -> Floats:
    """Return the lengths (n − 1,) of the edges of a minimum spanning tree alone, in no order."""
    if len(cloud) > _TABLE:
        return _by_rows(cloud, None)[1]
    return _taken(np.asarray(cdist(cloud, cloud), np.float64))[1]


def _taken(table: Floats) -> tuple[Whole, Floats]:
    """Return in which order points (n,) are taken, and the weights (n − 1,) by which they hang."""
    count = len(table)
    order, weights = np.zeros(count, np.int64), np.empty(max(count - 1, 0))
    best, inside = np.full(count, np.inf), np.full(count, -np.inf)
    at = 0
    for step in range(1, count):
        inside[at] = np.inf
        np.minimum(best, table[at], out=best)
        np.maximum(best, inside, out=best)
        order[step] = at = best.argmin()
        weights[step - 1] = best[at]
    return order, weights


def _by_rows(cloud: Floats, scale: Floats | None) -> tuple[Whole, Floats]:
    """Return the tree of many points."""
    count = len(cloud)
    edges = np.empty((max(count - 1, 0), 2), np.int64)
    weights = np.empty(max(count - 1, 0))
    best, parent = np.full(count, np.inf), np.zeros(count, np.int64)
    # Those not in the tree yet are kept in front, so that the rows get shorter.
    rest = np.arange(1, count)
    at = 0
    for step in range(count - 1):
        offset = cloud[rest] - cloud[at]
        length = np.sqrt(np.einsum("nd,nd->n", offset, offset))
        if scale is not None:
            length = _over(length, 0.5 * (scale[rest] + scale[at]))
        nearer = length < best[rest]
        parent[rest[nearer]] = at
        best[rest[nearer]] = length[nearer]
        chosen = int(np.argmin(best[rest]))
        at = int(rest[chosen])
        edges[step], weights[step] = (parent[at], at), best[at]
        rest[chosen] = rest[-1]
        rest = rest[:-1]
    return edges, weights


def _scaled(lengths: Floats, scale: Floats | None) -> Floats:
    return lengths if scale is None else _over(lengths, 0.5 * (scale[:, None] + scale))


def _over(lengths: Floats, means: Floats) -> Floats:
    """Return lengths over mean scales; equal points are joined at 0, even where scales vanish."""
    return np.where(lengths > 0, lengths / np.maximum(means, 1e-300), 0.0)


def parts_of_tree(count: int, edges: Whole) -> Whole:
    """Return for every point the number of its part of a forest, the largest part being 0."""
    root = np.arange(count)

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = int(root[i])
        return i

    for a, b in edges.tolist():
        root[find(a)] = find(b)
    _, parts = np.unique([find(i) for i in range(count)], return_inverse=True)
    sizes = np.bincount(parts, minlength=1)
    rank = np.empty(len(sizes), np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[parts]
