"""Finite sets of points."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import point, read_rows, rows
from unknot.shapes._arguments import Floats, Seed, as_corner, as_count, as_points, generator
from unknot.shapes._covers import Boxes, as_size
from unknot.shapes._rational import extreme
from unknot.shapes._shape import Content, Member, Shape


@final
@dataclass(frozen=True)
class Points(Shape):
    """A finite set of points.

    Parameters
    ----------
    points
        At least one point (k, n). Stored as tuples of floats.

    Examples
    --------
    >>> Points([(0, 0), (3, 0)]).distance([[3, 4], [0, 0]]).tolist()
    [4.0, 0.0]
    """

    kind = "points"

    points: tuple[tuple[float, ...], ...]

    def __post_init__(self):
        points = tuple(as_corner(p, f"point {i}") for i, p in enumerate(self.points))
        if len({len(point) for point in points}) != 1:
            raise InputError(
                f"The set has {len(points)} points of {sorted({len(p) for p in points})} "
                "coordinates; expected one or more points of one space."
            )
        object.__setattr__(self, "points", points)

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"points": rows(self.points)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(read_rows(content["points"]))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.points[0])

    @property
    def measure(self) -> float:
        """The number of points."""
        return float(len(self.points))

    def members(self) -> Iterator[Member]:
        """Give the points; of very many, the extreme ones and some others."""
        yield from (Member(point(p)) for p in extreme(self.points))

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of points, 0."""
        return 0

    @property
    def connected(self) -> bool:
        """Whether it is surely connected: never said of points."""
        return False

    @property
    def isolated(self) -> Floats:
        """All points (k, n)."""
        return np.array(self.points)

    def segments(self) -> tuple[Floats, Floats]:
        """Give each point as a piece of no length."""
        return self.isolated, self.isolated

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points of the set, each as likely as any other: (count, n)."""
        chosen = generator(seed).integers(len(self.points), size=as_count(count))
        return np.array(self.points)[chosen]

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,) to the nearest point, up to rounding."""
        rows, own = as_points(points, self.dimension), np.array(self.points)
        step = max(1, 2_000_000 // own.size)
        found = [
            np.linalg.norm(rows[i : i + step, None] - own, axis=2).min(1)
            for i in range(0, len(rows), step)
        ]
        return np.concatenate(found) if found else np.zeros(0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the set's box, exactly."""
        own = np.array(self.points)
        return own.min(0), own.max(0)

    def cover(self, size: float) -> Boxes:
        """Cover by one box a point, of no extent."""
        own = np.array(self.points)
        as_size(size, float(np.abs(own).max()), self.dimension)
        return Boxes(own, own)
