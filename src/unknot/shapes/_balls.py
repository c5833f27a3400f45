"""The balls about the points of a finite set."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import KDTree

from unknot.exact import number, point, read_float, read_rows, rows
from unknot.shapes._arguments import Floats, Seed, as_count, as_number, as_points, generator
from unknot.shapes._covers import Boxes, padded
from unknot.shapes._grid import grid_cover
from unknot.shapes._points import Points
from unknot.shapes._rational import extreme
from unknot.shapes._round import ball_volume, unit_vectors, within
from unknot.shapes._shape import Content, Member, Shape


@final
@dataclass(frozen=True)
class Balls(Shape):
    """All points within a radius of a finite set: the union of closed balls about its points.

    Parameters
    ----------
    points
        At least one point (k, n). Stored as tuples of floats.
    radius
        The radius of every ball, > 0, in data units.

    Examples
    --------
    >>> Balls([(0, 0), (3, 0)], 0.5).distance([[3, 4], [0.25, 0]]).tolist()
    [3.5, 0.0]
    """

    kind = "balls"

    points: tuple[tuple[float, ...], ...]
    radius: float

    def __post_init__(self):
        object.__setattr__(self, "points", Points(self.points).points)
        object.__setattr__(self, "radius", as_number(self.radius, "radius of the balls", 1e-100))

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"points": rows(self.points), "radius": number(self.radius)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(read_rows(content["points"]), read_float(content["radius"]))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.points[0])

    @property
    def measure(self) -> float:
        """The sum of the balls' volumes: that of the union where they are disjoint."""
        return len(self.points) * ball_volume(self.dimension, self.radius)

    def members(self) -> Iterator[Member]:
        """Give the centres; of very many, the extreme ones and some others."""
        yield from (Member(point(p)) for p in extreme(self.points))

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) just inside the ball with the nearest centre."""
        rows, core = as_points(points, self.dimension), np.array(self.points)
        return within(rows, core[KDTree(core).query(rows)[1]], self.radius)

    @property
    def connected(self) -> bool:
        """Whether it is surely connected: never said of balls."""
        return False

    @property
    def cloud(self) -> tuple[Floats, float]:
        """The centres (k, n) and the radius."""
        return np.array(self.points), self.radius

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume of the union: (count, n).

        A point that lies in k balls is kept with probability 1/k.
        """
        rng, own = generator(seed), np.array(self.points)
        centres = KDTree(own)
        kept = np.zeros((0, self.dimension))
        while len(kept) < as_count(count):
            wanted = count - len(kept)
            offset = self.radius * rng.random((wanted, 1)) ** (1 / self.dimension)
            drawn = own[rng.integers(len(own), size=wanted)]
            drawn = drawn + offset * unit_vectors(wanted, self.dimension, rng)
            share = centres.query_ball_point(drawn, self.radius, return_length=True).clip(min=1)
            kept = np.concatenate([kept, drawn[rng.random(wanted) * share < 1]])
        return kept

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        return np.maximum(Points(self.points).distance(points) - self.radius, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of a box that holds the balls, rounded outward."""
        return padded(*Points(self.points).bounds(), self.radius)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet a ball; see `Shape.cover`."""
        n = self.dimension
        return grid_cover(size, *self.bounds(), self.distance, (ball_volume(n, self.radius), n))
