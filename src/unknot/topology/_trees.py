"""Minimum spanning trees: by distance, or by distance in the scale of what is near."""

import numpy as np

from unknot.topology._clouds import Floats, Whole


def spanning_tree(cloud: Floats, scale: Floats | None = None) -> tuple[Whole, Floats]:
    """Return the edges (n − 1, 2) of a minimum spanning tree, and their weights (n − 1,).

    Prim's algorithm with one row of distances at a time, so memory is O(n); time is O(n² d). With
    a ``scale`` (n,) > 0 of every point the weight of an edge is its length over the mean of the
    scales of its ends.
    """
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
            length = _scaled(length, scale[rest], scale[at])
        nearer = length < best[rest]
        parent[rest[nearer]] = at
        best[rest[nearer]] = length[nearer]
        chosen = int(np.argmin(best[rest]))
        at = int(rest[chosen])
        edges[step], weights[step] = (parent[at], at), best[at]
        rest[chosen] = rest[-1]
        rest = rest[:-1]
    return edges, weights


def _scaled(length: Floats, scales: Floats, scale: float) -> Floats:
    """Return lengths over mean scales; equal points are joined at 0, even where scales vanish."""
    mean = 0.5 * (scales + scale)
    return np.where(length > 0, length / np.maximum(mean, 1e-300), 0.0)


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
