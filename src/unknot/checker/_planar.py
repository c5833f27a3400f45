"""Pieces of sets of the plane with borders of segments and arcs: which of them meet, exactly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from ._exact import Point, Segment, distance2, to_segment2, turn
from ._intervals import UNIT, Floats, I
from ._pieces import patch
from ._reading import Json, Refused, need
from ._sets import Box, Curve, Holed, Polygon, Round, Set, Thick

ZERO = Fraction(0)
_BLOCK = 2_000_000


@dataclass(frozen=True, eq=False)
class Capsule:
    """All points within a radius of a segment, which may be a point."""

    segment: Segment
    radius: Fraction = ZERO


@dataclass(frozen=True, eq=False)
class Disc:
    """A closed disc without some open discs inside, given by centres and radii; a ring has one."""

    centre: Point
    radius: Fraction
    holes: list[tuple[Point, Fraction]]


@dataclass(frozen=True, eq=False)
class Region:
    """A polygon or a box with its inside: its border, and which points it holds."""

    found: Box | Polygon
    border: "Lot"

    @property
    def corner(self) -> Point:
        """A point of the border."""
        edge = self.border.pieces[0]
        assert isinstance(edge, Capsule)
        return edge.segment[0]


Piece = Capsule | Disc | Region


def pieces(one: Set) -> list[Piece]:
    """Return what a set of the plane is made of."""
    match one:
        case Thick():
            return [Capsule(s, one.radius) for s in one.segments]
        case Round() if one.full:
            holes = [(one.centre, one.inner)] if one.inner > 0 else []
            return [Disc(one.centre, one.outer, holes)]
        case Holed():
            return [Disc(one.centre, one.radius, [(h, one.hole) for h in one.holes])]
        case Polygon():
            return [Region(one, Lot([Capsule(s) for s in one.border.segments]))]
        case Box():
            (a, b), (c, d) = one.lower, one.upper
            corners = [(a, b), (c, b), (c, d), (a, d)]
            return [Region(one, Lot([Capsule((corners[k - 1], corners[k])) for k in range(4)]))]
    raise Refused(f"the border of a {one.kind} is not known as segments and arcs")


@np.errstate(all="ignore")
def strips(curve: Curve, cuts: Json, at: str) -> list[Capsule]:
    """Cover a curve, cut as a file says, by capsules each of which holds one of its pieces."""
    known = patch(curve)
    found: list[Capsule] = []
    for pieces_, _ in known.whole().uncut(cuts, at):
        centre, ways, _ = known.place(pieces_)
        # x = c + s·v with v among the ways and |s| ≤ 1, which for one s is as far between c − v and
        # c + v as between any two places that are near these.
        ends = centre - ways[:, 0], centre + ways[:, 0]
        a, b = (end.middle() for end in ends)
        off = np.maximum(*(I(end.radius()).square().sum().sqrt().hi for end in ends))
        need(bool(np.isfinite([a, b]).all() and np.isfinite(off).all()), f"{at}: too large pieces")
        found += [
            Capsule((tuple(map(Fraction, p)), tuple(map(Fraction, q))), Fraction(r))
            for p, q, r in zip(a.tolist(), b.tolist(), off.tolist(), strict=True)
        ]
    return found


def clear(p: Piece, q: Piece) -> bool:
    """Say whether two closed pieces have no point in common, exactly."""
    match p, q:
        case Capsule(), Capsule():
            return _gap2(p.segment, q.segment) > (p.radius + q.radius) ** 2
        case Capsule(), Disc():
            if to_segment2(q.centre, p.segment) > (q.radius + p.radius) ** 2:
                return True
            return any(
                hole > p.radius and max(distance2(x, h) for x in p.segment) < (hole - p.radius) ** 2
                for h, hole in q.holes
            )
        case Capsule(), Region():
            # It does not meet the border: it lies inside or outside as a whole.
            return q.border.clear_of(Lot([p])) and not q.found.holds(p.segment[0])
        case Disc(), Disc():
            if distance2(p.centre, q.centre) > (p.radius + q.radius) ** 2:
                return True
            return any(
                hole > b.radius and distance2(h, b.centre) < (hole - b.radius) ** 2
                for a, b in ((p, q), (q, p))
                for h, hole in a.holes
            )
        case Disc(), Region():
            # The border does not meet it, so that it lies in one of its holes, or outside.
            if not q.border.clear_of(Lot([p])):
                return False
            held = any(distance2(q.corner, h) < hole**2 for h, hole in p.holes)
            return held or not q.found.holds(p.centre)
        case Region(), Region():
            apart = p.border.clear_of(q.border)
            return apart and not p.found.holds(q.corner) and not q.found.holds(p.corner)
    return clear(q, p)


def _gap2(one: Segment, other: Segment) -> Fraction:
    """Return the squared distance of two segments of the plane."""
    (a, b), (p, q) = one, other
    sides = turn(a, b, p) * turn(a, b, q), turn(p, q, a) * turn(p, q, b)
    if sides[0] < 0 and sides[1] < 0:
        return ZERO
    ends = [to_segment2(x, other) for x in one] + [to_segment2(x, one) for x in other]
    return min(ends)


# ---------------------------------------------------------------- many pieces


@dataclass(eq=False)
class Lot:
    """Pieces, with floats (m, 2) below and above them, and the ends (m, 4) of thin ones.

    The ends are NaN where a piece is no segment of floats.
    """

    pieces: Sequence[Piece]
    low: Floats = field(init=False)
    high: Floats = field(init=False)
    ends: Floats = field(init=False)

    def __post_init__(self):
        held = [_held(p) for p in self.pieces]
        low, high, radius = (np.array([h[k] for h in held], float) for k in range(3))
        radius = np.nextafter(radius, np.inf)[:, None] * (radius > 0)[:, None]
        # Each number is rounded once, and so is the difference: two floats outward hold both.
        down, up = (np.nextafter(x, side) for x, side in ((low, -np.inf), (high, np.inf)))
        self.low = np.nextafter(down - radius, -np.inf)
        self.high = np.nextafter(up + radius, np.inf)
        self.ends = np.array([_ends(p) for p in self.pieces])

    def clear_of(self, other: "Lot") -> bool:
        """Say whether no piece has a point in common with one of another lot."""
        return all(clear(p, q) for p, q in self.near(other))

    def near(self, other: "Lot") -> Iterator[tuple[Piece, Piece]]:
        """List the pairs of which floats do not say that they have no point in common."""
        axis = int(np.argmax(other.high.max(axis=0) - other.low.min(axis=0)))
        order = np.argsort(other.low[:, axis], kind="stable")
        # What begins after the end is not met, nor what ends, as all that begins before it does,
        # before the beginning.
        begins, last = other.low[order, axis], np.maximum.accumulate(other.high[order, axis])
        first = np.searchsorted(last, self.low[:, axis], "left")
        stop = np.maximum(np.searchsorted(begins, self.high[:, axis], "right"), first)
        total = np.concatenate([[0], np.cumsum(stop - first)])
        row = 0
        while row < len(self.pieces):
            end = max(row + 1, int(np.searchsorted(total, total[row] + _BLOCK, "right")) - 1)
            count = stop[row:end] - first[row:end]
            i = np.repeat(np.arange(row, end), count)
            within = np.arange(len(i)) - np.repeat(total[row:end] - total[row], count)
            j = order[first[i] + within]
            meet = (self.low[i] <= other.high[j]) & (other.low[j] <= self.high[i])
            i, j = i[meet.all(axis=1)], j[meet.all(axis=1)]
            near = ~_parted(self.ends[i], other.ends[j])
            for k, m in zip(i[near].tolist(), j[near].tolist(), strict=True):
                yield self.pieces[k], other.pieces[m]
            row = end


def _held(p: Piece) -> tuple[list[float], list[float], float]:
    """Return the corners of a box, as floats, that with a radius holds a piece."""
    if isinstance(p, Region):
        return p.border.low.min(axis=0).tolist(), p.border.high.max(axis=0).tolist(), 0.0
    if isinstance(p, Disc):
        centre = [float(v) for v in p.centre]
        return centre, centre, float(p.radius)
    (a, b), (c, d) = ([float(v) for v in end] for end in p.segment)
    return [min(a, c), min(b, d)], [max(a, c), max(b, d)], float(p.radius)


def _ends(p: Piece) -> list[float]:
    if isinstance(p, Capsule) and not p.radius:
        exact = [v for end in p.segment for v in end]
        floats = [float(v) for v in exact]
        if floats == exact:
            return floats
    return [np.nan] * 4


def _parted(one: Floats, other: Floats) -> np.ndarray:
    """Say of which segments (m, 4) one certainly lies on one side of the other's line."""
    found = np.zeros(len(one), bool)
    for x, y in ((one, other), (other, one)):
        a, b = x[:, :2], x[:, 2:]
        sides = [_side(a, b, y[:, :2]), _side(a, b, y[:, 2:])]
        found |= (sides[0] * sides[1]) > 0
    return found


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return the sign of the area of triangles where it is certain, else 0."""
    # Shewchuk 1997, *Adaptive precision floating-point arithmetic*, §4.3: the error is at most
    # (3 + 16u)u(|left| + |right|), but for underflow, which 2⁻¹⁰⁰⁰ is more than; what overflows, or
    # is NaN, is certain of nothing.
    left = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1])
    right = (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    area = left - right
    sure = np.abs(area) > 8 * UNIT * (np.abs(left) + np.abs(right)) + 2.0**-1000
    return np.where(sure, np.sign(area), 0.0)
