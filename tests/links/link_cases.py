"""Links with known invariants, and where the shared link records are."""

from math import gcd, pi
from pathlib import Path

import numpy as np

from unknot.data import load
from unknot.links import Link
from unknot.shapes import Union

RECORDS = Path(__file__).parents[3] / "shared/data/links"

# From below over 2^18 to beyond what 64-bit products hold.
SIZES = (2**12, 2**18, 2**40, 2**200)


def rounded(curves, size=2**12) -> Link:
    return Link.of([np.rint(np.asarray(curve) * size).astype(np.int64) for curve in curves])


def steps(count):
    return 2 * pi * np.arange(count) / count


def torus(p, q, corners=120) -> Link:
    """T(p, q), right-handed for p, q > 0."""
    parts, t = gcd(p, abs(q)), steps(corners)
    curves = []
    for j in range(parts):
        angle = q // parts * t + 2 * pi * j / p
        out, theta = 2 + np.cos(angle), p // parts * t
        # Angles that both grow wind as a left-handed screw where z is the sine.
        curves.append(np.stack([out * np.cos(theta), out * np.sin(theta), -np.sin(angle)], 1))
    return rounded(curves)


def figure_eight(corners=100) -> Link:
    t = steps(corners)
    out = 2 + np.cos(2 * t)
    return rounded([np.stack([out * np.cos(3 * t), out * np.sin(3 * t), np.sin(4 * t)], 1)])


def named(source) -> Link:
    """The polygons of a data set, class by class."""
    sides = [s.parts if isinstance(s, Union) else (s,) for s in load(source).shapes]
    polygons = [polygon.vertices for side in sides for polygon in side]
    return Link.of(polygons, [label for label, side in enumerate(sides) for _ in side])


def mapped(link, matrix, shift=(0, 0, 0)) -> Link:
    """Apply an integer linear map and a translation, in Python's integers."""
    rows = [list(map(int, row)) for row in np.asarray(matrix).tolist()]
    return Link(
        tuple(
            tuple(
                tuple(
                    sum(r[k] * corner[k] for k in range(3)) + s
                    for r, s in zip(rows, shift, strict=True)
                )
                for corner in polygon
            )
            for polygon in link.components
        ),
        link.classes,
    )


def subdivided(link, rng) -> Link:
    """Put a corner on some edges, at a random share; all in larger integers."""
    polygons = []
    for polygon in link.components:
        corners = []
        for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
            corners.append(tuple(8 * x for x in a))
            if rng.random() < 0.5:
                k = int(rng.integers(1, 8))
                corners.append(tuple((8 - k) * x + k * y for x, y in zip(a, b, strict=True)))
        turn = int(rng.integers(len(corners)))
        polygons.append(tuple(corners[turn:] + corners[:turn]))
    return Link(tuple(polygons), link.classes)


def reversed_(link, component) -> Link:
    polygons = list(link.components)
    polygons[component] = polygons[component][::-1]
    return Link(tuple(polygons), link.classes)


MIRROR = [[1, 0, 0], [0, 1, 0], [0, 0, -1]]
TREFOIL = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
RING = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]  # anticlockwise, seen from above
UP = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]  # up through it
