"""What round shapes have in common."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import exp, inf, lgamma, log, pi
from sys import float_info

import numpy as np
from numpy.typing import ArrayLike

from unknot.exact import Point, point
from unknot.shapes._arguments import Floats, as_points
from unknot.shapes._rational import about, directions, on_sphere
from unknot.shapes._shape import Member, Shape


def ball_volume(dimension: int, radius: float) -> float:
    """Give the volume of a ball in R^n, π^(n/2) r^n / Γ(n/2 + 1); ∞ beyond floats."""
    n = dimension
    size = n / 2 * log(pi) + n * log(radius) - lgamma(n / 2 + 1)
    return exp(size) if size < log(float_info.max) else inf


def unit_vectors(count: int, dimension: int, rng: np.random.Generator) -> Floats:
    """Draw directions uniformly on the unit sphere: (count, n)."""
    vectors = rng.standard_normal((count, dimension))
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-300)


def to_centre(points: ArrayLike, centre: tuple[float, ...]) -> Floats:
    """Return the distances (m,) of points (m, n) from a centre."""
    return np.linalg.norm(as_points(points, len(centre)) - np.array(centre), axis=1)


def members_around(shape: Shape, centre: tuple[float, ...], radius: float) -> Iterator[Member]:
    """Give exact points of a set that lie on a sphere about a centre, on all sides."""
    for direction in directions(shape.dimension):
        found = shape.member_near(np.array(centre) + radius * direction)
        if found is not None:
            yield Member(found)


def near_shell(
    centre: tuple[float, ...], inner: float, outer: float, place: Floats
) -> Point | None:
    offset = place - np.array(centre)
    size = float(np.linalg.norm(offset))
    if inner == outer or size >= outer * (1 - 1e-12) or size <= inner * (1 + 1e-12):
        radius = outer if size >= 0.5 * (inner + outer) else inner
        exact = on_sphere(offset, Fraction(radius)) if radius else [Fraction(0)] * len(offset)
        return about(centre, exact)
    return point(place.tolist())


def clipped(points: ArrayLike, middles: ArrayLike, low: float, high: float) -> Floats:
    """Move points (m, n) to where their distance from a middle lies between two radii.

    There is one middle (n,) for all of them, or one for each (m, n).
    """
    centres = np.asarray(middles, np.float64)
    offset = as_points(points, centres.shape[-1]) - centres
    size = np.linalg.norm(offset, axis=1, keepdims=True)
    ways = np.where(size > 0, offset, np.eye(1, centres.shape[-1]))  # out of a middle all are short
    return centres + ways * (np.clip(size, low, high) / np.where(size > 0, size, 1))


def within(points: Floats, cores: Floats, radius: float) -> Floats:
    """Move points (m, n) that are farther than a radius from their cores (m, n) just inside it."""
    offset = points - cores
    size = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-300)
    return cores + offset * np.minimum(1, (1 - 1e-9) * radius / size)


def way_round(
    centre: tuple[float, ...], axes: tuple[int, ...], radius: float
) -> Callable[[Floats], Floats]:
    """Return how a circle goes by shares of its length."""
    frame = radius * np.eye(len(centre))[list(axes)]

    def at(fractions: Floats) -> Floats:
        turn = 2 * np.pi * np.asarray(fractions)
        return np.array(centre) + np.stack([np.cos(turn), np.sin(turn)], axis=1) @ frame

    return at
