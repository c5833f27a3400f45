"""Axis-parallel boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import Point, numbers, point, read_floats
from unknot.shapes._arguments import Floats, Seed, as_corner, as_count, as_points, generator
from unknot.shapes._covers import Boxes
from unknot.shapes._grid import grid_cover
from unknot.shapes._shape import Content, Member, Shape


@final
@dataclass(frozen=True)
class Box(Shape):
    """The closed box between two corners.

    Parameters
    ----------
    lower, upper
        Opposite corners (n,), with ``lower < upper`` in every coordinate.

    Examples
    --------
    >>> Box((0, 0), (1, 2)).distance([[4, 6], [0.5, 1]]).tolist()
    [5.0, 0.0]
    """

    kind = "box"

    lower: tuple[float, ...]
    upper: tuple[float, ...]

    def __post_init__(self):
        lower, upper = as_corner(self.lower, "lower corner"), as_corner(self.upper, "upper corner")
        if len(lower) != len(upper) or not all(a < b for a, b in zip(lower, upper, strict=True)):
            raise InputError(
                f"The corners are {lower} and {upper}; the lower one must be less than the upper "
                "one in every coordinate."
            )
        object.__setattr__(self, "lower", lower)
        object.__setattr__(self, "upper", upper)

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {"lower": numbers(self.lower), "upper": numbers(self.upper)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(read_floats(content["lower"]), read_floats(content["upper"]))

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.lower)

    @property
    def measure(self) -> float:
        """The volume."""
        return prod(b - a for a, b in zip(self.lower, self.upper, strict=True))

    @property
    def betti(self) -> tuple[int, ...]:
        """One component and no holes."""
        return (1, *[0] * (self.dimension - 1))

    def members(self) -> Iterator[Member]:
        """Give the corners; of a box in many dimensions two opposite ones."""
        ends = zip(self.lower, self.upper, strict=True)
        corners = product(*ends) if self.dimension <= 8 else (self.lower, self.upper)
        yield from (Member(point(corner)) for corner in corners)

    def member_near(self, place: Floats) -> Point:
        """Give the nearest point of the box."""
        return point(np.clip(place, self.lower, self.upper).tolist())

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the box."""
        return np.clip(as_points(points, self.dimension), self.lower, self.upper)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, n)."""
        return generator(seed).uniform(self.lower, self.upper, (as_count(count), self.dimension))

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        p = as_points(points, self.dimension)
        beyond = np.maximum(np.maximum(self.lower - p, p - self.upper), 0.0)
        return np.linalg.norm(beyond, axis=1)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the box itself, exactly."""
        return np.array(self.lower), np.array(self.upper)

    def cover(self, size: float) -> Boxes:
        """Cover by the cells of a grid; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, self.dimension))
