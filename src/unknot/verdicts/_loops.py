"""Closed polygons inside a class: in one part, through several that meet, between samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import KDTree

from unknot.exact import rows
from unknot.shapes import Ball, Box
from unknot.verdicts._classes import Classes, Part

_MOST_LOOPS = 12  # a class
_LOOPS_OF_CLOUD = 4
_MOST_WALKS = 20_000
_MOST_SOLIDS = 200
_MOST_EDGES = 20_000

Place = tuple[float, ...]


@dataclass(frozen=True)
class Loop:
    """A closed polygon (k, n) whose edge i, to the next vertex, lies in the part ``inside[i]``."""

    vertices: np.ndarray
    inside: tuple[Part, ...]

    def cycle(self) -> dict[str, Any]:
        """Write it as certificates do."""
        count = len(self.vertices)
        return {
            "vertices": rows(self.vertices.tolist()),
            "simplices": [
                {"at": [i, (i + 1) % count], "inside": part.written()}
                for i, part in enumerate(self.inside)
            ],
        }


def loops(classes: Classes, label: int) -> Iterator[Loop]:
    """Give closed polygons in a class that go round what it goes round; not too many.

    Of parts that are joined by common points those come that a tree of shortest paths leaves over:
    all other loops are their sums, so that linking numbers of these are enough.
    """
    parts = list(classes.parts(label))
    whole = (_of_one_part(part) for part in parts)
    among = _of_several_parts(parts)
    yield from islice((one for lot in (*whole, among) for one in lot), _MOST_LOOPS)
    for part in parts:
        if part.shape.cloud is not None:
            for vertices in _of_cloud(*part.shape.cloud):
                yield Loop(vertices, (part,) * len(vertices))


def _of_one_part(part: Part) -> Iterator[Loop]:
    spine = part.shape.spine
    if spine is not None and spine.closed:
        yield Loop(np.array(spine.vertices), (part,) * len(spine.vertices))


# ---------------------------------------------------------------- through parts that meet


def _of_several_parts(parts: list[Part]) -> Iterator[Loop]:
    inside: dict[tuple[Place, Place], Part] = {}
    for part in parts:
        spine = part.shape.spine
        if spine is None or len(inside) + len(spine.vertices) > _MOST_EDGES:
            continue
        ends = [*spine.vertices, spine.vertices[0]] if spine.closed else list(spine.vertices)
        for u, v in pairwise(ends):
            inside.setdefault((min(u, v), max(u, v)), part)
    corners = {place for edge in inside for place in edge}
    for solid, place in _joints(parts, np.array(sorted(corners))):
        middle = _middle(solid)
        if place != middle:
            inside.setdefault((min(middle, place), max(middle, place)), solid)
    if not inside:
        return
    places = sorted({place for edge in inside for place in edge})
    number = {place: i for i, place in enumerate(places)}
    edges = np.array([[number[u], number[v]] for u, v in inside])
    points = np.array(places)
    for walk in (walk for walks in _cycles(points, edges) for walk in walks):
        steps = zip(walk, [*walk[1:], walk[0]], strict=True)
        ends = ((places[i], places[j]) for i, j in steps)
        way = tuple(inside[min(u, v), max(u, v)] for u, v in ends)
        alone = way[0].shape.spine if len(set(way)) == 1 else None
        if alone is None or not alone.closed:
            yield Loop(points[walk], way)


def _joints(parts: list[Part], corners: np.ndarray) -> Iterator[tuple[Part, Place]]:
    """Give points of balls and boxes that are other parts' points as well: of each the part."""
    solids = [part for part in parts if isinstance(part.shape, Ball | Box)][:_MOST_SOLIDS]
    for solid in solids:
        if len(corners):
            held = corners[solid.shape.distance(corners) == 0]
            yield from ((solid, tuple(place)) for place in held.tolist())
    for one, other in combinations(solids, 2):
        place = _common(one.shape, other.shape)
        if place is not None:
            yield one, place
            yield other, place


def _middle(solid: Part) -> Place:
    low, high = solid.shape.bounds()
    return tuple((low / 2 + high / 2).tolist())


def _common(one: Any, other: Any) -> Place | None:
    """Return a point of two balls or boxes well inside both, or None; in floats."""
    if isinstance(one, Box) and isinstance(other, Ball):
        return _common(other, one)
    (low, high), (low_1, high_1) = one.bounds(), other.bounds()
    if isinstance(one, Ball) and isinstance(other, Ball):
        a, b = np.array(one.centre), np.array(other.centre)
        apart = float(np.linalg.norm(b - a))
        ends = max(-one.radius, apart - other.radius), min(one.radius, apart + other.radius)
        place = a + (b - a) * (sum(ends) / 2 / apart) if apart and ends[0] <= ends[1] else a
    elif isinstance(one, Ball):
        place = np.clip(one.centre, low_1, high_1)
    else:
        place = np.maximum(low, low_1) / 2 + np.minimum(high, high_1) / 2
    here = all(bool(shape.contains(place[None])[0]) for shape in (one, other))
    return tuple(place.tolist()) if here else None


# ---------------------------------------------------------------- between samples


def _of_cloud(points: np.ndarray, radius: float) -> Iterator[np.ndarray]:
    """Give closed walks between samples at most 2r apart that go far round (T8.2).

    Of the loops that edges close the longest go round what the cloud goes round.
    """
    edges = np.array(sorted(KDTree(points).query_pairs(2 * radius * (1 - 1e-9))), int)
    for walks in _cycles(points, edges):
        taken: list[set[int]] = []
        for walk in sorted(walks, key=len, reverse=True):
            # Loops that share most of their way with one before tell nothing new.
            if len(taken) == _LOOPS_OF_CLOUD:
                break
            if all(len(t & set(walk)) < len(walk) // 2 for t in taken):
                taken.append(set(walk))
                yield points[walk]


def _cycles(points: np.ndarray, edges: np.ndarray) -> Iterator[list[list[int]]]:
    """Give, of each connected piece, the loops that edges close in a tree of shortest paths."""
    if not len(edges):
        return
    lengths = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    count = len(points)
    graph = coo_array((lengths, (edges[:, 0], edges[:, 1])), shape=(count, count)).tocsr()
    _, component = connected_components(graph, directed=False)
    for piece in np.unique(component):
        root = int(np.flatnonzero(component == piece)[0])
        _, before = dijkstra(graph, False, root, return_predecessors=True)
        inside = component[edges[:, 0]] == piece
        u, v = edges[inside].T
        closing = edges[inside][(before[u] != v) & (before[v] != u)][:_MOST_WALKS]
        yield [_closed_walk(before, *edge) for edge in closing.tolist()]


def _closed_walk(before: np.ndarray, u: int, v: int) -> list[int]:
    """Return the loop that an edge closes in a tree, in order: up from both ends in turn."""
    paths, seen, turn = ([u], [v]), ({u: 0}, {v: 0}), 0
    while paths[turn][-1] not in seen[1 - turn]:
        turn = 1 - turn
        above = int(before[paths[turn][-1]])
        if above >= 0:
            seen[turn][above] = len(paths[turn])
            paths[turn].append(above)
    met = paths[turn][-1]
    first, second = (path[: at[met] + 1] for path, at in zip(paths, seen, strict=True))
    return [*first, *second[-2::-1]]
