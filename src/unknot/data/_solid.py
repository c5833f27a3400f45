"""Solid classes: discs, rings, intervals, shells, squares and tori."""

from fractions import Fraction

from unknot.data._dataset import Dataset
from unknot.data._sampling import from_shapes
from unknot.errors import InputError
from unknot.shapes import Ball, Box, Segment, Shape, Shell, SolidTorus, Sphere, Union


def disc_in_ring(
    source: str, *, inner: float, gap: float, points: int, noise: float, seed: int
) -> Dataset:
    """Make the disc of radius ``inner`` in the ring from ``inner + gap`` to 1."""
    if not inner + gap < 1:
        raise InputError(
            f"The parameters inner={inner:g} and gap={gap:g} leave no ring inside radius 1; "
            "choose them so that inner + gap < 1."
        )
    shapes = (Ball((0, 0), inner), Shell((0, 0), inner + gap, 1))
    return from_shapes("disc-in-ring", source, shapes, points, noise, seed)


def nested_rings(source: str, *, rings: int, points: int, noise: float, seed: int) -> Dataset:
    """Make rings round a disc, classes alternating outward, as wide as the gaps between."""
    shapes = _onion(2, rings + 1)
    return from_shapes("nested-rings", source, shapes, points, noise, seed)


def shells(
    source: str, *, dimension: int, count: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make a ball and ``count`` − 1 shells round it in R^n, classes alternating outward."""
    return from_shapes("shells", source, _onion(dimension, count), points, noise, seed)


def intervals(source: str, *, changes: int, points: int, noise: float, seed: int) -> Dataset:
    """Make intervals of [−1, 1] whose class changes ``changes`` times from left to right.

    Their middles are −1 + 2i/m, i = 0..m; each reaches 2/(3m) to both sides, cut off at ±1. For
    m = 2 that is [−1/3, 1/3] inside [−1, −2/3] ∪ [2/3, 1].
    """
    reach = Fraction(2, 3 * changes)
    classes: tuple[list[Segment], list[Segment]] = ([], [])
    for i in range(changes + 1):
        middle = Fraction(2 * i, changes) - 1
        low, high = max(middle - reach, Fraction(-1)), min(middle + reach, Fraction(1))
        classes[(i + changes // 2) % 2].append(Segment((float(low),), (float(high),)))
    shapes = tuple(_joined(parts) for parts in classes)
    return from_shapes("intervals", source, shapes, points, noise, seed)


def xor(source: str, *, gap: float, points: int, noise: float, seed: int) -> Dataset:
    """Make a square in each quadrant of [−1, 1]², opposite ones in one class."""
    low, high = (-1.0, -gap / 2), (gap / 2, 1.0)

    def square(across: tuple[float, float], up: tuple[float, float]) -> Box:
        return Box((across[0], up[0]), (across[1], up[1]))

    same = Union((square(low, low), square(high, high)))
    other = Union((square(low, high), square(high, low)))
    return from_shapes("xor", source, (same, other), points, noise, seed)


def linked_tori(source: str, *, radius: float, points: int, noise: float, seed: int) -> Dataset:
    """Make two solid tori, each through the hole of the other.

    Every point of one core circle (radius 0.6) is at least 0.6 from the other, so that tubes of
    radius below 0.3 are disjoint.
    """
    shapes = (
        SolidTorus((-0.3, 0, 0), (0, 0, 1), 0.6, radius),
        SolidTorus((0.3, 0, 0), (0, 1, 0), 0.6, radius),
    )
    return from_shapes("linked-tori", source, shapes, points, noise, seed)


def linked_spheres(
    source: str, *, dimension: int, first: int, points: int, noise: float, seed: int
) -> Dataset:
    """Make two linked round spheres of R^n, of dimensions p and n − 1 − p (THEORY T4.5).

    Each passes through the centre of the other. For n = 3 and p = 1 they are the Hopf link.
    """
    if not first <= dimension - 2:
        raise InputError(
            f"The parameters dimension={dimension} and first={first} leave no room for the other "
            f"sphere, of dimension {dimension - 1 - first}; choose first up to {dimension - 2}."
        )
    left, right = [0.0] * dimension, [0.0] * dimension
    left[first], right[first] = -0.3, 0.3
    shapes = (
        Sphere(tuple(left), tuple(range(first + 1)), 0.6),
        Sphere(tuple(right), tuple(range(first, dimension)), 0.6),
    )
    return from_shapes("linked-spheres", source, shapes, points, noise, seed)


def _onion(dimension: int, count: int) -> tuple[Shape, ...]:
    """Alternate concentric layers of width 1/(2·count − 1), the outermost ending at radius 1."""
    centre, unit = (0.0,) * dimension, 2 * count - 1
    classes: tuple[list[Shape], list[Shape]] = ([Ball(centre, 1 / unit)], [])
    for j in range(1, count):
        classes[j % 2].append(Shell(centre, 2 * j / unit, (2 * j + 1) / unit))
    return tuple(_joined(parts) for parts in classes)


def _joined(parts: list) -> Shape:
    return parts[0] if len(parts) == 1 else Union(tuple(parts))
