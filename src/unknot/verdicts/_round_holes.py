"""Walls of a ball with holes that go round one of them: polygons, and surfaces of triangles."""

from functools import cache
from itertools import combinations
from math import ceil, pi
from typing import Any

import numpy as np
from scipy.spatial import ConvexHull, KDTree

from unknot.exact import Point, rows
from unknot.shapes import Holed
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._loops import Loop
from unknot.verdicts._near import Floats

_MOST_CORNERS = 2_000  # of a polygon
_MOST_HALVED = 4  # how often edges of a surface are

Faces = tuple[tuple[int, ...], ...]


def round_a_hole(classes: Classes, label: int, place: Point, other: Point) -> dict[str, Any] | None:
    """Return a cycle of a class round that hole of a part which one point lies in, alone of two."""
    if classes.dimension > 3:
        return None
    x, y = (np.array([float(v) for v in p]) for p in (place, other))
    for part in classes.parts(label):
        one = part.shape
        if not isinstance(one, Holed):
            continue
        holes, (apart, k) = np.array(one.holes), KDTree(one.holes).query(x)
        if apart >= one.hole or np.linalg.norm(y - holes[k]) < one.hole:
            continue
        rim = one.radius - float(np.linalg.norm(holes[k] - one.centre))
        others = np.linalg.norm(np.delete(holes, k, axis=0) - holes[k], axis=1) - one.hole
        room = min(rim, *others) - one.hole
        around = _polygon if classes.dimension == 2 else _surface
        found = around(holes[k], one.hole + room / 2, room / 2, part)
        if found is not None:
            return found
    return None


def _polygon(middle: Floats, radius: float, free: float, part: Part) -> dict[str, Any] | None:
    # Half an edge is less than half of what is free, so edges come near no hole.
    count = max(8, ceil(2 * pi * radius / free) + 1)
    if count > _MOST_CORNERS:
        return None
    angle = 2 * pi * np.arange(count) / count
    corners = middle + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Loop(corners, (part,) * count).cycle()


def _surface(middle: Floats, radius: float, free: float, part: Part) -> dict[str, Any] | None:
    """Return triangles, each point of which is nearer to a corner than what is free there."""
    for halved in range(_MOST_HALVED + 1):
        corners, faces = _ball(halved)
        sides = np.linalg.norm(np.diff(corners[np.array(faces)][:, [0, 1, 2, 0]], axis=1), axis=2)
        # Triangles with no obtuse angle, as these, lie in the circle about their corners.
        reach = np.prod(sides, axis=1) / np.sqrt(_sixteen_areas2(sides))
        if radius * float(reach.max()) < 0.95 * free:
            return {
                "vertices": rows((middle + radius * corners).tolist()),
                "simplices": [{"at": list(face), "inside": part.written()} for face in faces],
            }
    return None


def _sixteen_areas2(sides: Floats) -> Floats:
    a, b, c = sides.T
    return (a + b + c) * (b + c - a) * (a + c - b) * (a + b - c)


@cache
def _ball(halved: int) -> tuple[Floats, Faces]:
    """Return corners of unit length and triangles: an icosahedron, its edges halved so often."""
    if halved == 0:
        golden = (1 + 5**0.5) / 2
        axes = [(0.0, s, t * golden) for s in (-1, 1) for t in (-1, 1)]
        corners = np.array([np.roll(x, k) for x in axes for k in range(3)])
        faces = tuple(tuple(face) for face in ConvexHull(corners).simplices.tolist())
        return corners / np.linalg.norm(corners[0]), faces
    coarse, faces = _ball(halved - 1)
    edges = {tuple(sorted(e)) for face in faces for e in combinations(face, 2)}
    middles = {edge: len(coarse) + k for k, edge in enumerate(sorted(edges))}
    new = np.array([coarse[list(edge)].sum(axis=0) for edge in middles])
    corners = np.concatenate([coarse, new / np.linalg.norm(new, axis=1, keepdims=True)])
    finer: list[tuple[int, ...]] = []
    for a, b, c in faces:
        ab, bc, ac = (middles[tuple(sorted(e))] for e in ((a, b), (b, c), (a, c)))
        finer += [(a, ab, ac), (b, ab, bc), (c, ac, bc), (ab, bc, ac)]
    return corners, tuple(finer)
