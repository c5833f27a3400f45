"""Triangles of the plane between walls, and ways through them to outside."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.spatial import Delaunay, KDTree, QhullError

from unknot.exact import Point, rows
from unknot.verdicts._near import Floats, near_boxes

_ROUNDS = 24
_TINY = 1e-11  # shares of a wall, and of all there is
_MOST = 60_000  # points of a triangulation


@dataclass
class Mesh:
    """Triangles of points (m, 2); walls are edges, by the indices of their ends."""

    points: Floats
    cells: Delaunay
    walls: set[tuple[int, int]]
    outside: int  # a point of the frame


def way_through(
    mesh: Mesh, starts: list[Point], near: Floats
) -> tuple[dict[str, Any] | None, list[int]]:
    """Return ways from places to outside, as the checker reads them, or which have none."""
    parents = _flooded(mesh)
    of_vertex: dict[int, int] = {}
    for cell, corners in enumerate(mesh.cells.simplices.tolist()):
        if cell in parents:
            for v in corners:
                of_vertex.setdefault(v, cell)
    index = {tuple(x): k for k, x in enumerate(mesh.points.tolist())}
    at = [index[tuple(x)] for x in near.tolist()]
    stuck = [k for k, v in enumerate(at) if v not in of_vertex]
    if stuck:
        return None, stuck
    places: list[Any] = []
    to: list[int] = []
    known: dict[int, int] = {}
    found: list[int] = []
    for exact, vertex in zip(starts, at, strict=True):
        cell = of_vertex[vertex]
        chain = [cell]
        while chain[-1] not in known and (way := parents[chain[-1]]) is not None:
            chain.append(way[0])
        for one in reversed(chain):
            if one in known:
                continue
            way = parents[one]
            known[one] = len(places)
            if way is None:
                places.append(mesh.points[mesh.outside].tolist())
                to.append(-1)
            else:
                places.append(way[1])
                to.append(known[way[0]])
        places.append(exact)
        to.append(known[cell])
        found.append(len(places) - 1)
    return {"places": rows(places), "to": to, "starts": found}, []


def mesh_of(walls: Floats, starts: Floats) -> Mesh | None:
    """Triangulate points until every wall is made of edges of triangles."""
    walls = _cut_at_crossings(walls)
    ends = walls.reshape(-1, 2)
    low, high = (f(np.concatenate([ends, starts]), axis=0) for f in (np.min, np.max))
    size = float((high - low).max()) or 1.0
    frame = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    frame += size * np.array([[-1, -1.1], [1.2, -1], [1, 1.3], [-1.1, 1]])
    points, places = np.unique(np.concatenate([frame, starts, ends]), axis=0, return_inverse=True)
    places = _merged(points, places.reshape(-1), len(frame) + len(starts), _TINY * size)[places]
    used, places = np.unique(places, return_inverse=True)
    points, outside = points[used], int(places[0])
    pairs = places[len(frame) + len(starts) :].reshape(-1, 2)
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    for _ in range(_ROUNDS):
        if len(points) > _MOST:
            return None
        try:
            cells = Delaunay(points)
        except QhullError:
            return None
        s = cells.simplices
        edges = np.sort(np.concatenate([s[:, [0, 1]], s[:, [1, 2]], s[:, [0, 2]]]), axis=1)
        have = np.unique(edges[:, 0].astype(np.int64) * len(points) + edges[:, 1])
        missing = ~np.isin(pairs[:, 0].astype(np.int64) * len(points) + pairs[:, 1], have)
        if not missing.any():
            return Mesh(points, cells, set(map(tuple, pairs.tolist())), outside)
        split = pairs[missing]
        middles = 0.5 * (points[split[:, 0]] + points[split[:, 1]])
        new = np.arange(len(points), len(points) + len(split))
        points = np.concatenate([points, middles])
        halves = [np.stack([split[:, k], new], axis=1) for k in (0, 1)]
        pairs = np.concatenate([pairs[~missing], *halves])
    return None


def _merged(points: Floats, places: np.ndarray, first: int, size: float) -> np.ndarray:
    """Return for each point one within a size of it to stand for it; the first ones stand."""
    stands = np.arange(len(points))
    rank = np.full(len(points), len(points))
    np.minimum.at(rank, places, np.arange(len(places)))
    for u, v in sorted(map(tuple, KDTree(points).query_pairs(size))):
        u, v = sorted((u, v), key=lambda k: rank[k])
        if rank[v] >= first and stands[u] == u:
            stands[v] = u
    return stands


def _cut_at_crossings(walls: Floats) -> Floats:
    """Cut walls where others cross them, end on them, or lie on them in part."""
    close = _TINY * float(np.ptp(walls.reshape(-1, 2), axis=0).max())
    low, high = walls.min(axis=1) - close, walls.max(axis=1) + close
    near = near_boxes((low, high), (low, high))
    near = near[near[:, 0] != near[:, 1]]
    i, j = near.T
    d, e, f = walls[i, 1] - walls[i, 0], walls[j, 1] - walls[j, 0], walls[j, 0] - walls[i, 0]
    size = np.maximum((d * d).sum(axis=1), 1e-300)
    across = d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0]
    with np.errstate(all="ignore"):
        t = (f[:, 0] * e[:, 1] - f[:, 1] * e[:, 0]) / across
        u = (f[:, 0] * d[:, 1] - f[:, 1] * d[:, 0]) / across
    inner: dict[int, list[Any]] = {}

    def cut(rows: np.ndarray, shares: Floats, places: Floats) -> None:
        for k in np.flatnonzero(rows & (shares > _TINY) & (shares < 1 - _TINY)).tolist():
            inner.setdefault(int(i[k]), []).append((shares[k], places[k]))

    # The same place for both of a pair, to the last digit.
    first = np.minimum(i, j)
    share = np.where(i == first, t, u)[:, None]
    with np.errstate(invalid="ignore"):  # parallel ones do not cross
        crossed = walls[first, 0] + share * (walls[first, 1] - walls[first, 0])
    cut((across != 0) & (u > _TINY) & (u < 1 - _TINY), t, crossed)
    for end in (0, 1):
        g = walls[j, end] - walls[i, 0]
        share = (g * d).sum(axis=1) / size
        off = np.linalg.norm(g - share[:, None] * d, axis=1)
        cut(off <= close, share, walls[j, end])
    kept = np.ones(len(walls), bool)
    kept[list(inner)] = False
    more = []
    for k, cuts in inner.items():
        ordered = [walls[k, 0], *(x for _, x in sorted(cuts, key=lambda c: c[0])), walls[k, 1]]
        more += [np.stack(pair) for pair in pairwise(ordered)]
    return np.concatenate([walls[kept], np.array(more).reshape(-1, 2, 2)])


Parents = dict[int, tuple[int, list[float]] | None]


def _flooded(mesh: Mesh) -> Parents:
    """Return the cells that the outside reaches, each with the next one out and where it opens."""
    cells, neighbours = mesh.cells.simplices.tolist(), mesh.cells.neighbors.tolist()
    found: Parents = {next(k for k, corners in enumerate(cells) if mesh.outside in corners): None}
    queue = deque(found)
    while queue:
        cell = queue.popleft()
        corners = cells[cell]
        for k, other in enumerate(neighbours[cell]):
            if other < 0 or other in found:
                continue
            a, b = sorted(v for m, v in enumerate(corners) if m != k)
            if (a, b) not in mesh.walls:
                middle = (0.5 * (mesh.points[a] + mesh.points[b])).tolist()
                found[other] = cell, middle
                queue.append(other)
    return found
