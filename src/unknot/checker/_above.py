"""One class over the other, shown by planes: `over` for solids, in any dimension (T4.7, T4.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ._certificate import Certificate
from ._exact import Point, dot
from ._named import need_turning
from ._reading import Refused, need, numbers, table
from ._sets import Box, Holed, Polygon, Round, Set, Thick, leaves

_MOST_TRIES = 2_000_000
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
            raise Refused(f"one over the other: a {one.kind} is not known as convex bodies")


def above(c: Certificate) -> None:
    """T4.7: seen along a direction, class 0 lies over class 1, as planes between bodies show."""
    need(
        len(c.sets) == 2 and c.n >= 2, "one over the other: two classes, in two dimensions or more"
    )
    need(c.claim["width"] == c.n, "this evidence is for the width that is the dimension")
    need_turning(c.claim["activations"])
    v = numbers(c.evidence["direction"], "direction", c.n)
    need(any(v), "direction: it is zero")
    normals = table(c.evidence["normals"], "normals", c.n).rows
    for k, w in enumerate(normals):
        need(any(w) and dot(w, v) >= 0, f"normals[{k}]: it is zero, or points down")
    upper, lower = ([b for one in leaves(value) for b in bodies(one)] for value in c.sets)
    tries = len(upper) * len(lower) * len(normals)
    need(tries <= _MOST_TRIES, "one over the other: too many bodies and normals")
    open_ = np.ones((len(upper), len(lower)), bool)
    for w in normals:
        size2 = dot(w, w)
        low = [min(dot(w, x) for x in b.corners) for b in upper]
        high = [max(dot(w, x) for x in b.corners) for b in lower]
        for i, j in np.argwhere(open_).tolist():
            gap, radius = low[i] - high[j], upper[i].radius + lower[j].radius
            # Along w the one is above by gap − radius·|w|.
            open_[i, j] = not (gap > 0 and gap**2 > radius**2 * size2)
    need(not open_.any(), "class 0 is not known to be over class 1 somewhere")
