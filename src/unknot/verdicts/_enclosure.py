"""A point of one side that the other side encloses (THEORY T4.4, T8.2)."""

from collections import deque
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from scipy.spatial import Delaunay, KDTree, QhullError

from unknot.data import Dataset
from unknot.exact import Point, point, rows
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import Member, members
from unknot.verdicts._narrow import Narrow
from unknot.verdicts._rooms import rooms
from unknot.verdicts._sides import Sides, groupings, pairs
from unknot.verdicts._ways import way_past

ShutIn = tuple[Point, dict[str, Any], dict[str, Any]]  # a place, its member, and a wall round it

_TRIED = 40
_MOST_CLOUD_DIMENSIONS = 4


def enclosed(classes: Classes, layers: Narrow) -> Certificate | None:
    """Prove that layers that are too narrow cannot, if a side encloses a point."""
    if not layers.excluded_in(classes.dimension):
        return None
    if classes.dimension == 2 and classes.exact is not None:
        return _in_the_plane(classes, layers)
    ways = groupings(len(classes)) if layers.width >= 2 else pairs(len(classes))
    for sides in ways:
        for place, member, wall in shut_in(classes, *sides):
            found = _certificate(classes, sides, layers, place, member, wall)
            if found is not None:
                return found
    return None


def _in_the_plane(classes: Classes, layers: Narrow) -> Certificate | None:
    """Ask of each two classes: where none encloses a point of another, none do together (T4.8)."""
    for sides in pairs(len(classes)):
        for place, member, wall in shut_in(classes, *sides):
            found = _certificate(classes, sides, layers, place, member, wall)
            if found is not None:
                return found
    return None


def shut_in(classes: Classes, side: tuple[int, ...], by: tuple[int, ...]) -> Iterator[ShutIn]:
    """Find members of classes that others enclose, and what encloses each; likeliest first."""
    inside = [m for i in side for p in classes.parts(i) for m in members(p)]
    walls = [p for j in by for p in classes.parts(j)]
    if classes.dimension != 2 or classes.exact is None:
        yield from _walls(inside, walls, classes.dimension)
        return
    (i,), (j,) = side, by
    yield from _walls(inside, walls, 2)
    past = way_past(classes, j)
    if past.way is None:
        stuck = [m for m in past.stuck if m[1]["class"] == i] or (inside if past.lost else [])
        for place, member in stuck[:_TRIED]:
            cycle = past.walls.round(place)
            if cycle is not None:
                yield place, member, {"cycle": cycle}


def _certificate(
    classes: Classes,
    sides: Sides,
    layers: Narrow,
    place: Point,
    member: dict[str, Any],
    wall: dict[str, Any],
) -> Certificate | None:
    a, b = classes.named(sides[0]), classes.named(sides[1])
    where = ", ".join(f"{float(x):.6g}" for x in place)
    return accepted(
        f"{b} encloses the point ({where}) of {a}. {layers.never('bring an enclosed point out')}",
        facts={"point": [float(x) for x in place]},
        classes=classes.written(),
        claim=layers.claim,
        evidence={"kind": "enclosed", "sides": [list(s) for s in sides], "member": member, **wall},
    )


def _walls(inside: list[Member], walls: list[Part], n: int) -> Iterator[ShutIn]:
    """Find members that are enclosed, and what encloses each; the likeliest first."""
    for wall in walls:
        yield from _by_sphere(inside, wall)
    if n == 1:
        yield from _on_line(inside, walls)
    for wall in walls:
        if wall.shape.cloud is not None and 2 <= n <= _MOST_CLOUD_DIMENSIONS:
            yield from _by_cloud(inside, wall, *wall.shape.cloud)
    if n >= 3 and inside:
        near = np.array([[float(x) for x in place] for place, _ in inside])
        for k, corners, faces in rooms(near, walls):
            place, member = inside[k]
            yield place, member, {"cycle": _written(corners, faces)}


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
    vertices: Sequence[Sequence[Fraction | float]] | np.ndarray,
    simplices: Sequence[tuple[tuple[int, ...], Part]],
) -> dict[str, Any]:
    """Write a cycle with the vertices that it uses."""
    used = sorted({index for at, _ in simplices for index in at})
    new = {old: k for k, old in enumerate(used)}
    return {
        "vertices": rows(list(vertices[index]) for index in used),
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
