"""Weights at some depth, by exact positions: `finite` and `over` (T4.7, with T4.3)."""

from fractions import Fraction

import numpy as np

from ._certificate import Certificate
from ._exact import Point, Segment, boxes_about, dot, minus
from ._named import need_turning
from ._reading import Exact, Refused, need, numbers
from ._sets import Thick, leaves


def finite(c: Certificate) -> None:
    """T4.7 with dimensions 0: finitely many points, all different."""
    need(c.claim["width"] >= 2, "finitely many points need width 2")
    need_turning(c.claim["activations"])
    found: list[set[tuple[Exact, ...]]] = []
    for value in c.sets:
        found.append(set())
        for one in leaves(value):
            if not isinstance(one, Thick) or one.kind != "points":
                raise Refused("a class is not finite")
            found[-1] |= one.ends
    need(len(set().union(*found)) == sum(map(len, found)), "a point is of two classes")


def over(c: Certificate) -> None:
    """T4.7: seen along a direction, class 0 lies over class 1 wherever their shadows meet."""
    need(c.n == 3 and len(c.sets) == 2, "one over the other: two classes of space")
    need(c.claim["width"] == 3, "this evidence is for width 3")
    need_turning(c.claim["activations"])
    v = numbers(c.evidence["direction"], "direction", 3)
    need(any(v), "direction: it is zero")
    axis = min(range(3), key=lambda i: abs(v[i]))
    first = _cross(v, tuple(Fraction(i == axis) for i in range(3)))
    frame = first, _cross(v, first), v
    sides = []
    for value in c.sets:
        edges: list[Segment] = []
        for one in leaves(value):
            if not isinstance(one, Thick) or one.radius:
                raise Refused("one over the other: only polylines and points")
            edges += one.segments
        sides.append([tuple(tuple(dot(x, e) for e in frame) for x in edge) for edge in edges])
    (low, high), (low_1, high_1) = map(boxes_about, sides)
    for m, edge in enumerate(sides[0]):
        near = (low[m] <= high_1).all(1) & (low_1 <= high[m]).all(1)
        for k in np.flatnonzero(near).tolist():
            above = _lies_over(edge, sides[1][k])
            need(above, "class 0 is not over class 1 at some crossing")


def _cross(a: Point, b: Point) -> Point:
    pairs = (1, 2), (2, 0), (0, 1)
    return tuple(a[i] * b[j] - a[j] * b[i] for i, j in pairs)


def _lies_over(upper: Segment, lower: Segment) -> bool:
    """Say whether a segment is strictly higher than another wherever their shadows meet."""
    # The difference of heights is affine in (s, t) on the set of meeting parameters, a polygon, and
    # so is least at one of its corners: where both are inner the set is a point, else some s or t
    # is 0 or 1.
    (a, b), (p, q) = upper, lower
    d, e = minus(b, a), minus(q, p)
    across = d[0] * e[1] - d[1] * e[0]
    if across:
        f = minus(p, a)
        s, t = (f[0] * e[1] - f[1] * e[0]) / across, (f[0] * d[1] - f[1] * d[0]) / across
        met = [(s, t)] if 0 <= s <= 1 and 0 <= t <= 1 else []
    else:
        met = [(Fraction(k), t) for k, x in ((0, a), (1, b)) for t in _params(x, p, e)]
        met += [(s, Fraction(k)) for k, x in ((0, p), (1, q)) for s in _params(x, a, d)]
    return all(a[2] + s * d[2] > p[2] + t * e[2] for s, t in met)


def _params(x: Point, start: Point, along: Point) -> list[Fraction]:
    """Return the extreme parameters in [0, 1] at which a segment's shadow is over a place."""
    f = minus(x, start)
    if f[0] * along[1] - f[1] * along[0] != 0:
        return []
    size = along[0] ** 2 + along[1] ** 2
    if size == 0:
        return [Fraction(0), Fraction(1)] if f[:2] == (0, 0) else []
    t = (f[0] * along[0] + f[1] * along[1]) / size
    return [t] if 0 <= t <= 1 else []
