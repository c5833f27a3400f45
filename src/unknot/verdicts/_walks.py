"""Closed polygons through a class's pieces that go round a point of the plane (THEORY T4.4)."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from unknot.checker import Box, Holed, Polygon, Round, Set, Thick
from unknot.exact import Point, point, rows
from unknot.verdicts._classes import Part
from unknot.verdicts._near import (
    Floats,
    at,
    near_boxes,
    near_ends,
    nearest,
    segment_distances,
    square,
)

_MOST_PAIRS = 400_000  # pieces that are near each other
_NEAR = 1e-9


@dataclass(frozen=True)
class Piece:
    """All points within a radius of a segment, inside a part, or within its rim."""

    start: Point
    stop: Point
    radius: Fraction
    part: Part


def _pieces(part: Part, one: Set) -> list[Piece]:
    """Return convex pieces of a set, or of its border; discs for what a rim holds."""
    none = Fraction(0)
    match one:
        case Thick():
            return [Piece(a, b, one.radius, part) for a, b in one.segments]
        case Polygon():
            return [Piece(a, b, none, part) for a, b in one.border.segments]
        case Box():
            (a, b), (c, d) = one.lower, one.upper
            corners = [(a, b), (c, b), (c, d), (a, d)]
            return [Piece(corners[k - 1], corners[k], none, part) for k in range(4)]
        case Round() if one.full:
            return [Piece(one.centre, one.centre, one.outer, part)]
        case Holed():
            return [Piece(one.centre, one.centre, one.radius, part)]
    return []


class Walls:
    """Pieces, and the points that they have in common, which make a graph of them."""

    def __init__(self, parts: Sequence[tuple[Part, Set]]):
        self.pieces = [p for part, one in parts for p in _pieces(part, one)]
        self.ends = np.array([[*map(float, p.start), *map(float, p.stop)] for p in self.pieces])
        self.radii = np.array([float(p.radius) for p in self.pieces])
        self.pairs = np.zeros((0, 2), int)
        self.places: list[Point] = []
        self._meet()
        self._around: list[list[tuple[int, int]]] = [[] for _ in self.pieces]
        for k, (i, j) in enumerate(self.pairs.tolist()):
            self._around[i].append((j, k))
            self._around[j].append((i, k))

    def _meet(self) -> None:
        """Find points that two pieces have in common, exactly."""
        if not self.pieces:
            return
        a, b, r = self.ends[:, :2], self.ends[:, 2:], self.radii[:, None]
        size = float(np.abs(self.ends).max()) + float(r.max())
        low, high = np.minimum(a, b) - r, np.maximum(a, b) + r
        slack = _NEAR * size
        near = near_boxes((low - slack, high + slack), (low - slack, high + slack))
        near = near[near[:, 0] < near[:, 1]]
        if len(near) > _MOST_PAIRS:
            return
        i, j = near.T
        apart = segment_distances(a[i], b[i], a[j], b[j]) - self.radii[i] - self.radii[j]
        found = []
        for m, k in near[apart <= slack].tolist():
            place = self._well_inside(m, k) or _common(self.pieces[m], self.pieces[k])
            if place is not None:
                found.append((m, k))
                self.places.append(place)
        self.pairs = np.array(found, int).reshape(-1, 2)

    def _well_inside(self, m: int, k: int) -> Point | None:
        """Return a point in floats that two pieces hold by much more than roundings."""
        both = self.radii[m] + self.radii[k]
        if not self.radii[m] or not self.radii[k]:
            return None  # of a thin piece it must be a point, exactly
        x, y = near_ends(*(self.ends[n, s] for n in (m, k) for s in (slice(0, 2), slice(2, 4))))
        if np.linalg.norm(x - y) > both * (1 - 1e-3):
            return None
        return point((x + (y - x) * (self.radii[m] / both)).tolist())

    def round(self, *places: Point) -> dict[str, Any] | None:
        """Return a closed polygon through pieces that goes round a point oddly, if there is one.

        Of several points, round an odd number of them.
        """
        if not len(self.pairs):
            return None
        i, j = self.pairs.T
        middles = np.array([[float(v) for v in x] for x in self.places])
        odd = np.zeros(len(i), bool)
        for place in places:
            odd ^= self._crossed(place, i, middles) ^ self._crossed(place, j, middles)
        side: dict[int, bool] = {}
        came: dict[int, tuple[int, int] | None] = {}
        for root in range(len(self.pieces)):
            if root in side:
                continue
            side[root], came[root] = False, None
            queue = deque([root])
            while queue:
                here = queue.popleft()
                for other, k in self._around[here]:
                    if other not in side:
                        side[other] = side[here] ^ bool(odd[k])
                        came[other] = here, k
                        queue.append(other)
                    elif side[other] != side[here] ^ bool(odd[k]):
                        return self._walk(here, other, k, came)
        return None

    def _crossed(self, place: Point, which: np.ndarray, middles: Floats) -> np.ndarray:
        """Say whether ways from pieces' starts to places cross the ray to the right of a point.

        A way holds its lower end, so that parities add up.
        """
        x, y = (float(v) for v in place)
        p, q = self.ends[which, :2], middles
        size = float(max(np.abs(self.ends).max(), np.abs(middles).max(), abs(x), abs(y)))
        below = (p[:, 1] <= y), (q[:, 1] <= y)
        left = (p[:, 0] - x) * (q[:, 1] - y) - (p[:, 1] - y) * (q[:, 0] - x)
        crossed = (below[0] != below[1]) & ((left > 0) == below[0])
        close = np.minimum(np.abs(p[:, 1] - y), np.abs(q[:, 1] - y)) <= 1e-12 * size
        close |= (below[0] != below[1]) & (np.abs(left) <= 1e-12 * size**2)
        for k in np.flatnonzero(close).tolist():
            crossed[k] = _crosses(place, self.pieces[int(which[k])].start, self.places[k])
        return crossed

    def _walk(
        self, one: int, other: int, edge: int, came: dict[int, tuple[int, int] | None]
    ) -> dict[str, Any] | None:
        """Return the closed polygon along a tree from one piece back, and to another."""
        lines: list[list[tuple[int, int]]] = []  # pieces with the place that leads on to the root
        for at_ in (one, other):
            line: list[tuple[int, int]] = []
            step = at_
            while (back := came[step]) is not None:
                line.append((step, back[1]))
                step = back[0]
            line.append((step, -1))
            lines.append(line)
        while len(lines[0]) > 1 and len(lines[1]) > 1 and lines[0][-2] == lines[1][-2]:
            lines[0].pop()
            lines[1].pop()
        # Down from the one to where both meet, up to the other, and over the edge.
        down = [piece for piece, _ in lines[0]]
        up = [piece for piece, _ in lines[1][:-1]][::-1]
        over = [k for _, k in lines[0][:-1]] + [k for _, k in lines[1][:-1]][::-1] + [edge]
        around = [*down, *up]
        vertices: list[Point] = []
        simplices: list[dict[str, Any]] = []
        index: dict[Point, int] = {}
        for m, piece in enumerate(around):
            ends = [index.setdefault(self.places[over[s]], len(index)) for s in (m - 1, m)]
            if ends[0] != ends[1]:
                simplices.append({"at": ends, "inside": self.pieces[piece].part.written()})
        vertices = list(index)
        return {"vertices": rows(vertices), "simplices": simplices} if simplices else None


def _common(p: Piece, q: Piece) -> Point | None:
    """Return a point that two pieces have in common, exactly."""
    if p.radius == 0 == q.radius:
        for x in (p.start, p.stop):
            if x in (q.start, q.stop):
                return x
    x, y = nearest((p.start, p.stop), (q.start, q.stop))
    both = p.radius + q.radius
    if square(x, y) > both**2:
        return None
    return x if not both else at(x, y, p.radius / both)


def _crosses(place: Point, p: Point, q: Point) -> bool:
    (x, y), (a, b), (c, d) = place, p, q
    if (b <= y) == (d <= y):
        return False
    left = (a - x) * (d - y) - (b - y) * (c - x)
    return (left > 0) == (b <= y)
