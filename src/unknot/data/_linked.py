"""Closed polygons in R^3: links that no homeomorphism parts, and unlinks that one does.

A link is scaled so that its largest coordinate is 1, and its vertices are put on the grid of
2^18 = 262144 steps to the unit: orientations of four vertices then are decided exactly in 64-bit
integers. The shapes hold these integers divided by 2^18, which is exact.
"""

from math import gcd, pi

import numpy as np

from unknot.data._arrays import Floats
from unknot.data._dataset import Dataset
from unknot.data._sampling import from_shapes
from unknot.errors import InputError
from unknot.shapes import Polyline, Shape, Union

GRID = 2.0**18

# The finger of the hook in the x-z plane, in units of the ring's radius: through the ring
# upwards, over, down beside the ring without passing through it again, and back.
FINGER = (
    *((-0.2, -1.0), (-0.2, 1.0), (0.5, 1.6), (1.6, 1.0), (1.6, 0.3)),
    *((1.9, 0.3), (1.9, 1.2), (0.5, 2.0), (-0.5, 1.1), (-0.5, -1.0)),
)

# The two hooks of the Whitehead link's clasp, one flat and one upright, each through the other.
CLASP = (
    np.array([(1.2, 0.15, 0.0), (0.8, 0.15, 0.0)]),
    np.array([(1.0, 0.45, -0.2), (1.0, -0.15, -0.2), (1.0, -0.15, 0.2), (1.0, 0.45, 0.2)]),
)


def hopf(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Hopf link: two round circles, each through the centre of the other."""
    t = _steps(vertices)
    zero = 0 * t
    first = np.stack([np.cos(t), np.sin(t), zero], 1)
    second = np.stack([1 + np.cos(t), zero, np.sin(t)], 1)
    return _link("hopf", source, [first], [second], points, noise, seed)


def rings(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make two separate wavy rings, one above the other: a plane is between them."""
    t = _steps(vertices)
    first = np.stack([np.cos(t), np.sin(t), 0.3 * np.sin(2 * t)], 1)
    second = np.stack([0.3 + 0.8 * np.cos(t), 0.8 * np.sin(t), 0.9 + 0.25 * np.cos(2 * t)], 1)
    return _link("rings", source, [first], [second], points, noise, seed)


def whitehead(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Whitehead link: a loop that goes round twice and clasps itself, and a ring round it.

    The ring goes round both strands of the loop, opposite the clasp. Linking number 0, not split: a
    picture of it has six crossings, and of the links of so few only this one is such.
    """
    t = _steps(vertices)
    ring = np.stack([0.5 * np.cos(t) - 1, 0 * t, 0.5 * np.sin(t)], 1)
    t = np.linspace(pi / 6, 11 * pi / 6, vertices)
    round_ = np.stack([np.cos(t), np.sin(t), 0 * t], 1)
    loop = np.concatenate([1.2 * round_, CLASP[0], 0.8 * round_[::-1], CLASP[1]])
    return _link("whitehead", source, [ring], [loop], points, noise, seed)


def borromean(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Borromean rings, three ellipses: class A is one of them, class B the other two.

    No two of them are linked; none can be parted from the others.
    """
    t = _steps(vertices)
    long, short, zero = np.cos(t), 0.5 * np.sin(t), 0 * t
    ellipses = [
        np.stack([long, short, zero], 1),
        np.stack([zero, long, short], 1),
        np.stack([short, zero, long], 1),
    ]
    return _link("borromean", source, ellipses[:1], ellipses[1:], points, noise, seed)


def hook(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make a ring and a bent finger that enters it and comes back out: split, linking number 0."""
    t = _steps(vertices)
    ring = np.stack([np.cos(t), np.sin(t), 0 * t], 1)
    corners = tuple((x, 0.0, z) for x, z in FINGER)
    finger = Polyline(corners, closed=True).at(np.arange(vertices) / vertices)
    return _link("hook", source, [ring], [finger], points, noise, seed)


def unlink_spiral(
    source: str, *, turns: float, vertices: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make an oval ring and a longitude that winds round it and unwinds: split.

    The longitude runs on a torus of radius 0.225 about the oval; over the first half of its way
    it winds ``turns`` times backwards, over the second half as often forwards, each time with
    the smooth step u²(3 − 2u) over the middle seven tenths. It has 2 · ``vertices`` corners.
    """
    needed = int(np.ceil(16 * turns))
    if vertices < needed:
        raise InputError(
            f"The parameter vertices is {vertices}; {turns:g} turns need vertices={needed} or "
            "more, lest the polygon cut corners through the ring."
        )
    t = _steps(vertices) + 0.01
    ring = np.stack([np.cos(t), 0.7 * np.sin(t), 0 * t], 1)
    t = _steps(2 * vertices)
    way = t / (2 * pi)
    wound = _smooth_step((way - 0.075) / 0.35) - _smooth_step((way - 0.575) / 0.35)
    angle = -2 * pi * turns * wound
    out = 1 + 0.225 * np.sin(angle)
    longitude = np.stack([out * np.cos(t), 0.7 * out * np.sin(t), 0.225 * np.cos(angle)], 1)
    return _link("unlink-spiral", source, [ring], [longitude], points, noise, seed)


def torus_link(
    source: str, *, p: int, q: int, vertices: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make the torus link T(p, q) on a torus of radii 0.65 and 0.3.

    Its gcd(p, q) components wind p/gcd times along and q/gcd times round the torus; two of them
    have linking number pq/gcd². Class A is the first, class B all others. Where gcd(p, q) = 1
    there is only one, the torus knot: then class B is the core circle of the torus, and the
    linking number is q.
    """
    parts = gcd(p, q)
    along, around = p // parts, q // parts
    needed = 12 * max(along, around)
    if vertices < needed:
        raise InputError(
            f"The parameter vertices is {vertices}; p={p}, q={q} needs vertices={needed} or more, "
            "lest the polygons cut corners through each other."
        )
    t = _steps(vertices)

    def on_torus(angle: Floats, radius: float) -> Floats:
        out = 0.65 + radius * np.cos(angle)
        theta = (along if radius else 1) * t
        return np.stack([out * np.cos(theta), out * np.sin(theta), radius * np.sin(angle)], 1)

    strands = [on_torus(around * t + 2 * pi * j / p, 0.3) for j in range(parts)]
    others = strands[1:] or [on_torus(t, 0.0)]
    return _link("torus-link", source, strands[:1], others, points, noise, seed)


def _link(
    name: str,
    source: str,
    first: list[Floats],
    second: list[Floats],
    points: int,
    noise: float,
    seed: int,
) -> Dataset:
    corners = _on_grid(first + second)
    shapes = (_polygons(corners[: len(first)]), _polygons(corners[len(first) :]))
    return from_shapes(name, source, shapes, points, noise, seed)


def _polygons(components: list[Floats]) -> Shape:
    polygons = tuple(
        Polyline(tuple(map(tuple, corners.tolist())), closed=True) for corners in components
    )
    return polygons[0] if len(polygons) == 1 else Union(polygons)


def _on_grid(components: list[Floats]) -> list[Floats]:
    """Scale polygons together to largest coordinate 1, and round to the grid.

    They are first rounded to a finer grid, 2^21 steps to the next power of two: then the last
    bits of a cosine, which differ between machines, do not reach the final integers.
    """
    power = 2.0 ** np.ceil(np.log2(max(np.abs(corners).max() for corners in components)))
    fine = [np.rint(corners * (8 * GRID / power)) for corners in components]
    largest = max(np.abs(corners).max() for corners in fine)
    return [np.rint(corners * (GRID / largest)) / GRID for corners in fine]


def _steps(count: int) -> Floats:
    return 2 * pi * np.arange(count) / count


def _smooth_step(u: Floats) -> Floats:
    u = np.clip(u, 0, 1)
    return u * u * (3 - 2 * u)
