"""Round spheres in some of the coordinates."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, point, read_float, read_floats
from unknot.shapes._arguments import (
    Floats,
    Seed,
    as_corner,
    as_count,
    as_number,
    as_points,
    generator,
)
from unknot.shapes._covers import Boxes, padded
from unknot.shapes._grid import grid_cover
from unknot.shapes._rational import on_sphere
from unknot.shapes._round import ball_volume, members_around, unit_vectors, way_round
from unknot.shapes._shape import Content, Member, Shape, Trace


@final
@dataclass(frozen=True)
class Sphere(Shape):
    """A round sphere in some of the coordinates: |x − c| = r, and xᵢ = cᵢ for the others.

    Parameters
    ----------
    centre
        The centre c (n,).
    axes
        The coordinates that vary, from 0, increasing, two or more: the sphere has one dimension
        less than there are.
    radius
        The radius r, > 0, in data units.

    Examples
    --------
    >>> circle = Sphere((0, 0, 1), (0, 1), 2)
    >>> circle.distance([[2, 0, 1], [0, 0, 1], [0, 5, 5]]).tolist()
    [0.0, 2.0, 5.0]
    """

    kind = "sphere"

    centre: tuple[float, ...]
    axes: tuple[int, ...]
    radius: float

    def __post_init__(self):
        object.__setattr__(self, "centre", as_corner(self.centre, "centre of the sphere"))
        object.__setattr__(self, "radius", as_number(self.radius, "radius of the sphere", 1e-100))
        whole = all(isinstance(axis, int | np.integer) for axis in self.axes)
        axes = tuple(map(int, self.axes)) if whole else ()
        if (
            not whole
            or len(axes) < 2
            or axes != tuple(sorted(set(axes) & set(range(len(self.centre)))))
        ):
            raise InputError(
                f"The axes are {self.axes}; expected two or more different coordinates from 0 to "
                f"{len(self.centre) - 1}, in order."
            )
        object.__setattr__(self, "axes", axes)

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {
            "centre": numbers(self.centre),
            "axes": list(self.axes),
            "radius": number(self.radius),
        }

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(
            read_floats(content["centre"]), tuple(content["axes"]), read_float(content["radius"])
        )

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.centre)

    @property
    def measure(self) -> float:
        """The area of the sphere, in its own dimension (the length of a circle)."""
        k = len(self.axes)
        return k * ball_volume(k, self.radius) / self.radius

    def members(self) -> Iterator[Member]:
        """Give points on all sides."""
        yield from members_around(self, self.centre, self.radius)

    def member_near(self, place: Floats) -> Point:
        """Give a point of the sphere in nearly the direction of the place."""
        free = list(self.axes)
        exact = list(point(self.centre))
        offset = place[free] - np.array(self.centre)[free]
        for axis, x in zip(free, on_sphere(offset, Fraction(self.radius)), strict=True):
            exact[axis] += x
        return tuple(exact)

    @property
    def intrinsic_dimension(self) -> int:
        """One less than the number of coordinates that vary."""
        return len(self.axes) - 1

    @property
    def trace(self) -> Trace | None:
        """How to go along it, if it is a circle."""
        circle = len(self.axes) == 2
        return Trace(way_round(self.centre, self.axes, self.radius), True) if circle else None

    @property
    def outer_sphere(self) -> "Sphere":
        """The sphere itself."""
        return self

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in area: (count, n)."""
        rng = generator(seed)
        points = np.tile(self.centre, (as_count(count), 1))
        points[:, self.axes] += self.radius * unit_vectors(count, len(self.axes), rng)
        return points

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        offset = as_points(points, self.dimension) - np.array(self.centre)
        out = np.linalg.norm(offset[:, self.axes], axis=1) - self.radius
        rest = np.delete(offset, self.axes, axis=1)
        return np.hypot(out, np.linalg.norm(rest, axis=1))

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the sphere, rounded outward."""
        reach = np.zeros(self.dimension)
        reach[list(self.axes)] = self.radius
        return padded(np.array(self.centre) - reach, np.array(self.centre) + reach)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the sphere; see `Shape.cover`."""
        k = len(self.axes)
        # As for a `Shell`: a cube holds no more of it than its own 2k faces in these coordinates.
        least = (self.measure / (2 * k), k - 1)
        return grid_cover(size, *self.bounds(), self.distance, least)
