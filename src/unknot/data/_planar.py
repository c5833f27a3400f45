"""Curves in the plane: the two waves, the spirals, half moons and circles."""

from dataclasses import dataclass
from math import hypot, pi

import numpy as np

from unknot.data._dataset import Dataset
from unknot.data._sampling import from_shapes
from unknot.data._scaling import Floats
from unknot.shapes import Curve, Shell


@dataclass(frozen=True)
class Wave:
    """The graph y = offset − cos(πx)/2, by x."""

    offset: float

    def __call__(self, x: Floats) -> Floats:
        return np.stack([x, self.offset - 0.5 * np.cos(pi * x)], axis=1)


@dataclass(frozen=True)
class Arm:
    """A spiral arm from radius 1/5 to 1, by the share of its turns, times a sign."""

    turns: float
    sign: int

    def __call__(self, share: Floats) -> Floats:
        angle, radius = 2 * pi * self.turns * share, self.sign * (0.2 + 0.8 * share)
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


@dataclass(frozen=True)
class Arc:
    """A unit circle's arc by angle: centre + (cos, sign · sin)."""

    centre: tuple[float, float]
    sign: int

    def __call__(self, angle: Floats) -> Floats:
        x, y = self.centre
        return np.stack([x + np.cos(angle), y + self.sign * np.sin(angle)], axis=1)


def two_curves(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make y = ±0.4 − cos(πx)/2 over [−1, 1]: they overlap in height, so no line parts them."""
    speed = hypot(1, pi / 2) * (1 + 1e-12)
    shapes = tuple(Curve(Wave(offset), (-1, 1), speed) for offset in (0.4, -0.4))
    return from_shapes("two-curves", source, shapes, points, noise, seed)


def spirals(source: str, *, turns: float, points: int, noise: float, seed: int) -> Dataset:
    """Make two arms r = 1/5 + (4/5)·s at angle 2π·turns·s, the second turned by π.

    On any ray the arms are 0.4/turns apart, and both stay 1/5 away from the centre.
    """
    speed = hypot(0.8, 2 * pi * turns) * (1 + 1e-12)
    shapes = tuple(Curve(Arm(turns, sign), (0, 1), speed) for sign in (1, -1))
    return from_shapes("spirals", source, shapes, points, noise, seed)


def moons(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make scikit-learn's two interleaving half circles, as exact curves."""
    upper = Curve(Arc((0.0, 0.0), 1), (0, pi), 1 + 1e-12)
    lower = Curve(Arc((1.0, 0.5), -1), (0, pi), 1 + 1e-12)
    return from_shapes("moons", source, (upper, lower), points, noise, seed)


def circles(source: str, *, factor: float, points: int, noise: float, seed: int) -> Dataset:
    """Make scikit-learn's two concentric circles, of radii 1 and ``factor``."""
    shapes = (Shell((0, 0), 1, 1), Shell((0, 0), factor, factor))
    return from_shapes("circles", source, shapes, points, noise, seed)
