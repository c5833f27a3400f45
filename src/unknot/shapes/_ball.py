"""The closed ball, in any dimension."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.exact import Point, number, numbers, point, read_float, read_floats
from unknot.shapes._arguments import Floats, Seed, as_corner, as_count, as_number, generator
from unknot.shapes._covers import Boxes, padded
from unknot.shapes._grid import grid_cover
from unknot.shapes._round import (
    ball_volume,
    clipped,
    members_around,
    near_shell,
    to_centre,
    unit_vectors,
)
from unknot.shapes._shape import Content, Member, Shape


@final
@dataclass(frozen=True)
class Ball(Shape):
    """The closed ball; a disc in R^2, an interval in R^1.

    Parameters
    ----------
    centre
        The centre (n,).
    radius
        The radius, > 0, in data units.

    Examples
    --------
    >>> Ball((0, 0), 1).distance([[3, 4], [0.1, 0]]).tolist()
    [4.0, 0.0]
    """

    kind = "ball"

    centre: tuple[float, ...]
    radius: float

    def __post_init__(self):
        object.__setattr__(self, "centre", as_corner(self.centre, "centre of the ball"))
        object.__setattr__(self, "radius", as_number(self.radius, "radius of the ball", 1e-100))

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"centre": numbers(self.centre), "radius": number(self.radius)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(read_floats(content["centre"]), read_float(content["radius"]))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.centre)

    @property
    def measure(self) -> float:
        """The volume."""
        return ball_volume(self.dimension, self.radius)

    @property
    def betti(self) -> tuple[int, ...]:
        """One component and no holes."""
        return (1, *[0] * (self.dimension - 1))

    def members(self) -> Iterator[Member]:
        """Give the centre, and points of the sphere around."""
        yield Member(point(self.centre))
        yield from members_around(self, self.centre, self.radius)

    def member_near(self, place: Floats) -> Point | None:
        """Give the place itself if it is well inside, else a point of the sphere."""
        return near_shell(self.centre, 0.0, self.radius, place)

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the ball."""
        return clipped(points, self.centre, 0.0, self.radius)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, n)."""
        rng, n = generator(seed), self.dimension
        directions = unit_vectors(as_count(count), n, rng)
        radii = self.radius * rng.random(count) ** (1 / n)
        return np.array(self.centre) + radii[:, None] * directions

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        return np.maximum(to_centre(points, self.centre) - self.radius, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the ball, rounded outward."""
        return padded(np.array(self.centre), np.array(self.centre), self.radius)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the ball; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, self.dimension))
