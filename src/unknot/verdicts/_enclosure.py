"""A point of one side that the other side encloses (THEORY T4.4, T8.2)."""

from collections import deque
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from scipy.spatial import Delaunay, KDTree, QhullError

from unknot.data import Dataset
from unknot.exact import Point, point, rows
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import Member, members
from unknot.verdicts._sides import Sides, groupings, pairs

_MOST_EDGES = 4000
_MOST_CLOUD_DIMENSIONS = 4

Cycle = tuple[list[Sequence[Fraction | float]], list[tuple[tuple[int, ...], Part]]]


def enclosed(classes: Classes, width: int) -> Certificate | None:
    """Prove that layers of at most ``width`` ≤ n units cannot, if a side encloses a point."""
    if width > classes.dimension:
        return None
    ways = groupings(len(classes)) if width >= 2 else pairs(len(classes))
    inner = [[m for p in classes.parts(i) for m in members(p)] for i in range(len(classes))]
    for sides in ways:
        inside = [m for i in sides[0] for m in inner[i]]
        walls = [p for j in sides[1] for p in classes.parts(j)]
        for place, member, wall in _walls(inside, walls, classes.dimension):
            found = _certificate(classes, sides, width, place, member, wall)
            if found is not None:
                return found
    return None


def _certificate(
    classes: Classes,
    sides: Sides,
    width: int,
    place: Point,
    member: dict[str, Any],
    wall: dict[str, Any],
) -> Certificate | None:
    a, b = classes.named(sides[0]), classes.named(sides[1])
    where = ", ".join(f"{float(x):.6g}" for x in place)
    units = "one unit" if width == 1 else f"at most {width} units"
    return accepted(
        f"{b} encloses the point ({where}) of {a}. Layers of {units} with weakly increasing "
        "activations never bring an enclosed point out, at any depth.",
        facts={"point": [float(x) for x in place]},
        classes=classes.written(),
        claim={"kind": "no network", "width": width, "activations": "monotone"},
        evidence={"kind": "enclosed", "sides": [list(s) for s in sides], "member": member, **wall},
    )


def _walls(
    inside: list[Member], walls: list[Part], n: int
) -> Iterator[tuple[Point, dict[str, Any], dict[str, Any]]]:
    """Find members that are enclosed, and what encloses each; the likeliest first."""
    for wall in walls:
        yield from _by_sphere(inside, wall)
    if n == 1:
        yield from _on_line(inside, walls)
    if n == 2:
        yield from _by_polygons(inside, walls)
    for wall in walls:
        if wall.shape.cloud is not None and 2 <= n <= _MOST_CLOUD_DIMENSIONS:
            yield from _by_cloud(inside, wall, *wall.shape.cloud)


def _by_sphere(inside: list[Member], wall: Part) -> Iterator:
    sphere = wall.shape.outer_sphere
    if sphere is None or len(sphere.axes) < sphere.dimension:
        return
    radius, centre = Fraction(sphere.radius), point(sphere.centre)
    for place, member in inside:
        if sum((x - c) ** 2 for x, c in zip(place, centre, strict=True)) < radius**2:
            yield place, member, {"sphere": wall.written()}


def _on_line(inside: list[Member], walls: list[Part]) -> Iterator:
    """Between two points of the other side."""
    ends = sorted(((x, p) for p in walls for x, _ in members(p)), key=lambda e: e[0])
    if not ends:
        return
    (low, first), (high, last) = ends[0], ends[-1]
    for place, member in inside:
        if low < place < high:
            yield place, member, {"cycle": _written([low, high], [((0,), first), ((1,), last)])}


# ---------------------------------------------------------------- polygons of the plane


def _by_polygons(inside: list[Member], walls: list[Part]) -> Iterator:
    """Look for closed walks, along polygons and across their crossings, that go round oddly."""
    edges = list(_edges(walls))
    if not edges or len(edges) > _MOST_EDGES:
        return
    graph = _Graph(edges)
    for place, member in inside:
        walk = graph.odd_walk(place)
        if walk is not None:
            yield place, member, {"cycle": _written(graph.vertices, walk)}


def _edges(walls: list[Part]) -> Iterator[tuple[Point, Point, Part]]:
    for part in walls:
        spine = part.shape.spine
        for start, end in () if spine is None else zip(*spine.segments(), strict=True):
            yield point(start.tolist()), point(end.tolist()), part


class _Graph:
    """Segments of the plane, cut at their crossings."""

    def __init__(self, edges: list[tuple[Point, Point, Part]]):
        self.vertices: list[Point] = []
        self._index: dict[Point, int] = {}
        cuts: list[list[tuple[Fraction, Point]]] = [
            [(Fraction(0), p), (Fraction(1), q)] for p, q, _ in edges
        ]
        for i, j in _near_pairs(edges):
            for place in _crossings(edges[i], edges[j]):
                for k in (i, j):
                    cuts[k].append((_share(edges[k], place), place))
        self.pieces: list[tuple[int, int, Part]] = []
        self._around: dict[int, list[tuple[int, int]]] = {}
        for places, (_, _, part) in zip(cuts, edges, strict=True):
            ordered = [self._vertex(x) for _, x in sorted(set(places))]
            for u, v in pairwise(ordered):
                self._around.setdefault(u, []).append((v, len(self.pieces)))
                self._around.setdefault(v, []).append((u, len(self.pieces)))
                self.pieces.append((u, v, part))
        self._near = np.array([[float(x) for x in v] for v in self.vertices])

    def _vertex(self, place: Point) -> int:
        if place not in self._index:
            self._index[place] = len(self.vertices)
            self.vertices.append(place)
        return self._index[place]

    def odd_walk(self, place: Point) -> list[tuple[tuple[int, ...], Part]] | None:
        """Return pieces that together, mod 2, go round a point an odd number of times."""
        crossed = [self._crosses(place, u, v) for u, v, _ in self.pieces]
        # Walks in the double cover: a vertex, and whether the ray was crossed oddly.
        seen: set[tuple[int, bool]] = set()
        for root in self._around:
            if (root, False) in seen:
                continue
            came: dict[tuple[int, bool], tuple[tuple[int, bool], int] | None] = {
                (root, False): None
            }
            queue = deque([(root, False)])
            while queue:
                at, odd = queue.popleft()
                for other, piece in self._around[at]:
                    step = (other, odd != crossed[piece])
                    if step in came:
                        continue
                    came[step] = ((at, odd), piece)
                    if step == (root, True):
                        return self._trace(came, step)
                    queue.append(step)
            seen |= came.keys()
        return None

    def _trace(self, came: dict, step: tuple[int, bool]) -> list[tuple[tuple[int, ...], Part]]:
        used: dict[int, int] = {}
        while came[step] is not None:
            step, piece = came[step]
            used[piece] = used.get(piece, 0) + 1
        return [
            ((u, v), part)
            for piece, times in used.items()
            if times % 2
            for u, v, part in [self.pieces[piece]]
        ]

    def _crosses(self, place: Point, u: int, v: int) -> bool:
        """Say whether the ray from a place to the right crosses a piece (lower end included)."""
        (x, y), a, b = place, self.vertices[u], self.vertices[v]
        if (a[1] <= y) == (b[1] <= y):
            return False
        return a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > x


def _near_pairs(edges: list) -> Iterator[tuple[int, int]]:
    near = np.array([[*map(float, p), *map(float, q)] for p, q, _ in edges])
    low = np.nextafter(np.minimum(near[:, :2], near[:, 2:]), -np.inf)
    high = np.nextafter(np.maximum(near[:, :2], near[:, 2:]), np.inf)
    for i in range(len(edges) - 1):
        meet = (low[i] <= high[i + 1 :]).all(1) & (low[i + 1 :] <= high[i]).all(1)
        for j in np.flatnonzero(meet):
            yield i, i + 1 + int(j)


def _crossings(one: tuple, other: tuple) -> list[Point]:
    """Return where two segments meet: nothing, a point, or the ends of what they share."""
    (p, q, _), (r, s, _) = one, other
    d, e, f = _minus(q, p), _minus(s, r), _minus(r, p)
    across = _turn(d, e)
    if across == 0:
        if _turn(d, f) != 0:
            return []
        return [x for x in (p, q, r, s) if _on(one, x) and _on(other, x)]
    t, u = _turn(f, e) / across, _turn(f, d) / across
    return [(p[0] + t * d[0], p[1] + t * d[1])] if 0 <= t <= 1 and 0 <= u <= 1 else []


def _on(edge: tuple, place: Point) -> bool:
    return 0 <= _share(edge, place) <= 1


def _share(edge: tuple, place: Point) -> Fraction:
    """Return the share of a segment's length at which a place on its line lies."""
    p, q, _ = edge
    axis = 0 if p[0] != q[0] else 1
    return (place[axis] - p[axis]) / (q[axis] - p[axis])


def _minus(a: Point, b: Point) -> Point:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def _turn(a: Point, b: Point) -> Fraction:
    return a[0] * b[1] - a[1] * b[0]


# ---------------------------------------------------------------- clouds


def _by_cloud(inside: list[Member], wall: Part, points: np.ndarray, radius: float) -> Iterator:
    """Look for closed surfaces of Delaunay facets so small that the balls cover them (T8.2)."""
    if len(points) <= points.shape[1] + 1:
        return
    try:
        cells = Delaunay(points)
    except QhullError:
        return
    outside = _reached(cells, points, radius)
    near = np.array([[float(x) for x in place] for place, _ in inside])
    homes = cells.find_simplex(near)
    for (place, member), home in zip(inside, homes.tolist(), strict=True):
        if home >= 0 and not outside[home]:
            facets = _surface(cells, home, outside)
            yield place, member, {"cycle": _written(points.tolist(), [(f, wall) for f in facets])}


def _small(points: np.ndarray, facets: np.ndarray, radius: float) -> np.ndarray:
    """Say of facets (m, n) whether balls about their vertices cover them, with some room."""
    corners = points[facets]
    centroid = corners.mean(axis=1, keepdims=True)
    reach = np.linalg.norm(corners - centroid, axis=2).max(axis=1)
    for i, j in combinations(range(facets.shape[1]), 2):
        middle = 0.5 * (corners[:, i] + corners[:, j])
        reach = np.minimum(reach, np.linalg.norm(corners - middle[:, None], axis=2).max(axis=1))
    return reach <= radius * (1 - 1e-9)


def _reached(cells: Delaunay, points: np.ndarray, radius: float) -> np.ndarray:
    """Say which cells the outside flows into through facets that are not small."""
    n = points.shape[1]
    open_ = np.stack(
        [~_small(points, np.delete(cells.simplices, i, axis=1), radius) for i in range(n + 1)],
        axis=1,
    )
    reached = np.array(((cells.neighbors < 0) & open_).any(axis=1))
    queue = deque(np.flatnonzero(reached).tolist())
    while queue:
        cell = queue.popleft()
        for i in range(n + 1):
            other = cells.neighbors[cell, i]
            if other >= 0 and open_[cell, i] and not reached[other]:
                reached[other] = True
                queue.append(int(other))
    return reached


def _surface(cells: Delaunay, home: int, outside: np.ndarray) -> list[tuple[int, ...]]:
    """Return the facets between what hangs together with a cell, unreached, and the rest."""
    inner, queue, facets = {home}, deque([home]), []
    while queue:
        cell = queue.popleft()
        for i, other in enumerate(cells.neighbors[cell].tolist()):
            if other >= 0 and not outside[other]:
                if other not in inner:
                    inner.add(other)
                    queue.append(other)
            else:
                facets.append(tuple(np.delete(cells.simplices[cell], i).tolist()))
    return facets


def _written(
    vertices: Sequence[Sequence[Fraction | float]],
    simplices: Sequence[tuple[tuple[int, ...], Part]],
) -> dict[str, Any]:
    """Write a cycle with the vertices that it uses."""
    used = sorted({index for at, _ in simplices for index in at})
    new = {old: k for k, old in enumerate(used)}
    return {
        "vertices": rows(vertices[index] for index in used),
        "simplices": [
            {"at": [new[index] for index in at], "inside": part.written()} for at, part in simplices
        ],
    }


def enclosing_radius(data: Dataset) -> float | None:
    """Return about the least radius at which balls about one class enclose a point of another.

    Up to it points alone are no obstruction (T8.1); from it on (T8.2) no network of monotone layers
    as narrow as the dimension is right on the balls about all samples. Found in floats, up to a
    fifth too large, in 2 to 4 dimensions; ask :func:`can_classify` with this radius for the proof.

    Returns
    -------
    float or None
        In data units; None if no radius was found.

    Examples
    --------
    >>> from unknot.data import load
    >>> 0.03 < enclosing_radius(load("disc-in-ring:points=800")) < 0.2
    True
    """
    clouds = [data.of_class(label) for label in range(len(data.class_names))]
    found = [
        _enclosing_radius(clouds[i], clouds[j])
        for (i,), (j,) in pairs(len(clouds))
        if len(clouds[i]) and len(clouds[j])
    ]
    return min((radius for radius in found if radius is not None), default=None)


def _enclosing_radius(points: np.ndarray, cloud: np.ndarray) -> float | None:
    if not 2 <= points.shape[1] <= _MOST_CLOUD_DIMENSIONS or len(cloud) <= cloud.shape[1] + 1:
        return None
    try:
        cells = Delaunay(cloud)
    except QhullError:
        return None
    distances, _ = KDTree(cloud).query(points)
    homes = cells.find_simplex(points)
    largest = float(distances.max())
    for radius in np.geomspace(largest * 1e-3, largest * (1 - 1e-9), 40) if largest > 0 else ():
        outside = _reached(cells, cloud, float(radius))
        held = (homes >= 0) & ~outside[homes] & (distances > radius)
        if held.any():
            return float(radius)
    return None
