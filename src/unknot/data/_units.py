"""The data sets D-I, D-II and D-III: nine copies of one entangled unit, of known topology.

G. Naitzat, A. Zhitnikov, L.-H. Lim, "Topology of deep neural networks", JMLR 21(184), 2020. They
are exact sets here, scaled by one factor into [−1, 1]ⁿ. Where the published samples differ the
topology is the same: there D-I fills a square instead of a disc, the tubes of D-II are square
across, the innermost balls of D-III are spheres, and each axis of the latter two has its own scale.
"""

from math import cos, pi, sin

import numpy as np

from unknot.data._arrays import Floats
from unknot.data._dataset import Dataset
from unknot.data._names import class_letters
from unknot.data._sampling import from_shapes, labelled, shares
from unknot.shapes import Ball, Holed, Shape, Shell, SolidTorus, Union

_CORNERS = [(x, y, z) for x in (-3.0, 3.0) for y in (-3.0, 3.0) for z in (-3.0, 3.0)]
_PLACES = [(0.0, 0.0, 0.0), *_CORNERS]


def discs(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make nine discs, eight of them round the ninth, in the holes of a larger disc.

    Betti numbers (9, 0) and (1, 9). In units of a tenth: centres on the circle of radius 7, discs
    of radius 1.3, gaps of 0.5 round them, all within radius 10.
    """
    ring = [(0.7 * cos(k * pi / 4), 0.7 * sin(k * pi / 4)) for k in range(8)]
    centres = [(0.0, 0.0), *ring]
    inside = Union(tuple(Ball(centre, 0.13) for centre in centres))
    around = Holed((0, 0), 1, tuple(centres), 0.18)
    return from_shapes("d-i", source, (inside, around), points, noise, seed)


def tori(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make nine pairs of linked solid tori, one torus of each pair in either class.

    Betti numbers (9, 9, 0) twice; tori of a pair have linking number ±1, all others 0. Core circles
    have radius 1.41 and tubes 0.42 before all is divided by 6.15; the first of a pair lies 1.32
    aside, in a plane across the other's. Which class has the first alternates.
    """
    sides: tuple[list[Shape], list[Shape]] = ([], [])
    for x, y, z in _PLACES:
        flip = int(x * y * z > 0)
        first = SolidTorus(_scaled((x + 1.32, y, z), 6.15), (0, 0, 1), 1.41 / 6.15, 0.42 / 6.15)
        other = SolidTorus(_scaled((x, y, z), 6.15), (0, 1, 0), 1.41 / 6.15, 0.42 / 6.15)
        sides[flip].append(first)
        sides[1 - flip].append(other)
    shapes = tuple(Union(tuple(side)) for side in sides)
    return from_shapes("d-ii", source, shapes, points, noise, seed)


def onions(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make nine balls, each in a shell of the other class in a shell of its own class.

    Betti numbers (9, 0, 9) and (18, 0, 9). Radii 0.5, 1 to 1.05 and 2 to 2.05 before all is divided
    by 5.05. Of the points of the second class a tenth lies in the balls.
    """
    middle = [Shell(_scaled(place, 5.05), 1 / 5.05, 1.05 / 5.05) for place in _PLACES]
    outer = [Shell(_scaled(place, 5.05), 2 / 5.05, 2.05 / 5.05) for place in _PLACES]
    balls = [Ball(_scaled(place, 5.05), 0.5 / 5.05) for place in _PLACES]
    rng = np.random.default_rng(seed)
    first, second = shares(points, 2)
    inner = max(1, second // 10)
    rows = [_each(middle, first, rng), _both(outer, balls, second - inner, inner, rng)]
    shapes = (Union(tuple(middle)), Union((*outer, *balls)))
    return labelled("d-iii", source, class_letters(2), shapes, rows, noise, rng)


def _scaled(place: tuple[float, ...], size: float) -> tuple[float, ...]:
    return tuple(value / size for value in place)


def _each(parts: list[Shell], count: int, rng: np.random.Generator) -> Floats:
    """Draw points, evenly many from each part."""
    return np.concatenate(
        [part.sample(n, rng) for part, n in zip(parts, shares(count, len(parts)), strict=True)]
    )


def _both(
    shells: list[Shell], balls: list[Ball], most: int, few: int, rng: np.random.Generator
) -> Floats:
    thin = [ball.sample(n, rng) for ball, n in zip(balls, shares(few, len(balls)), strict=True)]
    return np.concatenate([_each(shells, most, rng), *thin])
