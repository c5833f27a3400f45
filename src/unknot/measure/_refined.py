"""Parts that a sample does not resolve: more points of the input where their images are coarse."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.spatial import KDTree

from unknot.measure._gluing import into
from unknot.shapes import Shape
from unknot.topology import spanning_tree

Map = Callable[[np.ndarray], np.ndarray]

_RESOLVED = 0.8
_MOST_ROUNDS = 60


def resolved_parts(
    image_of: Map,
    points: np.ndarray,
    parts: np.ndarray,
    wanted: Sequence[int],
    shapes: Sequence[Sequence[Shape]] | None,
    most: int,
) -> tuple[set[int], int]:
    """Bisect the edges of a tree in each part until those it needs are fine, or too many.

    An edge is too coarse where its image is longer than 0.8 times the mean distance of its ends to
    other parts' images. When none is left, balls about the vertices of a part, of radii 0.4 times
    their distances to the others, hang together and meet none of another part.

    Parameters
    ----------
    image_of
        The layers, on rows.
    points, parts
        A sample of a class, and the part of each.
    wanted
        The parts to resolve.
    shapes
        The shapes of every part, into which new points are moved; without shapes they lie on the
        segments between neighbouring samples.
    most
        Points, new ones included, at which it is given up.

    Returns
    -------
    set of int, int
        The parts that are resolved, and how many points it took.
    """
    count = int(parts.max()) + 1
    rows = [np.flatnonzero(parts == k) for k in range(count)]
    edges = np.concatenate([own[spanning_tree(points[own])[0]] for own in rows])
    vertices, owner = points.copy(), parts.copy()
    images = image_of(vertices)
    open_ = set(wanted)
    for _ in range(_MOST_ROUNDS):
        apart = _apart(images, owner, count)
        first, second = images[edges[:, 0]], images[edges[:, 1]]
        length = np.linalg.norm(first - second, axis=1)
        near = 0.5 * (apart[edges[:, 0]] + apart[edges[:, 1]])
        coarse = length > _RESOLVED * near
        touching = {int(owner[k]) for k in np.flatnonzero(apart <= 0)}
        open_ = {k for k in wanted if k in touching or coarse[owner[edges[:, 0]] == k].any()}
        if not open_:
            break
        coarse &= np.isin(owner[edges[:, 0]], list(open_))
        if not coarse.any() or len(vertices) + coarse.sum() > most:
            break
        split = edges[coarse]
        middles = vertices[split].mean(axis=1)
        own = owner[split[:, 0]]
        if shapes is not None:
            for part in np.unique(own).tolist():
                middles[own == part] = into(middles[own == part], shapes[part])
        new = len(vertices) + np.arange(len(split))
        vertices = np.concatenate([vertices, middles])
        images = np.concatenate([images, image_of(middles)])
        owner = np.concatenate([owner, own])
        halves = [np.stack([split[:, k], new], axis=1) for k in (0, 1)]
        edges = np.concatenate([edges[~coarse], *halves])
    return set(wanted) - open_, len(vertices)


def _apart(images: np.ndarray, owner: np.ndarray, count: int) -> np.ndarray:
    """Return how far each point is from the nearest of another part."""
    apart = np.full(len(images), np.inf)
    for part in range(count):
        own = owner == part
        tree = KDTree(images[own])
        apart[~own] = np.minimum(apart[~own], tree.query(images[~own])[0])
    return apart
