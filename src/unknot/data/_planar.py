"""Curves in the plane: the two waves, the spirals, half moons and circles."""

from unknot.data._dataset import Dataset
from unknot.data._sampling import from_shapes
from unknot.shapes import Curve, Formula, Shell, Term


def _wave(offset: float) -> Formula:
    """Return the graph y = offset − cos(πx)/2, by x."""
    return Formula(((Term((0, 1)),), (Term((offset,)), Term((-0.5,), "cos", 1))))


def _arm(turns: float, sign: int) -> Formula:
    """Return a spiral arm from radius 1/5 to 1, by the share of its turns, times a sign."""
    radius = (sign * 0.2, sign * 0.8)
    return Formula(((Term(radius, "cos", 2 * turns),), (Term(radius, "sin", 2 * turns),)))


def _arc(centre: tuple[float, float], sign: int) -> Formula:
    """Return half a unit circle, centre + (cos πt, sign · sin πt)."""
    x, y = centre
    return Formula(((Term((x,)), Term((1,), "cos", 1)), (Term((y,)), Term((sign,), "sin", 1))))


def two_curves(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make y = ±0.4 − cos(πx)/2 over [−1, 1]: they overlap in height, so no line parts them."""
    shapes = tuple(Curve(_wave(offset), (-1, 1)) for offset in (0.4, -0.4))
    return from_shapes("two-curves", source, shapes, points, noise, seed)


def spirals(source: str, *, turns: float, points: int, noise: float, seed: int) -> Dataset:
    """Make two arms r = 1/5 + (4/5)·s at angle 2π·turns·s, the second turned by π.

    On any ray the arms are 0.4/turns apart, and both stay 1/5 away from the centre.
    """
    shapes = tuple(Curve(_arm(turns, sign), (0, 1)) for sign in (1, -1))
    return from_shapes("spirals", source, shapes, points, noise, seed)


def moons(source: str, *, points: int, noise: float, seed: int) -> Dataset:
    """Make scikit-learn's two interleaving half circles, as exact curves."""
    upper = Curve(_arc((0.0, 0.0), 1), (0, 1))
    lower = Curve(_arc((1.0, 0.5), -1), (0, 1))
    return from_shapes("moons", source, (upper, lower), points, noise, seed)


def circles(source: str, *, factor: float, points: int, noise: float, seed: int) -> Dataset:
    """Make scikit-learn's two concentric circles, of radii 1 and ``factor``."""
    shapes = (Shell((0, 0), 1, 1), Shell((0, 0), factor, factor))
    return from_shapes("circles", source, shapes, points, noise, seed)
