"""Closed polygons in R^3: links that no homeomorphism parts, and unlinks that one does.

Their corners are those of `unknot.links`, integers up to 2^18 = 262144; the shapes hold these
integers divided by 2^18, which is exact.
"""

from math import gcd

from unknot.data._arrays import Floats
from unknot.data._dataset import Dataset
from unknot.data._sampling import from_shapes
from unknot.links import curves
from unknot.shapes import Polyline, Shape, Union


def hopf(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Hopf link: two round circles, each through the centre of the other."""
    return _link("hopf", source, curves.hopf(vertices), points, noise, seed)


def rings(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make two separate wavy rings, one above the other: a plane is between them."""
    return _link("rings", source, curves.rings(vertices), points, noise, seed)


def whitehead(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Whitehead link: a loop that goes round twice and clasps itself, and a ring round it.

    Linking number 0, not split: a picture of it has six crossings, and of the links of so few only
    this one is such.
    """
    return _link("whitehead", source, curves.whitehead(vertices), points, noise, seed)


def borromean(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make the Borromean rings, three ellipses: class A is one of them, class B the other two.

    No two of them are linked; none can be parted from the others.
    """
    return _link("borromean", source, curves.borromean(vertices), points, noise, seed)


def hook(source: str, *, vertices: int, points: int, noise: float, seed: int) -> Dataset:
    """Make a ring and a bent finger that enters it and comes back out: split, linking number 0."""
    return _link("hook", source, curves.hook(vertices), points, noise, seed)


def unlink_spiral(
    source: str, *, turns: float, vertices: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make an oval ring and a longitude that winds round it and unwinds: split."""
    sides = curves.unlink_spiral(turns, vertices)
    return _link("unlink-spiral", source, sides, points, noise, seed)


def torus_link(
    source: str, *, p: int, q: int, vertices: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make the torus link T(p, q) on a torus of radii 0.65 and 0.3.

    Its gcd(p, q) components wind p/gcd times along and q/gcd times round the torus; two of them
    have linking number pq/gcd². Class A is the first, class B all others. Where gcd(p, q) = 1
    there is only one, the torus knot: then class B is the core circle of the torus, and the
    linking number is q.
    """
    strands = curves.torus_link(p, q, vertices)
    core = [curves.on_torus(curves.steps(vertices), 0.0, 1)]
    others = strands[1:] if gcd(p, q) > 1 else core
    return _link("torus-link", source, (strands[:1], others), points, noise, seed)


def _link(
    name: str,
    source: str,
    sides: tuple[list[Floats], list[Floats]],
    points: int,
    noise: float,
    seed: int,
) -> Dataset:
    first, second = sides
    corners = [polygon / curves.GRID for polygon in curves.on_grid(first + second)]
    shapes = (_polygons(corners[: len(first)]), _polygons(corners[len(first) :]))
    return from_shapes(name, source, shapes, points, noise, seed)


def _polygons(components: list[Floats]) -> Shape:
    polygons = tuple(
        Polyline(tuple(map(tuple, corners.tolist())), closed=True) for corners in components
    )
    return polygons[0] if len(polygons) == 1 else Union(polygons)
