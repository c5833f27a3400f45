"""Sets seen in a linear projection: closed sets of less dimension that hold their images (T0.3)."""

from dataclasses import replace
from fractions import Fraction

from ._exact import Point, dot, root_up
from ._reading import Exact, Json, Refused, Table, need, table
from ._sets import ZERO, Box, Curve, Holed, Polygon, Round, Sets, Thick, Torus

_AT = "evidence.projection"


def read_projection(value: Json, n: int) -> list[Point]:
    """Read the rows of a projection of Rⁿ."""
    rows = table(value, _AT, n).rows
    need(1 <= len(rows) < n, f"{_AT}: expected fewer than {n} rows")
    need(all(map(any, rows)), f"{_AT}: a row is zero")
    return rows


def projected(rows: list[Point], value: Sets) -> Sets:
    """Return a set that holds the projection of a set; refuse one of which nothing is known."""
    if isinstance(value, list):
        return [projected(rows, one) for one in value]
    size = len(rows)
    match value:
        case Thick():
            starts = _table(rows, value.starts)
            points = value.stops is value.starts
            stops = starts if points else _table(rows, value.stops)
            radius = value.radius * _stretch(rows, range(value.n))
            return replace(value, n=size, starts=starts, stops=stops, radius=radius)
        case Round():
            if _isometric(rows, value.axes):
                centre, axes = _image(rows, value.centre), list(range(size))
                return Round(value.kind, size, centre, axes, value.inner, value.outer)
            return _ball(rows, value.centre, value.outer, value.axes)
        case Torus():
            return _ball(rows, value.centre, value.major + value.minor, range(value.n))
        case Holed():
            return _ball(rows, value.centre, value.radius, range(value.n))
        case Box():
            sides = list(zip(value.lower, value.upper, strict=True))
            spans = [
                [sorted((a * u, a * v)) for a, (u, v) in zip(row, sides, strict=True)]
                for row in rows
            ]
            low, high = (tuple(sum(x[k] for x in one) + ZERO for one in spans) for k in (0, 1))
            return Box(value.kind, size, low, high)
        case Polygon():
            along = [dot(rows[0], a) for a, _ in value.border.segments]
            return Box("box", size, (min(along),), (max(along),))
        case Curve():
            coordinates = [
                [
                    (tuple(a * c for c in coefficients), function, frequency)
                    for a, terms in zip(row, value.coordinates, strict=True)
                    if a
                    for coefficients, function, frequency in terms
                ]
                for row in rows
            ]
            return replace(value, n=size, coordinates=coordinates)
    raise Refused(f"{_AT}: of a {value.kind} nothing is known")


def _image(rows: list[Point], x: tuple[Exact, ...]) -> Point:
    exact = tuple([Fraction(v) for v in x])
    return tuple(dot(row, exact) for row in rows)


def _table(rows: list[Point], points: Table) -> Table:
    return Table([_image(rows, x) for x in points.values])


def _products(rows: list[Point], axes: range | list[int]) -> list[list[Fraction]]:
    """Return P·Pᵀ, of some columns of P."""
    some = [tuple(row[i] for i in axes) for row in rows]
    return [[dot(a, b) for b in some] for a in some]


def _isometric(rows: list[Point], axes: list[int]) -> bool:
    """Say whether lengths along some axes stay, and these axes fill the image."""
    one = [[Fraction(i == j) for j in range(len(rows))] for i in range(len(rows))]
    return len(axes) == len(rows) and _products(rows, axes) == one


def _stretch(rows: list[Point], axes: range | list[int]) -> Fraction:
    """Bound by how much vectors along some axes become longer.

    |Px|² ≤ λ|x|² with the largest eigenvalue λ of P·Pᵀ, and of a symmetric matrix no eigenvalue is
    larger than the sum of sizes in some row.
    """
    most = max(sum(map(abs, row), Fraction(0)) for row in _products(rows, axes))
    return Fraction(1) if most == 1 else root_up(most)


def _ball(rows: list[Point], centre: Point, radius: Fraction, axes: range | list[int]) -> Thick:
    """Return a ball about the image of a ball of some axes; of radius 0 it is a point."""
    only = Table([_image(rows, centre)])
    return Thick("ball", len(rows), only, only, radius * _stretch(rows, axes))
