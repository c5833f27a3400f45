"""Balls, spherical shells, round spheres and boxes, in any dimension."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import exp, lgamma, log, pi
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import Point, number, numbers, point, read_float, read_floats
from unknot.shapes._grid import grid_cover
from unknot.shapes._polygons import padded
from unknot.shapes._rational import about, directions, on_sphere
from unknot.shapes._shape import (
    Boxes,
    Content,
    Floats,
    Member,
    Seed,
    Shape,
    Trace,
    as_corner,
    as_count,
    as_number,
    as_points,
    generator,
)


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

    def members(self) -> Iterator[Member]:
        """Give the centre, and points of the sphere around."""
        yield Member(point(self.centre))
        yield from _on_sphere(self, self.radius)

    def member_near(self, place: Floats) -> Point | None:
        """Give the place itself if it is well inside, else a point of the sphere."""
        return _near_shell(self.centre, 0.0, self.radius, place)

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the ball."""
        return _clipped(points, self.centre, 0.0, self.radius)

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, n)."""
        rng, n = generator(seed), self.dimension
        directions = unit_vectors(as_count(count), n, rng)
        radii = self.radius * rng.random(count) ** (1 / n)
        return np.array(self.centre) + radii[:, None] * directions

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        return np.maximum(_to_centre(points, self.centre) - self.radius, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of the box round the ball, rounded outward."""
        return padded(np.array(self.centre), np.array(self.centre), self.radius)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the ball; see `Shape.cover`."""
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, self.dimension))


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
        return ball_volume(n, self.outer) - ball_volume(n, self.inner)

    def members(self) -> Iterator[Member]:
        """Give points of the outer sphere."""
        yield from _on_sphere(self, self.outer)

    def member_near(self, place: Floats) -> Point | None:
        """Give the place itself if it is well inside, else a point of the nearer sphere."""
        return _near_shell(self.centre, self.inner, self.outer, place)

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) to the nearest ones of the shell."""
        return _clipped(points, self.centre, self.inner, self.outer)

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
        return Trace(_round(self.centre, (0, 1), self.outer), True) if circle else None

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
        r = _to_centre(points, self.centre)
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
        yield from _on_sphere(self, self.radius)

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
        return Trace(_round(self.centre, self.axes, self.radius), True) if circle else None

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
        return float(np.prod(np.subtract(self.upper, self.lower)))

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


def ball_volume(dimension: int, radius: float) -> float:
    """Give the volume of a ball in R^n, π^(n/2) r^n / Γ(n/2 + 1)."""
    n = dimension
    return exp(n / 2 * log(pi) + n * log(radius) - lgamma(n / 2 + 1))


def unit_vectors(count: int, dimension: int, rng: np.random.Generator) -> Floats:
    """Draw directions uniformly on the unit sphere: (count, n)."""
    vectors = rng.standard_normal((count, dimension))
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-300)


def _to_centre(points: ArrayLike, centre: tuple[float, ...]) -> Floats:
    return np.linalg.norm(as_points(points, len(centre)) - np.array(centre), axis=1)


def _on_sphere(shape: Ball | Shell | Sphere, radius: float) -> Iterator[Member]:
    """Give exact points of a round set that lie on a sphere about its centre."""
    for direction in directions(shape.dimension):
        found = shape.member_near(np.array(shape.centre) + radius * direction)
        if found is not None:
            yield Member(found)


def _near_shell(
    centre: tuple[float, ...], inner: float, outer: float, place: Floats
) -> Point | None:
    offset = place - np.array(centre)
    size = float(np.linalg.norm(offset))
    if inner == outer or size >= outer * (1 - 1e-12) or size <= inner * (1 + 1e-12):
        radius = outer if size >= 0.5 * (inner + outer) else inner
        exact = on_sphere(offset, Fraction(radius)) if radius else [Fraction(0)] * len(offset)
        return about(centre, exact)
    return point(place.tolist())


def _clipped(points: ArrayLike, middle: tuple[float, ...], low: float, high: float) -> Floats:
    centre = np.array(middle)
    offset = as_points(points, len(centre)) - centre
    size = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-300)
    return centre + offset * (np.clip(size, low, high) / size)


def _round(
    centre: tuple[float, ...], axes: tuple[int, ...], radius: float
) -> Callable[[Floats], Floats]:
    """Return how a circle goes by shares of its length."""
    frame = radius * np.eye(len(centre))[list(axes)]

    def at(fractions: Floats) -> Floats:
        turn = 2 * np.pi * np.asarray(fractions)
        return np.array(centre) + np.stack([np.cos(turn), np.sin(turn)], axis=1) @ frame

    return at
