"""Solid tori."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, pi
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import number, numbers, point, read_float, read_floats
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
from unknot.shapes._polygons import Polyline
from unknot.shapes._round import unit_vectors, within
from unknot.shapes._shape import Content, Member, Shape

_MOST_VERTICES = 20_000


@final
@dataclass(frozen=True)
class SolidTorus(Shape):
    """All points of R^3 within a radius of a circle.

    Parameters
    ----------
    centre
        The centre of the circle (3,).
    normal
        A vector across the plane of the circle (3,), of any length.
    major, minor
        The radius of the circle and of the tube round it, 0 < minor < major.

    Examples
    --------
    >>> torus = SolidTorus((0, 0, 0), (0, 0, 1), 2, 0.5)
    >>> torus.distance([[0, 0, 0], [2, 0, 0.25], [0, 5, 0]]).tolist()
    [1.5, 0.0, 2.5]
    """

    kind = "torus"

    centre: tuple[float, ...]
    normal: tuple[float, ...]
    major: float
    minor: float

    def __post_init__(self):
        centre = as_corner(self.centre, "centre of the torus")
        normal = as_corner(self.normal, "normal of the torus")
        if len(centre) != 3 or len(normal) != 3 or not np.linalg.norm(normal) > 1e-100:
            raise InputError(
                f"A solid torus has centre {centre} and normal {normal}; expected points of R^3 "
                "and a normal that is not zero."
            )
        object.__setattr__(self, "centre", centre)
        object.__setattr__(self, "normal", normal)
        object.__setattr__(self, "major", as_number(self.major, "major radius", 1e-100))
        object.__setattr__(self, "minor", as_number(self.minor, "minor radius", 1e-100))
        if not self.minor < self.major:
            raise InputError(
                f"The minor radius {self.minor:g} is not less than the major radius "
                f"{self.major:g}: the tube would meet itself."
            )

    def content(self) -> Content:
        """Write the parameters exactly."""
        return {
            "centre": numbers(self.centre),
            "normal": numbers(self.normal),
            "major": number(self.major),
            "minor": number(self.minor),
        }

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(
            read_floats(content["centre"]),
            read_floats(content["normal"]),
            read_float(content["major"]),
            read_float(content["minor"]),
        )

    @property
    def dimension(self) -> int:
        """The dimension of the space, 3."""
        return 3

    @property
    def measure(self) -> float:
        """The volume, 2π² · major · minor² (Pappus)."""
        return 2 * pi**2 * self.major * self.minor**2

    @property
    def betti(self) -> tuple[int, ...]:
        """One component and one loop."""
        return (1, 1, 0)

    def members(self) -> Iterator[Member]:
        """Give points near the core circle."""
        yield from (Member(point(p)) for p in self._circle(32).tolist())

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, 3) just inside."""
        rows, centre = as_points(points, 3), np.array(self.centre)
        normal = np.array(self.normal) / np.linalg.norm(self.normal)
        offset = rows - centre
        flat = offset - (offset @ normal)[:, None] * normal
        size = np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-300)
        return within(rows, centre + self.major * flat / size, self.minor)

    @property
    def spine(self) -> Polyline | None:
        """A closed polygon near the core circle; None for a torus so thin that it has too many."""
        # Half an edge must be less than the tube's radius; a quarter leaves room.
        count = max(12, ceil(4 * pi * self.major / self.minor))
        if count > _MOST_VERTICES:
            return None
        return Polyline(tuple(map(tuple, self._circle(count).tolist())), closed=True)

    def _circle(self, count: int) -> Floats:
        """Give points (count, 3) in order on the core circle."""
        normal = np.array(self.normal) / np.linalg.norm(self.normal)
        u = np.cross(normal, np.eye(3)[np.argmin(np.abs(normal))]).astype(np.float64)
        u /= np.linalg.norm(u)
        v = np.cross(normal, u).astype(np.float64)
        angle = 2 * pi * np.arange(count)[:, None] / count
        return np.array(self.centre) + self.major * (np.cos(angle) * u + np.sin(angle) * v)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, 3)."""
        rng = generator(seed)
        kept = np.zeros((0, 2))
        while len(kept) < as_count(count):
            disc = unit_vectors(count, 2, rng) * self.minor * np.sqrt(rng.random((count, 1)))
            # A disc element sweeps a volume proportional to its distance from the axis.
            far = rng.random(count) * (self.major + self.minor) <= self.major + disc[:, 0]
            kept = np.concatenate([kept, disc[far]])
        outward, up = kept[:count].T
        angle = rng.uniform(0, 2 * pi, count)
        across, along, axis = self._frame()
        arm = (self.major + outward)[:, None]
        turned = np.cos(angle)[:, None] * across + np.sin(angle)[:, None] * along
        return np.array(self.centre) + arm * turned + up[:, None] * axis

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        offset = as_points(points, 3) - np.array(self.centre)
        axis = self._frame()[2]
        height = offset @ axis
        arm = np.linalg.norm(offset - height[:, None] * axis, axis=1)
        return np.maximum(np.hypot(arm - self.major, height) - self.minor, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the torus, rounded outward."""
        # The circle reaches √(1 − aᵢ²) along axis i: the length of the other two components of a.
        others = self._frame()[2] * (1 - np.eye(3))
        reach = self.major * np.linalg.norm(others, axis=1) + self.minor
        centre = np.array(self.centre)
        return padded(centre - reach, centre + reach)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the torus; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, 3))

    def _frame(self) -> tuple[Floats, Floats, Floats]:
        """Give two unit vectors in the plane of the circle, and the unit normal."""
        axis = np.array(self.normal) / np.linalg.norm(self.normal)
        least = np.eye(3)[np.abs(axis).argmin()]
        across = np.cross(axis, least).astype(np.float64)
        across /= np.linalg.norm(across)
        return across, np.cross(axis, across).astype(np.float64), axis
