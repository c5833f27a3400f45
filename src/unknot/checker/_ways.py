"""Sets of the plane with exact borders, none of which encloses another: `ways` (T4.8, T4.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ._certificate import Certificate
from ._exact import Point, Segment, distance2, to_segment2, turn
from ._named import need_turning
from ._reading import Json, Refused, fields, items, need, table
from ._sets import Box, Polygon, Round, Set, Sets, Thick, leaves

ZERO = Fraction(0)


@dataclass(frozen=True)
class Capsule:
    """All points within a radius of a segment, which may be a point."""

    segment: Segment
    radius: Fraction = ZERO

    @property
    def bounds(self) -> tuple[Point, Point]:
        """Two corners of a box that holds it."""
        (a, b), r = self.segment, self.radius
        low = tuple(min(x, y) - r for x, y in zip(a, b, strict=True))
        return low, tuple(max(x, y) + r for x, y in zip(a, b, strict=True))


@dataclass(frozen=True)
class Ring:
    """All points between two circles, or on one."""

    found: Round

    @property
    def bounds(self) -> tuple[Point, Point]:
        """Two corners of a box that holds it."""
        c, r = self.found.centre, self.found.outer
        return tuple(v - r for v in c), tuple(v + r for v in c)


@dataclass(frozen=True)
class Region:
    """A polygon or a box with its inside: its border, and which points it holds."""

    found: Box | Polygon
    border: list[Capsule]

    @property
    def bounds(self) -> tuple[Point, Point]:
        """Two corners of a box that holds it."""
        corners = list(zip(*(edge.segment[0] for edge in self.border), strict=True))
        return tuple(map(min, corners)), tuple(map(max, corners))


Piece = Capsule | Ring | Region


def pieces(one: Set) -> list[Piece]:
    """Return what a set of the plane is made of."""
    match one:
        case Thick():
            return [Capsule(s, one.radius) for s in one.segments]
        case Round() if one.full:
            return [Ring(one)]
        case Polygon():
            return [Region(one, [Capsule(s) for s in one.border.segments])]
        case Box():
            (a, b), (c, d) = one.lower, one.upper
            corners = [(a, b), (c, b), (c, d), (a, d)]
            return [Region(one, [Capsule((corners[k - 1], corners[k])) for k in range(4)])]
    raise Refused(f"ways: the border of a {one.kind} is no segments and arcs")


def clear(p: Piece, q: Piece) -> bool:
    """Say whether two closed pieces have no point in common, exactly."""
    match p, q:
        case Capsule(), Capsule():
            return _gap2(p.segment, q.segment) > (p.radius + q.radius) ** 2
        case Capsule(), Ring():
            a, b = p.segment
            near = to_segment2(q.found.centre, p.segment)
            far = max(distance2(x, q.found.centre) for x in (a, b))
            hole = q.found.inner - p.radius
            return near > (q.found.outer + p.radius) ** 2 or (hole > 0 and far < hole**2)
        case Capsule(), Region():
            # It does not meet the border: it lies inside or outside as a whole.
            return all(clear(p, e) for e in q.border) and not q.found.holds(p.segment[0])
        case Ring(), Ring():
            one, other = p.found, q.found
            away = distance2(one.centre, other.centre)
            inside = [a.inner - b.outer for a, b in ((one, other), (other, one))]
            within = any(hole > 0 and away < hole**2 for hole in inside)
            return within or away > (one.outer + other.outer) ** 2
        case Ring(), Region():
            # The border does not meet the ring, so that it lies in its hole, or outside as a whole.
            if not all(clear(e, p) for e in q.border):
                return False
            hole = distance2(q.border[0].segment[0], p.found.centre) < p.found.inner**2
            return hole or not q.found.holds(p.found.centre)
        case Region(), Region():
            apart = all(clear(e, f) for e in p.border for f in q.border)
            first, second = p.border[0].segment[0], q.border[0].segment[0]
            return apart and not p.found.holds(second) and not q.found.holds(first)
    return clear(q, p)


def _gap2(one: Segment, other: Segment) -> Fraction:
    """Return the squared distance of two segments of the plane."""
    (a, b), (p, q) = one, other
    sides = turn(a, b, p) * turn(a, b, q), turn(p, q, a) * turn(p, q, b)
    if sides[0] < 0 and sides[1] < 0:
        return ZERO
    ends = [to_segment2(x, other) for x in one] + [to_segment2(x, one) for x in other]
    return min(ends)


def ways(c: Certificate) -> None:
    """T4.8: the classes are disjoint, and from each piece a way leads out past each other class."""
    need(c.n == 2, "ways are of the plane")
    need(c.claim["width"] == 2, "this evidence is for width 2")
    need_turning(c.claim["activations"])
    sides = [[p for one in leaves(value) for p in pieces(one)] for value in c.sets]
    boxes = [_boxes(side) for side in sides]
    for i in range(len(sides)):
        for j in range(i + 1, len(sides)):
            for p, q in _near(sides[i], boxes[i], sides[j], boxes[j]):
                need(clear(p, q), f"classes {i} and {j} have a point in common")
    found = items(c.evidence["ways"], "ways")
    need(len(found) == len(sides), f"ways: expected {len(sides)}, one past each class")
    for j, one in enumerate(found):
        _lead_out(c, j, one, sides[j], boxes[j])


def _lead_out(
    c: Certificate, j: int, value: Json, walls: list[Piece], boxes: tuple[np.ndarray, np.ndarray]
) -> None:
    """Refuse unless trees of segments past a class lead from all other pieces to outside."""
    at = f"ways[{j}]"
    fields(value, at, "places", "to", "starts")
    places = table(value["places"], f"{at}.places", 2).rows
    to, starts = items(value["to"], f"{at}.to"), items(value["starts"], f"{at}.starts")
    need(len(to) == len(places), f"{at}.to: expected one for each place")
    ends = [wall.bounds for wall in walls]
    low = tuple(min(a[k] for a, _ in ends) for k in (0, 1))
    high = tuple(max(b[k] for _, b in ends) for k in (0, 1))
    steps: list[Piece] = []
    for k, (x, next_) in enumerate(zip(places, to, strict=True)):
        need(
            type(next_) is int and -1 <= next_ < k,
            f"{at}.to[{k}]: expected an earlier place, or −1",
        )
        if next_ >= 0:
            steps.append(Capsule((x, places[next_])))
        else:
            out = any(v < a or v > b for v, a, b in zip(x, low, high, strict=True))
            need(out, f"{at}.places[{k}]: it is not outside")
    if steps:
        for p, q in _near(steps, _boxes(steps), walls, boxes):
            need(clear(p, q), f"{at}: a way meets class {j}")
    asked = [p for i, value in enumerate(c.sets) if i != j for p in connected_parts(value)]
    need(len(starts) == len(asked), f"{at}.starts: expected {len(asked)}, one for each piece")
    for k, (start, one) in enumerate(zip(starts, asked, strict=True)):
        fits = type(start) is int and 0 <= start < len(places)
        need(fits, f"{at}.starts[{k}]: there is no such place")
        x = places[start]
        held = (
            to_segment2(x, one.segment) <= one.radius**2
            if isinstance(one, Capsule)
            else one.holds(x)
        )
        need(held, f"{at}.starts[{k}]: it is not in its piece")


def connected_parts(value: Sets) -> Iterator[Capsule | Set]:
    """List connected sets that make up a set: of points and balls each one."""
    for one in leaves(value):
        if isinstance(one, Thick) and one.kind in {"points", "balls"}:
            yield from (Capsule(s, one.radius) for s in one.segments)
        else:
            yield one


def _boxes(found: Sequence[Piece]) -> tuple[np.ndarray, np.ndarray]:
    """Return floats (m, 2) below and above pieces."""
    ends = [p.bounds for p in found]
    low = np.array([[float(v) for v in a] for a, _ in ends])
    high = np.array([[float(v) for v in b] for _, b in ends])
    return np.nextafter(low, -np.inf), np.nextafter(high, np.inf)


def _near(
    first: Sequence[Piece],
    boxes: tuple[np.ndarray, np.ndarray],
    second: Sequence[Piece],
    others: tuple[np.ndarray, np.ndarray],
) -> Iterator[tuple[Piece, Piece]]:
    """List the pairs whose boxes meet."""
    for k, (low, high) in enumerate(zip(*boxes, strict=True)):
        meet = (low <= others[1]).all(axis=1) & (others[0] <= high).all(axis=1)
        for m in np.flatnonzero(meet).tolist():
            yield first[k], second[m]
