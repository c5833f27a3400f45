"""Segments and polygons, kept exactly, and the distance to many segments."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import point, read_rows, rows
from unknot.shapes._arguments import Floats, Seed, as_corner, as_count, as_points, generator
from unknot.shapes._covers import MAX_BOXES, Boxes, as_size, too_many
from unknot.shapes._rational import extreme
from unknot.shapes._shape import Content, Member, Shape, Trace


@final
@dataclass(frozen=True)
class Segment(Shape):
    """The closed straight segment between two different points; in R^1, an interval.

    Parameters
    ----------
    start, end
        The end points (n,).

    Examples
    --------
    >>> Segment((-1,), (1,)).distance([[0.5], [3.0]]).tolist()
    [0.0, 2.0]
    """

    kind = "polyline"

    start: tuple[float, ...]
    end: tuple[float, ...]

    def __post_init__(self):
        Polyline((self.start, self.end))  # the same demands, the same messages
        object.__setattr__(self, "start", as_corner(self.start, "start of the segment"))
        object.__setattr__(self, "end", as_corner(self.end, "end of the segment"))

    def content(self) -> Content:
        """Write the parameters exactly."""
        return self._polyline.content()

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(*read_rows(content["vertices"]))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.start)

    @property
    def measure(self) -> float:
        """The length."""
        return self._polyline.measure

    @property
    def _polyline(self) -> "Polyline":
        return Polyline((self.start, self.end))

    def at(self, fractions: ArrayLike) -> Floats:
        """Give the points at these fractions (m,) of the length, in [0, 1]: (m, n)."""
        return self._polyline.at(fractions)

    def members(self) -> Iterator[Member]:
        """Give the ends."""
        yield from (Member(point(end)) for end in (self.start, self.end))

    def spread(self, count: int, seed: Seed) -> Floats:
        """Take points (count, n) at equal steps; of an interval of the line at random."""
        return self._polyline.spread(count, seed)

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of a curve, 1."""
        return 1

    @property
    def trace(self) -> Trace:
        """How to go along it."""
        return Trace(self.at, False)

    def segments(self) -> tuple[Floats, Floats]:
        """Give the ends, as those of one piece: (1, n), (1, n)."""
        return self._polyline.segments()

    @property
    def spine(self) -> "Polyline":
        """The segment as a polygon."""
        return self._polyline

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in length: (count, n)."""
        return self._polyline.sample(count, seed)

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        return self._polyline.distance(points)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the segment's box, exactly."""
        return self._polyline.bounds()

    def cover(self, size: float) -> Boxes:
        """Cover by one box per piece; see `Polyline.cover`."""
        return self._polyline.cover(size)


@final
@dataclass(frozen=True)
class Polyline(Shape):
    """A polygon, closed or open, with its vertices kept exactly.

    Integer vertices stay exact up to 2^53 in absolute value; larger ones are refused. Whether
    the polygon touches itself is not checked here.

    Parameters
    ----------
    vertices
        At least two points (k, n); neighbours differ. Stored as tuples of floats.
    closed
        Whether the last vertex is joined to the first.

    Examples
    --------
    >>> square = Polyline([(0, 0), (1, 0), (1, 1), (0, 1)], closed=True)
    >>> square.measure, square.at([0.5]).tolist(), square.distance([[0.5, 0.5]]).tolist()
    (4.0, [[1.0, 1.0]], [0.5])
    """

    kind = "polyline"

    vertices: tuple[tuple[float, ...], ...]
    closed: bool = False

    def __post_init__(self):
        corners = tuple(as_corner(v, f"vertex {i}") for i, v in enumerate(self.vertices))
        least = 3 if self.closed else 2
        if len(corners) < least:
            raise InputError(f"The polygon has {len(corners)} vertices; it needs {least} or more.")
        for i, corner in enumerate(corners):
            if len(corner) != len(corners[0]):
                raise InputError(
                    f"Vertex {i} has {len(corner)} coordinates, the first {len(corners[0])}; "
                    "all vertices must lie in one space."
                )
            if corner == corners[i - 1] and (i or self.closed):
                raise InputError(f"Vertex {i} repeats the one before it, {corner}; remove it.")
        object.__setattr__(self, "vertices", corners)

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"vertices": rows(self.vertices), "closed": self.closed}

    @classmethod
    def of_content(cls, content: Content) -> Self | Segment:
        """Read what `content` wrote; an open polygon of two vertices is a `Segment`."""
        vertices, closed = read_rows(content["vertices"]), content["closed"]
        if not isinstance(closed, bool):
            raise InputError(
                f"Whether the polygon is closed is {closed!r}; expected true or false."
            )
        if len(vertices) == 2 and not closed:
            return Segment(*vertices)
        return cls(vertices, closed)

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.vertices[0])

    @property
    def measure(self) -> float:
        """The length."""
        return float(self._lengths().sum())

    def _lengths(self) -> Floats:
        """Give the lengths (k,) of the straight pieces."""
        starts, ends = self.segments()
        ways = ends - starts
        power = np.frexp(np.abs(ways).max())[1]  # as the squares of tiny ones would be 0
        return np.ldexp(np.linalg.norm(np.ldexp(ways, -power), axis=1), power)

    def segments(self) -> tuple[Floats, Floats]:
        """Give the start and end points of the straight pieces, each (k, n), in order."""
        corners = np.array(self.vertices)
        if self.closed:
            return corners, np.roll(corners, -1, axis=0)
        return corners[:-1], corners[1:]

    def at(self, fractions: ArrayLike) -> Floats:
        """Give the points at these fractions (m,) of the length, in [0, 1]: (m, n)."""
        starts, ends = self.segments()
        lengths = self._lengths()
        reached = np.concatenate([[0.0], np.cumsum(lengths)])
        along = np.clip(np.asarray(fractions, dtype=float), 0, 1) * reached[-1]
        piece = np.clip(np.searchsorted(reached, along, side="right") - 1, 0, len(lengths) - 1)
        t = np.clip((along - reached[piece]) / lengths[piece], 0, 1)[:, None]
        return (1 - t) * starts[piece] + t * ends[piece]

    def members(self) -> Iterator[Member]:
        """Give the vertices; of very many, the extreme ones and some others."""
        yield from (Member(point(corner)) for corner in extreme(self.vertices))

    def spread(self, count: int, seed: Seed) -> Floats:
        """Take points (count, n) at equal steps; of an interval of the line at random."""
        if self.closed:
            return self.at(np.arange(count) / count)
        return self.at(np.linspace(0, 1, count)) if self.dimension > 1 else self.sample(count, seed)

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of a curve, 1."""
        return 1

    @property
    def trace(self) -> Trace:
        """How to go along it."""
        return Trace(self.at, self.closed)

    @property
    def spine(self) -> "Polyline":
        """The polygon itself."""
        return self

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in length: (count, n)."""
        return self.at(generator(seed).random(as_count(count)))

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        rows = as_points(points, self.dimension)
        starts, ends = self.segments()
        # Doubles, so that a table of points × segments × n stays below 64 MB.
        step = max(1, 2_000_000 // starts.size)
        found = [
            segment_distances(rows[i : i + step], starts, ends).min(1)
            for i in range(0, len(rows), step)
        ]
        return np.concatenate(found) if found else np.zeros(0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the polygon's box, exactly."""
        corners = np.array(self.vertices)
        return corners.min(0), corners.max(0)

    def cover(self, size: float) -> Boxes:
        """Cover by the boxes of equal pieces of each segment.

        A piece lies in the hull of its two end points; these are computed within `rounding` of
        the exact ones, and the box grows outward by that margin.
        """
        starts, ends = self.segments()
        edge, pad = as_size(size, float(np.abs(self.vertices).max()), self.dimension)
        pieces = np.maximum(1.0, np.ceil(np.abs(ends - starts).max(1) / edge))
        if pieces.sum() > MAX_BOXES:
            raise too_many(pieces.sum(), size)
        pieces = pieces.astype(np.int64)
        which = np.repeat(np.arange(len(starts)), pieces)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        first, last = (
            starts[which] + ((offset + k) / pieces[which])[:, None] * (ends - starts)[which]
            for k in (0, 1)
        )
        return Boxes(np.minimum(first, last) - pad, np.maximum(first, last) + pad)


def segment_distances(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Give the distances (m, k) of points (m, n) to segments (k, n)."""
    along = ends - starts
    square = np.maximum((along**2).sum(1), np.finfo(float).tiny)
    offset = points[:, None, :] - starts
    t = np.clip(np.einsum("mkn,kn->mk", offset, along) / square, 0, 1)
    offset -= t[:, :, None] * along
    return np.sqrt(np.einsum("mkn,mkn->mk", offset, offset))
