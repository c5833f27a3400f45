"""Sets as convex bodies: hulls of corners with all that is within a radius of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ._exact import Point, dot, root_up, to_segment2
from ._reading import Refused, need
from ._sets import Box, Holed, Polygon, Round, Set, Thick

_MOST_CORNERS = 12  # dimensions of boxes


@dataclass(frozen=True, eq=False)
class Body:
    """All points within a radius of the convex hull of some points."""

    corners: Sequence[Point]
    radius: Fraction


def bodies(one: Set) -> Iterator[Body]:
    """Cover a set, or a polygon's border, by convex bodies: what is highest on a line is in one."""
    none = Fraction(0)
    match one:
        case Thick():
            for a, b in one.segments:
                yield Body((a,) if a == b else (a, b), one.radius)
        case Round() if one.full:
            yield Body((one.centre,), one.outer)
        case Holed():
            yield Body((one.centre,), one.radius)
        case Polygon():
            for edge in one.border.segments:
                yield Body(edge, none)
        case Box():
            need(one.n <= _MOST_CORNERS, "a box has too many corners")
            corners: list[Point] = [()]
            for low, high in zip(one.lower, one.upper, strict=True):
                corners = [(*x, v) for x in corners for v in (low, high)]
            yield Body(corners, none)
        case _:
            raise Refused(f"a {one.kind} is not known as convex bodies")


def span(body: Body, w: Point) -> tuple[Fraction, Fraction]:
    """Enclose w·x on a body."""
    values, far = (
        [dot(w, x) for x in body.corners],
        body.radius and body.radius * root_up(dot(w, w)),
    )
    return min(values) - far, max(values) + far


def parted(one: Body, other: Body, w: Point) -> bool:
    """Say whether along w two bodies are apart, either way round."""
    (low, high), (low_1, high_1) = span(one, w), span(other, w)
    return high < low_1 or high_1 < low


def body_holds(body: Body, x: Point) -> bool:
    """Say whether a body holds a point; of a hull of many corners, that it is a box."""
    if len(body.corners) <= 2:
        return to_segment2(x, (body.corners[0], body.corners[-1])) <= body.radius**2
    sides = zip(x, zip(*body.corners, strict=True), strict=True)
    return all(min(side) <= v <= max(side) for v, side in sides)
