"""A ball with round holes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
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
from unknot.shapes._ball import Ball
from unknot.shapes._covers import Boxes, padded
from unknot.shapes._grid import grid_cover
from unknot.shapes._round import ball_volume, clipped, members_around, to_centre
from unknot.shapes._shape import Content, Member, Shape
from unknot.shapes._sphere import Sphere

_APART = 1e-6  # of the radius, that holes leave between each other and to the rim at least


@final
@dataclass(frozen=True)
class Holed(Shape):
    """A closed ball without some open balls of one radius inside it, n ≥ 2.

    Parameters
    ----------
    centre
        The centre (n,).
    radius
        The radius of the ball, > 0, in data units.
    holes
        The centres of the holes (k, n); holes touch neither each other nor the rim.
    hole
        The radius of every hole, > 0.

    Examples
    --------
    >>> swiss = Holed((0, 0), 4, [(-2, 0), (2, 0)], 1)
    >>> swiss.distance([[0, 0], [2, 0.25], [0, 5]]).tolist(), swiss.betti
    ([0.0, 0.75, 1.0], (1, 2))
    """

    kind = "holed"

    centre: tuple[float, ...]
    radius: float
    holes: tuple[tuple[float, ...], ...]
    hole: float

    def __post_init__(self):
        object.__setattr__(self, "centre", as_corner(self.centre, "centre of the ball"))
        object.__setattr__(self, "radius", as_number(self.radius, "radius of the ball", 1e-100))
        rows = as_points(self.holes, len(self.centre))
        object.__setattr__(self, "holes", tuple(map(tuple, rows.tolist())))
        object.__setattr__(self, "hole", as_number(self.hole, "radius of the holes", 1e-100))
        if len(self.centre) < 2 or not len(rows):
            raise InputError("A ball with holes lies in R^2 or higher and has one hole at least.")
        room = self.radius * (1 - _APART) - self.hole
        if (to_centre(rows, self.centre) > room).any():
            raise InputError(
                f"A hole of radius {self.hole:g} reaches the rim of the ball of radius "
                f"{self.radius:g}; move it inside, or make it smaller."
            )
        for a, b in combinations(rows, 2):
            if np.linalg.norm(a - b) < 2 * self.hole + _APART * self.radius:
                raise InputError(
                    f"The holes at {tuple(a.tolist())} and {tuple(b.tolist())} meet; move them "
                    f"apart by more than {2 * self.hole:g}, or make them smaller."
                )

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {
            "centre": numbers(self.centre),
            "radius": number(self.radius),
            "holes": [numbers(row) for row in self.holes],
            "hole": number(self.hole),
        }

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(
            read_floats(content["centre"]),
            read_float(content["radius"]),
            tuple(read_floats(row) for row in content["holes"]),
            read_float(content["hole"]),
        )

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return len(self.centre)

    @property
    def measure(self) -> float:
        """The volume that the holes leave."""
        n = self.dimension
        return ball_volume(n, self.radius) - len(self.holes) * ball_volume(n, self.hole)

    @property
    def betti(self) -> tuple[int, ...]:
        """One component, and the holes in the highest dimension."""
        return (1, *[0] * (self.dimension - 2), len(self.holes))

    def members(self) -> Iterator[Member]:
        """Give points of the outer sphere, and of the spheres round the holes."""
        yield from members_around(self, self.centre, self.radius)
        for centre in self.holes:
            yield from members_around(self, centre, self.hole)

    @property
    def outer_sphere(self) -> Sphere:
        """The rim of the ball, which no hole reaches."""
        return Sphere(self.centre, tuple(range(self.dimension)), self.radius)

    def member_near(self, place: Floats) -> Point | None:
        """Give the place moved well inside."""
        margin = 1e-9 * self.radius
        moved = self._moved(np.asarray(place, np.float64)[None], margin)
        return point(moved[0].tolist()) if self.distance(moved)[0] <= 0 else None

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the set."""
        return self._moved(as_points(points, self.dimension), 0.0)

    def _moved(self, points: Floats, margin: float) -> Floats:
        """Move points into the ball, then out of the hole that holds them."""
        moved = clipped(points, self.centre, 0.0, self.radius - margin)
        holes = np.array(self.holes)
        near = np.linalg.norm(moved[:, None] - holes[None], axis=2)
        which = np.argmin(near, axis=1)
        return clipped(moved, holes[which], self.hole + margin, np.inf)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, n)."""
        rng, wanted = generator(seed), as_count(count)
        share = self.measure / ball_volume(self.dimension, self.radius)
        around = Ball(self.centre, self.radius)
        found = np.empty((0, self.dimension))
        while len(found) < wanted:
            drawn = around.sample(int((wanted - len(found)) / share * 1.1) + 8, rng)
            found = np.concatenate([found, drawn[self.distance(drawn) <= 0]])
        return found[:wanted]

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        rows = as_points(points, self.dimension)
        out = to_centre(rows, self.centre) - self.radius
        for centre in self.holes:
            out = np.maximum(out, self.hole - to_centre(rows, centre))
        return np.maximum(out, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the ball, rounded outward."""
        return padded(np.array(self.centre), np.array(self.centre), self.radius)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the set; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, self.dimension))
