"""What lies between two concentric spheres."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, read_float, read_floats
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
    way_round,
)
from unknot.shapes._shape import Content, Member, Shape, Trace
from unknot.shapes._sphere import Sphere


@final
@dataclass(frozen=True)
class Shell(Shape):
    """The closed set between two concentric spheres; a ring in R^2, a sphere if the radii agree.

    Parameters
    ----------
    centre
        The centre (n,).
    inner, outer
        The radii, 0 < inner <= outer, in data units.

    Examples
    --------
    >>> Shell((0, 0), 1, 2).distance([[0, 0], [1.5, 0], [0, 3]]).tolist()
    [1.0, 0.0, 1.0]
    """

    kind = "shell"

    centre: tuple[float, ...]
    inner: float
    outer: float

    def __post_init__(self):
        object.__setattr__(self, "centre", as_corner(self.centre, "centre of the shell"))
        object.__setattr__(self, "inner", as_number(self.inner, "inner radius", 1e-100))
        object.__setattr__(self, "outer", as_number(self.outer, "outer radius", 1e-100))
        if self.inner > self.outer:
            raise InputError(
                f"The inner radius {self.inner:g} exceeds the outer radius {self.outer:g}; "
                "exchange them, or use a Ball."
            )

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {
            "centre": numbers(self.centre),
            "inner": number(self.inner),
            "outer": number(self.outer),
        }

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(
            read_floats(content["centre"]),
            read_float(content["inner"]),
            read_float(content["outer"]),
        )

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.centre)

    @property
    def measure(self) -> float:
        """The volume, or the area of the sphere where the radii agree."""
        n = self.dimension
        if self.inner == self.outer:
            return n * ball_volume(n, self.outer) / self.outer
        whole = ball_volume(n, self.outer)
        return whole - ball_volume(n, self.inner) if isfinite(whole) else whole

    @property
    def betti(self) -> tuple[int, ...]:
        """One component and one hole of the highest dimension; on the line two components."""
        n = self.dimension
        return (2,) if n == 1 else (1, *[0] * (n - 2), 1)

    def members(self) -> Iterator[Member]:
        """Give points of the outer sphere."""
        yield from members_around(self, self.centre, self.outer)

    def member_near(self, place: Floats) -> Point | None:
        """Give the place itself if it is well inside, else a point of the nearer sphere."""
        return near_shell(self.centre, self.inner, self.outer, place)

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the shell."""
        return clipped(points, self.centre, self.inner, self.outer)

    def spread(self, count: int, seed: Seed) -> Floats:
        """Take points (count, n): of a circle at equal angles, else at random."""
        if self.trace is None:
            return self.sample(count, seed)
        turn = 2 * np.pi * np.arange(count) / count
        return np.array(self.centre) + self.outer * np.stack([np.cos(turn), np.sin(turn)], 1)

    @property
    def intrinsic_dimension(self) -> int:
        """The dimension of the space, or one less where the radii agree."""
        return self.dimension - (self.inner == self.outer)

    @property
    def connected(self) -> bool:
        """Whether it is connected: everywhere but on the line."""
        return self.dimension > 1

    @property
    def trace(self) -> Trace | None:
        """How to go along it, if it is a circle."""
        circle = self.dimension == 2 and self.inner == self.outer
        return Trace(way_round(self.centre, (0, 1), self.outer), True) if circle else None

    @property
    def outer_sphere(self) -> "Sphere | None":
        """The sphere around; of two points of a line there is none."""
        n = self.dimension
        return Sphere(self.centre, tuple(range(n)), self.outer) if n > 1 else None

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume (on a sphere, in area): (count, n)."""
        rng, n = generator(seed), self.dimension
        directions = unit_vectors(as_count(count), n, rng)
        hole = (self.inner / self.outer) ** n
        radii = self.outer * (hole + (1 - hole) * rng.random(count)) ** (1 / n)
        radii = np.clip(radii, self.inner, self.outer)
        return np.array(self.centre) + radii[:, None] * directions

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        r = to_centre(points, self.centre)
        return np.maximum(np.maximum(self.inner - r, r - self.outer), 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the shell, rounded outward."""
        return padded(np.array(self.centre), np.array(self.centre), self.outer)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the shell; see `Shape.cover`."""
        n, content = self.dimension, self.measure
        # A cube holds of a sphere, which is convex, no more area than the cube's own 2n faces.
        least = (content / (2 * n), n - 1) if self.inner == self.outer else (content, n)
        return grid_cover(size, *self.bounds(), self.distance, least)
