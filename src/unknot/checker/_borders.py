"""Lines and circles of the plane among which a solid's border is, in pieces.

For homeomorphisms of the plane these are enough: the image of a compact set has the image of its
border for border, and lies in the convex hull of that.
"""

from fractions import Fraction
from functools import singledispatch

import numpy as np

from ._elementary import PI, cos_pi, sin_pi
from ._exact import Segment
from ._intervals import I, stack, up
from ._pieces import Patch, Pieces, Placed
from ._reading import Refused, need
from ._sets import Box, Polygon, Round, Set, Thick

_ARCS = 8  # into which a circle is cut at first

Vector = tuple[Fraction, ...]
# Centre, radius, and the ways to the other ends of segments that are thick by the radius.
Circle = tuple[Vector, Fraction, list[Vector]]


class Border(Patch):
    """Lines by their ends (m, 2), and circles: all of them parts of one closed solid.

    What is nearer to an inner point of a segment than the radius is inside the solid, and left out.
    """

    def __init__(self, found: Set):
        need(found.n == 2, "borders are of the plane")
        self.starts, self.along, circles = lines_of(found)
        self.centres = I.of([c for c, _, _ in circles]) if circles else I(np.zeros((0, 2)))
        self.radii = I.of([r for _, r, _ in circles]) if circles else I(np.zeros(0))
        most, nowhere = max((len(ways) for *_, ways in circles), default=0), (Fraction(0),) * 2
        padded = [[*ways, *[nowhere] * (most - len(ways))] for *_, ways in circles]
        self.ways = I.of(padded) if most else I(np.zeros((len(circles), 0, 2)))

    def whole(self) -> Pieces:
        lines, circles = len(self.starts.lo), len(self.radii.lo)
        at = np.tile(np.arange(_ARCS) * (2 / _ARCS), circles)
        low = np.concatenate([np.zeros(lines), at])[:, None]
        high = np.concatenate([np.ones(lines), at + 2 / _ARCS])[:, None]
        owner = np.concatenate([np.arange(lines), lines + np.repeat(np.arange(circles), _ARCS)])
        return Pieces(low, high, owner)

    def place(self, pieces: Pieces) -> Placed:
        m, lines = len(pieces), len(self.starts.lo)
        straight, bent = (np.flatnonzero(x) for x in (pieces.owner < lines, pieces.owner >= lines))
        parts = self._on_lines(pieces[straight]), self._on_circles(pieces[bent])
        placed = []
        for one, other in zip(*parts, strict=True):
            low, high = np.empty((2, m, *one.lo.shape[1:]))
            low[straight], high[straight] = one.lo, one.hi
            low[bent], high[bent] = other.lo, other.hi
            placed.append(I(low, high))
        return placed[0], placed[1], placed[2]

    def empty(self, pieces: Pieces) -> np.ndarray:
        found = np.zeros(len(pieces), bool)
        bent = np.flatnonzero(pieces.owner >= len(self.starts.lo))
        which = pieces.owner[bent] - len(self.starts.lo)
        aside = _directions(pieces[bent].box[:, 0]) * self.radii[which][:, None]
        ways = self.ways[which]
        ahead, all_the_way = (ways * aside[:, None]).sum(), ways.square().sum()
        found[bent] = ((ahead.lo > 0) & (ahead.hi < all_the_way.lo)).any(axis=1)
        return found

    def _on_lines(self, pieces: Pieces) -> Placed:
        a, along = self.starts[pieces.owner], self.along[pieces.owner]
        middle, half = _middles(pieces)
        return a + along * middle, (along * half)[:, None, :], a + along * pieces.box

    def _on_circles(self, pieces: Pieces) -> Placed:
        """Go round by the parameter times π, as `_Curve` does."""
        which = pieces.owner - len(self.starts.lo)
        centre, radius = self.centres[which], self.radii[which][:, None]
        middle, half = _middles(pieces)
        t, box = I(middle[:, 0]), pieces.box[:, 0]
        at, there = (_directions(x) * radius for x in (t, box))
        velocity = stack([-sin_pi(box), cos_pi(box)], 1) * radius * PI
        return centre + at, (velocity * half)[:, None, :], centre + there


def _directions(t: I) -> I:
    """Return the unit vectors at angles tπ."""
    return stack([cos_pi(t), sin_pi(t)], 1)


def _middles(pieces: Pieces) -> tuple[np.ndarray, I]:
    middle = pieces.box.middle()
    return middle, I(np.maximum(up(pieces.hi - middle), up(middle - pieces.lo)))


@singledispatch
def lines_of(found: Set) -> tuple[I, I, list[Circle]]:
    """Return starts (m, 2) of lines, the ways to their ends, and circles."""
    raise Refused(f"no border is known of a {found.kind}")


def _edges(edges: list[Segment]) -> tuple[I, I]:
    a, b = I.of([a for a, _ in edges]), I.of([b for _, b in edges])
    return a, b - a


@lines_of.register
def _of_thick(found: Thick) -> tuple[I, I, list[Circle]]:
    """Go beside every segment and about every end: what is as far as the radius is there."""
    need(found.radius > 0, f"a {found.kind} is no solid")
    edges = [(a, b) for a, b in found.segments if a != b]
    ends = (tuple(Fraction(v) for v in end) for end in sorted(found.ends))
    ways: dict[Vector, list[Vector]] = {end: [] for end in ends}
    for edge in edges:
        for a, b in (edge, edge[::-1]):
            ways[a].append(tuple(q - p for p, q in zip(a, b, strict=True)))
    circles: list[Circle] = [(end, found.radius, there) for end, there in ways.items()]
    if not edges:
        return I(np.zeros((0, 2))), I(np.zeros((0, 2))), circles
    a, along = _edges(edges)
    size = along.square().sum().sqrt()
    aside = stack([-along[:, 1], along[:, 0]], 1) * (I.of(found.radius) / size)[:, None]
    left, right = a + aside, a - aside
    starts = I(np.concatenate([left.lo, right.lo]), np.concatenate([left.hi, right.hi]))
    return starts, I(*(np.concatenate([x, x]) for x in (along.lo, along.hi))), circles


@lines_of.register
def _of_round(found: Round) -> tuple[I, I, list[Circle]]:
    need(found.full, f"a {found.kind} is no solid")
    sizes = {found.inner, found.outer} - {Fraction(0)}
    none = I(np.zeros((0, 2)))
    return none, none, [(found.centre, size, []) for size in sorted(sizes)]


@lines_of.register
def _of_box(found: Box) -> tuple[I, I, list[Circle]]:
    (a, b), (c, d) = found.lower, found.upper
    corners = [(a, b), (c, b), (c, d), (a, d)]
    return *_edges(list(zip(corners, corners[1:] + corners[:1], strict=True))), []


@lines_of.register
def _of_polygon(found: Polygon) -> tuple[I, I, list[Circle]]:
    return *_edges(found.border.segments), []
