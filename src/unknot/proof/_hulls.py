"""Do the convex hulls of two finite sets meet? Decided exactly, with a witness either way.

Strict separability and a common point are complementary for finite sets (THEORY T4.2a), so one
linear program in rational numbers decides, and either answer comes with what proves it.
"""

from dataclasses import dataclass
from fractions import Fraction

from numpy.typing import ArrayLike

from unknot.proof._exact import rationals
from unknot.proof._simplex import Infeasible, feasible_point

Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Separation:
    """A hyperplane w·x = c with w·a > c > w·b for all a in A and b in B; exact."""

    normal: Point
    offset: Fraction

    def verify(self, a: ArrayLike, b: ArrayLike) -> bool:
        """Say, in exact numbers, whether it separates these sets."""
        left, right = _points(a, b)
        return all(_dot(self.normal, x) > self.offset for x in left) and all(
            _dot(self.normal, x) < self.offset for x in right
        )


@dataclass(frozen=True)
class CommonPoint:
    """A point of both hulls: Σ weight·a = Σ weight·b; exact.

    Parameters
    ----------
    point
        The point.
    of_a, of_b
        Indices of rows of A, and of B, with their weights: positive, of sum 1.
    """

    point: Point
    of_a: dict[int, Fraction]
    of_b: dict[int, Fraction]

    def verify(self, a: ArrayLike, b: ArrayLike) -> bool:
        """Say, in exact numbers, whether both combinations give the point."""
        left, right = _points(a, b)
        return all(
            all(w > 0 for w in weights.values())
            and sum(weights.values()) == 1
            and _combine(weights, rows) == self.point
            for weights, rows in ((self.of_a, left), (self.of_b, right))
        )


def separate(a: ArrayLike, b: ArrayLike) -> Separation | CommonPoint:
    """Decide whether the hulls of the points A (n, d) and B (m, d) meet.

    Coordinates are floats, integers or Fractions, taken exactly.

    Raises
    ------
    ValueError
        A set is empty, dimensions differ, or a coordinate is not finite.

    Examples
    --------
    >>> separate([[0.0]], [[1.0], [2.0]])
    Separation(normal=(Fraction(-1, 1),), offset=Fraction(-1, 2))
    >>> separate([[0, 0], [2, 0]], [[1, 0], [1, 1]]).point
    (Fraction(1, 1), Fraction(0, 1))
    """
    left, right = _points(a, b)
    # Unknown weights λ of A and μ of B: Σλa − Σμb = 0, Σλ = 1, Σμ = 1.
    one, none = Fraction(1), Fraction(0)
    columns = [[*x, one, none] for x in left] + [[*(-c for c in x), none, one] for x in right]
    answer = feasible_point(columns, [none] * len(left[0]) + [one, one])
    if isinstance(answer, Infeasible):
        # y = (w, α, β) with y·column ≤ 0 for all columns and α + β > 0:
        # w·a ≤ −α < β ≤ w·b, so −w separates strictly.
        *w, alpha, beta = answer.multipliers
        normal = tuple(-x for x in w)
        return _between(_shortened(normal), left, right) or Separation(normal, (alpha - beta) / 2)
    of_a = {i: weight for i, weight in answer.items() if i < len(left)}
    of_b = {i - len(left): weight for i, weight in answer.items() if i >= len(left)}
    return CommonPoint(_combine(of_a, left), of_a, of_b)


def separating_normal(a: ArrayLike, b: ArrayLike) -> Separation | None:
    """Return a strictly separating hyperplane, or None where the hulls meet."""
    found = separate(a, b)
    return found if isinstance(found, Separation) else None


def common_point(a: ArrayLike, b: ArrayLike) -> CommonPoint | None:
    """Return a common point of the hulls, or None where they are disjoint."""
    found = separate(a, b)
    return found if isinstance(found, CommonPoint) else None


def _points(a: ArrayLike, b: ArrayLike) -> tuple[list[Point], list[Point]]:
    left, right = ([tuple(row) for row in _rows(rationals(x))] for x in (a, b))
    dimension = len(left[0])
    if not dimension or any(len(x) != dimension for x in left + right):
        raise ValueError("The points of both sets must have one dimension, at least 1.")
    return left, right


def _rows(values: object) -> list[list[Fraction]]:
    if not isinstance(values, list) or not values or not all(isinstance(r, list) for r in values):
        raise ValueError("Expected two non-empty sets of points, one point a row.")
    return values


def _dot(x: Point, y: Point) -> Fraction:
    return sum((p * q for p, q in zip(x, y, strict=True)), Fraction(0))


def _combine(weights: dict[int, Fraction], rows: list[Point]) -> Point:
    return tuple(
        sum((w * rows[i][j] for i, w in weights.items()), Fraction(0)) for j in range(len(rows[0]))
    )


def _shortened(normal: Point) -> Point:
    """Round a normal to floats of size 1: shorter certificates, where it still separates."""
    largest = max(map(abs, normal))
    return tuple(Fraction(float(x / largest)) for x in normal)


def _between(normal: Point, left: list[Point], right: list[Point]) -> Separation | None:
    """Put a hyperplane of this normal halfway between the sets, if it fits."""
    least = min(_dot(normal, x) for x in left)
    most = max(_dot(normal, x) for x in right)
    return Separation(normal, (least + most) / 2) if least > most else None
