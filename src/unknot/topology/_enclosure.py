"""Which points of one class another class encloses, and at which scales."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree
from scipy.spatial import Delaunay, KDTree, QhullError

from unknot.errors import InputError
from unknot.topology._clouds import Floats, Whole, as_cloud

MOST_DIMENSION = 5
_FLAT = 1e-9  # of the largest extent: a cloud that is thinner lies in a hyperplane


@dataclass(frozen=True, eq=False)
class Enclosure:
    """From which radius on balls round one cloud close off the points of another.

    A point is enclosed at the scales r with ``inner`` ≤ r < ``outer``: the balls of radius r do not
    hold it, and every way to infinity meets one.

    Attributes
    ----------
    inner
        The least radius at which no way out is left (m,); infinite outside the convex hull.
    outer
        The distance of each point to the other cloud (m,).
    """

    inner: Floats
    outer: Floats

    @property
    def enclosed(self) -> np.ndarray:
        """Which points are enclosed at some scale (m,)."""
        return self.inner < self.outer

    @property
    def share(self) -> float:
        """The share of points that are enclosed at some scale."""
        return float(self.enclosed.mean())

    def summary(self) -> str:
        """Say it in a sentence."""
        if not self.enclosed.any():
            return "No point is enclosed at any scale."
        some = self.enclosed
        low, high = np.median(self.inner[some]), np.median(self.outer[some])
        return (
            f"{self.share:.0%} of the points are enclosed, in the median at scales from "
            f"{low:.3g} to {high:.3g}."
        )


def enclosure(points: ArrayLike, walls: ArrayLike) -> Enclosure:
    """Find for each of some points at which scales balls round other points enclose it.

    Between balls of radius r there is a way where facets of the Delaunay triangulation of their
    centres are open: those whose alpha value exceeds r. A maximum spanning tree of the cells, with
    one node for all that is outside, gives for every cell the widest way out. A network of monotone
    units that is no wider than the space cannot classify enclosed points (THEORY T4.4, T8.2).

    Parameters
    ----------
    points
        The points that may be enclosed (m, n), 1 ≤ n ≤ 5.
    walls
        The points that may enclose them (k, n).

    Raises
    ------
    InputError
        The dimensions differ or exceed 5, or a value is not finite.

    References
    ----------
    H. Edelsbrunner, "The union of balls and its dual shape", 1995.

    Examples
    --------
    >>> turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    >>> ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    >>> found = enclosure([[0.0, 0.0], [2.0, 0.0]], ring)
    >>> found.enclosed.tolist(), found.inner.round(3).tolist(), found.outer.round(3).tolist()
    ([True, False], [0.052, inf], [1.0, 1.0])
    """
    inside, around = as_cloud(points), as_cloud(walls, what="points round them")
    n = around.shape[1]
    if inside.shape[1] != n or n > MOST_DIMENSION:
        raise InputError(
            f"The points have {inside.shape[1]} coordinates, those round them {n}; expected the "
            f"same number, {MOST_DIMENSION} at most (cells grow too many beyond that)."
        )
    around = np.unique(around, axis=0)
    outer = KDTree(around).query(inside)[0]
    if n == 1:
        return Enclosure(_on_a_line(inside[:, 0], around[:, 0]), outer)
    spread = np.linalg.svd(around - around.mean(axis=0), compute_uv=False)
    if len(around) < n + 2 or spread[-1] <= _FLAT * spread[0]:
        # Straight away from a hyperplane there is a way between balls whose centres are in it.
        return Enclosure(np.full(len(inside), np.inf), outer)
    try:
        mesh = Delaunay(around)
    except QhullError:
        return Enclosure(np.full(len(inside), np.inf), outer)
    ways = _ways_out(around, mesh)
    cells = _cells(inside, around, mesh)
    return Enclosure(np.where(cells < 0, np.inf, ways[cells]), outer)


def _cells(inside: Floats, around: Floats, mesh: Delaunay) -> Whole:
    """Return the cell that each point is in (m,), −1 outside all.

    All points walk at once, each through the side that it is farthest behind; in a Delaunay
    triangulation such walks end. (SciPy's own search first takes seconds to prepare.)
    """
    corners = around[mesh.simplices]
    edges = np.swapaxes(corners[:, 1:] - corners[:, :1], 1, 2)
    size = np.maximum(np.abs(edges).max(axis=(1, 2)), 1e-300)[:, None, None]
    steady = edges / size + 1e-14 * np.eye(edges.shape[1])  # slivers too have an inverse
    inverses = np.linalg.inv(steady) / size
    at = mesh.vertex_to_simplex[KDTree(around).query(inside)[1]].astype(np.int64)
    # Of a vertex that the mesh left out (many on one circle) that cell is none: any start will do.
    at = np.where((at < 0) | (at >= len(mesh.simplices)), 0, at)
    walking = np.arange(len(inside))
    for _ in range(len(mesh.simplices)):
        offset = inside[walking] - corners[at[walking], 0]
        shares = np.einsum("mij,mj->mi", inverses[at[walking]], offset)
        shares = np.column_stack([1 - shares.sum(axis=1), shares])
        behind = np.argmin(shares, axis=1)
        moves = shares[np.arange(len(walking)), behind] < -1e-12
        walking, behind = walking[moves], behind[moves]
        at[walking] = mesh.neighbors[at[walking], behind]
        walking = walking[at[walking] >= 0]
        if not len(walking):
            break
    return at


def _on_a_line(inside: Floats, around: Floats) -> Floats:
    """Return half the gap between the neighbours to both sides."""
    walls = np.concatenate([[-np.inf], np.sort(around), [np.inf]])
    at = np.clip(np.searchsorted(walls, inside), 1, len(walls) - 1)
    return (walls[at] - walls[at - 1]) / 2


def _ways_out(around: Floats, mesh: Delaunay) -> Floats:
    """Return for every cell the largest radius at which there is a way from it to infinity."""
    count = len(mesh.simplices)
    first, second, width = _gates(around, mesh)
    order = np.argsort(-width, kind="stable")
    first, second, width = first[order], second[order], width[order]
    # Of several gates between two nodes the widest counts, which comes first.
    pair = np.minimum(first, second) * (count + 1) + np.maximum(first, second)
    kept = np.sort(np.unique(pair, return_index=True)[1])
    first, second, width = first[kept], second[kept], width[kept]
    ranks = np.arange(1.0, len(width) + 1)  # the widest has the least: no weight is 0
    graph = coo_matrix((ranks, (first, second)), shape=(count + 1, count + 1)).tocsr()
    tree = minimum_spanning_tree(graph)
    tree = tree + tree.T
    reached, before = breadth_first_order(tree, count, directed=False)
    steps = np.asarray(tree[reached[1:], before[reached[1:]]]).ravel().astype(np.int64) - 1
    ways = np.zeros(count + 1)
    ways[count] = np.inf
    # Plain lists: one entry after the other is several times slower in arrays.
    found = ways.tolist()
    for cell, parent, gate in zip(
        reached[1:].tolist(), before[reached[1:]].tolist(), width[steps].tolist(), strict=True
    ):
        found[cell] = min(found[parent], gate)
    return np.array(found)


def _gates(around: Floats, mesh: Delaunay) -> tuple[Whole, Whole, Floats]:
    """Return the facets: the cells on both sides (outside is the last) and their alpha values."""
    cells, neighbours = mesh.simplices.astype(np.int64), mesh.neighbors.astype(np.int64)
    count, corners = cells.shape
    radii = _circumscribed(around[cells])[0]
    firsts, seconds, widths = [], [], []
    for i in range(corners):
        across = neighbours[:, i]
        own = np.flatnonzero((across < 0) | (np.arange(count) < across))
        other = across[own]
        inner = other >= 0
        facets = np.delete(cells[own], i, axis=1)
        radius, centre = _circumscribed(around[facets])
        there = np.where(inner, other, 0)
        opposite = np.argmax(neighbours[there] == own[:, None], axis=1)
        near = np.linalg.norm(around[cells[own, i]] - centre, axis=1)
        far = np.linalg.norm(around[cells[there, opposite]] - centre, axis=1)
        # A facet whose ball holds a vertex beside it is covered with the smaller of its cells.
        attached = (near < radius * (1 - 1e-12)) | (inner & (far < radius * (1 - 1e-12)))
        smaller = np.where(inner, np.minimum(radii[own], radii[there]), radii[own])
        firsts.append(own)
        seconds.append(np.where(inner, other, count))
        widths.append(np.where(attached, smaller, radius))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(widths)


def _circumscribed(simplices: Floats) -> tuple[Floats, Floats]:
    """Return radii (m,) and centres (m, n) of the smallest spheres through vertices (m, k, n)."""
    edges = simplices[:, 1:] - simplices[:, :1]
    gram = np.einsum("mik,mjk->mij", edges, edges)
    half = 0.5 * np.einsum("mii->mi", gram)
    size = np.maximum(half.max(axis=1), 1e-300)
    # Slivers have no centre to speak of: the slight change of their matrix keeps it finite.
    steady = gram / size[:, None, None] + 1e-14 * np.eye(gram.shape[1])
    weights = np.linalg.solve(steady, (half / size[:, None])[..., None])[..., 0]
    offset = np.einsum("mi,mik->mk", weights, edges)
    return np.linalg.norm(offset, axis=1), simplices[:, 0] + offset
