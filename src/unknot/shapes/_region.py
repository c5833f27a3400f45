"""The region inside a polygon of the plane, kept exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unknot.errors import InputError
from unknot.exact import point, read_rows, rows
from unknot.shapes._arguments import Floats, Seed, as_count, as_points, generator
from unknot.shapes._covers import Boxes
from unknot.shapes._grid import grid_cover
from unknot.shapes._orientation import orientation
from unknot.shapes._polygons import Polyline
from unknot.shapes._rational import extreme
from unknot.shapes._shape import Content, Member, Shape

_TABLE = 500_000  # entries of a table of points × edges
_LEAST = 1e-200  # area


@final
@dataclass(frozen=True)
class Polygon(Shape):
    """The closed region inside a simple polygon of the plane, with its vertices kept exactly.

    Parameters
    ----------
    vertices
        At least three points (k, 2), in either direction round the region. Stored as tuples of
        floats.

    Raises
    ------
    InputError
        Two edges cross or touch each other; this is decided in exact arithmetic.

    Examples
    --------
    >>> corner = Polygon([(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)])
    >>> corner.measure, corner.distance([[0.5, 1.5], [1.5, 1.5], [1, 1.5]]).tolist()
    (3.0, [0.0, 0.5, 0.0])
    """

    kind = "polygon"

    vertices: tuple[tuple[float, ...], ...]

    def __post_init__(self):
        outline = Polyline(self.vertices, closed=True)  # the same demands, the same messages
        object.__setattr__(self, "vertices", outline.vertices)
        if outline.dimension != 2:
            raise InputError(
                f"The vertices lie in R^{outline.dimension}; a region inside a polygon is one of "
                "the plane."
            )
        meeting = _meeting_edges(*outline.segments())
        if meeting is not None:
            one, other = (self._edge_in_words(edge) for edge in meeting)
            raise InputError(
                f"The polygon's {one} and {other} cross or touch each other; the outline of a "
                "region must not meet itself."
            )
        if self.measure < _LEAST:
            raise InputError(f"The polygon has area {self.measure:g}; expected {_LEAST:g} or more.")

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"vertices": rows(self.vertices)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(read_rows(content["vertices"]))

    @property
    def dimension(self) -> int:
        """The dimension of the space, 2."""
        return 2

    @property
    def measure(self) -> float:
        """The area, correctly rounded."""
        corners = [(Fraction(x), Fraction(y)) for x, y in self.vertices]
        ahead = [*corners[1:], corners[0]]
        twice = sum(a * d - b * c for (a, b), (c, d) in zip(corners, ahead, strict=True))
        return float(abs(twice) / 2)

    @property
    def outline(self) -> Polyline:
        """The closed polygon round the region."""
        return Polyline(self.vertices, closed=True)

    @property
    def betti(self) -> tuple[int, ...]:
        """One component and no holes."""
        return (1, *[0] * (self.dimension - 1))

    def members(self) -> Iterator[Member]:
        """Give the corners; of very many, the extreme ones and some others."""
        yield from (Member(point(corner)) for corner in extreme(self.vertices))

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in area: (count, 2).

        Between the heights of neighbouring vertices the region is a row of trapezoids; how wide
        they are together is linear in the height. A height is drawn by this width, then a place
        across it.
        """
        rng = generator(seed)
        slab, across, along = 1 - rng.random((3, as_count(count)))  # in (0, 1]
        rising = _Rising.of(*self.outline.segments())
        bottom, top = rising.widths()
        height = np.diff(rising.levels)
        reached = np.cumsum((bottom + top) * height)
        chosen = np.searchsorted(reached, slab * reached[-1])
        low, high = bottom[chosen], top[chosen]
        # The share t of the slab below which lies a share u of its area: the root of
        # low · t + (high − low) · t²/2 = u · (low + high)/2, without cancellation.
        root = np.hypot(np.sqrt(1 - across) * low, np.sqrt(across) * high)
        share = across * (low + high) / (low + root)
        y = rising.levels[chosen] + share * height[chosen]
        return np.stack([rising.place(chosen, y, along), y], axis=1)

    def distance(self, points: ArrayLike) -> Floats:
        """Give the distances (m,), up to rounding; they are 0 for exactly the region's points."""
        rows = as_points(points, 2)
        found = np.zeros(len(rows))
        outside = ~self._holds(rows)
        apart = self.outline.distance(rows[outside])
        found[outside] = np.maximum(apart, np.finfo(float).tiny)  # it may have rounded to 0
        return found

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the region's box, exactly."""
        return self.outline.bounds()

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the region; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, 2))

    def _holds(self, rows: Floats) -> NDArray[np.bool_]:
        """Say of each point (m, 2) whether it is in the closed region, exactly."""
        starts, ends = self.outline.segments()
        step = max(1, _TABLE // len(starts))
        return np.concatenate(
            [_inside(rows[i : i + step], starts, ends) for i in range(0, max(1, len(rows)), step)]
        )

    def _edge_in_words(self, edge: int) -> str:
        start, end = self.vertices[edge], self.vertices[(edge + 1) % len(self.vertices)]
        return f"edge {edge}, from ({start[0]:g}, {start[1]:g}) to ({end[0]:g}, {end[1]:g}),"


@dataclass(frozen=True)
class _Rising:
    """The edges of a simple polygon that are not level, each from its lower end, and the slabs.

    ``levels`` (k + 1,) are the heights of the vertices; between two of them lies one of k slabs.
    An edge spans the slabs ``first`` <= slab < ``last``; along the polygon it runs up (``way`` 1)
    or down (−1).
    """

    levels: Floats
    lower: Floats
    upper: Floats
    way: Floats
    first: NDArray[np.intp]
    last: NDArray[np.intp]

    @staticmethod
    def of(starts: Floats, ends: Floats) -> "_Rising":
        levels = np.unique(starts[:, 1])
        way = np.sign(ends[:, 1] - starts[:, 1])
        starts, ends, way = starts[way != 0], ends[way != 0], way[way != 0]
        up = (way > 0)[:, None]
        lower, upper = np.where(up, starts, ends), np.where(up, ends, starts)
        first, last = (np.searchsorted(levels, end[:, 1]) for end in (lower, upper))
        return _Rising(levels, lower, upper, way, first, last)

    def crossings(self, slabs: NDArray[np.intp], heights: Floats) -> Floats:
        """Give where each edge is at a height within a slab, NaN if it does not go so far."""
        share = (heights[:, None] - self.lower[:, 1]) / (self.upper - self.lower)[:, 1]
        x = (1 - share) * self.lower[:, 0] + share * self.upper[:, 0]
        spans = (self.first <= slabs[:, None]) & (slabs[:, None] < self.last)
        return np.where(spans, x, np.nan)

    def widths(self) -> tuple[Floats, Floats]:
        """Give how wide the region is at the bottom and at the top of every slab."""
        slabs = np.arange(len(self.levels) - 1)

        # From left to right, edges that run up and down take turns.
        def width(part: slice, heights: Floats) -> Floats:
            return np.abs(np.nansum(self.way * self.crossings(slabs[part], heights[part]), axis=1))

        bottom, top = (
            np.concatenate([width(part, heights) for part in self._parts(len(slabs))])
            for heights in (self.levels[:-1], self.levels[1:])
        )
        return bottom, top

    def place(self, slabs: NDArray[np.intp], heights: Floats, shares: Floats) -> Floats:
        """Give x where a share of the region's width at this height lies to the left."""
        found = np.zeros(len(slabs))
        for part in self._parts(len(slabs)):
            x = np.sort(self.crossings(slabs[part], heights[part]), axis=1)
            left, right = x[:, :-1:2], x[:, 1::2]
            reached = np.cumsum(np.nan_to_num(right - left), axis=1)
            wanted = shares[part] * reached[:, -1]
            piece = (reached[:, :-1] < wanted[:, None]).sum(axis=1)
            each = np.arange(len(piece))
            missing = reached[each, piece] - wanted
            found[part] = np.maximum(right[each, piece] - missing, left[each, piece])
        return found

    def _parts(self, count: int) -> list[slice]:
        step = max(1, _TABLE // len(self.way))
        return [slice(i, i + step) for i in range(0, max(1, count), step)]


def _inside(points: Floats, starts: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Say which points a ray to the right leaves an odd number of times, or that lie on an edge."""
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    y = points[:, 1, None]
    row, edge = np.nonzero((low[:, 1] <= y) & (y <= high[:, 1]))
    turn = orientation(starts[edge], ends[edge], points[row])
    x = points[row, 0]
    on = (turn == 0) & (low[edge, 0] <= x) & (x <= high[edge, 0])
    # A vertex on the ray belongs to the edge below it, so that each passage counts once.
    up, down = (
        (one[edge, 1] <= points[row, 1]) & (points[row, 1] < other[edge, 1])
        for one, other in ((starts, ends), (ends, starts))
    )
    left = up & (turn > 0) | down & (turn < 0)
    count = len(points)
    odd = np.bincount(row[left], minlength=count) % 2 == 1
    return odd | (np.bincount(row[on], minlength=count) > 0)


def _meeting_edges(starts: Floats, ends: Floats) -> tuple[int, int] | None:
    """Give two edges that share more than the vertex between neighbours, if any do."""
    count = len(starts)
    # A neighbour folds back if it goes straight on, the other way.
    straight = orientation(starts, ends, np.roll(ends, -1, axis=0)) == 0
    ways = np.sign(ends - starts)
    back = np.flatnonzero(straight & (ways != np.roll(ways, -1, axis=0)).any(axis=1))
    if len(back):
        return int(back[0]), int(back[0] + 1) % count
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    order = np.argsort(low[:, 0], kind="stable")
    beyond = np.searchsorted(low[order, 0], high[order, 0], side="right")
    neighbours = (1, count - 1)
    for place, one in enumerate(order.tolist()):
        others = order[place + 1 : beyond[place]]  # those that begin before this one ends
        near = (low[others, 1] <= high[one, 1]) & (high[others, 1] >= low[one, 1])
        near &= ~np.isin((others - one) % count, neighbours)
        others = others[near]
        if not len(others):
            continue
        a, b, c, d = starts[one], ends[one], starts[others], ends[others]
        meet = orientation(a, b, c) * orientation(a, b, d) <= 0
        meet &= orientation(c, d, a) * orientation(c, d, b) <= 0
        if meet.any():
            other = int(others[np.argmax(meet)])
            return min(one, other), max(one, other)
    return None
