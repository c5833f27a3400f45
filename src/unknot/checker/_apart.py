"""Sets of Rⁿ that exact distances show to be disjoint."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np

from ._exact import Point, Segment, between, distance2, dot, minus, to_segment2
from ._sets import Box, Holed, Round, Sets, Thick

ZERO, ONE = Fraction(0), Fraction(1)
_MOST_NEAR = 20_000  # pairs of segments that boxes do not part


def surely_apart(one: Sets, other: Sets) -> bool:
    """Say whether exact distances show that two closed sets are disjoint; False says nothing."""
    match one, other:
        case Thick(), Thick():
            pairs = _near(one, other)
            far = (one.radius + other.radius) ** 2
            return pairs is not None and all(segments2(*pair) > far for pair in pairs)
        case Thick(), Box():
            return all(to_box2(s, other) > one.radius**2 for s in one.segments)
        case Thick(), Round() if other.full:
            return all(
                to_segment2(other.centre, s) > (other.outer + one.radius) ** 2
                or _within(s, one.radius, other.centre, other.inner)
                for s in one.segments
            )
        case Thick(), Holed():
            return all(
                to_segment2(other.centre, s) > (other.radius + one.radius) ** 2
                or any(_within(s, one.radius, h, other.hole) for h in other.holes)
                for s in one.segments
            )
        case Box(), Box():
            sides = zip(one.lower, one.upper, other.lower, other.upper, strict=True)
            return any(b < c or d < a for a, b, c, d in sides)
        case Box(), Round() if other.full:
            c = other.centre
            sides = list(zip(one.lower, c, one.upper, strict=True))
            farthest = sum(max(v - a, b - v) ** 2 for a, v, b in sides)
            return to_box2((c, c), one) > other.outer**2 or farthest < other.inner**2
        case Round(), Round() if one.full and other.full:
            gap2 = distance2(one.centre, other.centre)
            return gap2 > (one.outer + other.outer) ** 2 or any(
                a.inner > b.outer and gap2 < (a.inner - b.outer) ** 2
                for a, b in ((one, other), (other, one))
            )
        case ((Box() | Round() | Holed()), (Thick() | Box())):
            return surely_apart(other, one) if type(one) is not type(other) else False
    return False


def _within(s: Segment, radius: Fraction, centre: Point, most: Fraction) -> bool:
    """Say whether all within a radius of a segment is nearer to a centre than so far."""
    return most > radius and max(distance2(x, centre) for x in s) < (most - radius) ** 2


def _near(one: Thick, other: Thick) -> Iterator[tuple[Segment, Segment]] | None:
    """List the pairs of segments that boxes do not part; None if there are too many."""
    found: list[np.ndarray] = []
    (low, high), (low_1, high_1) = one.boxes, other.boxes
    total = 0
    for i in range(len(low)):
        meet = ((low[i] <= high_1) & (low_1 <= high[i])).all(axis=1)
        found.append(np.flatnonzero(meet))
        total += len(found[-1])
        if total > _MOST_NEAR:
            return None
    return (
        (one.segments[i], other.segments[j]) for i, row in enumerate(found) for j in row.tolist()
    )


def segments2(one: Segment, other: Segment) -> Fraction:
    """Return the squared distance of two segments, which may be points."""
    (a, b), (p, q) = one, other
    d, e, f = minus(b, a), minus(q, p), minus(p, a)
    dd, ee, de = dot(d, d), dot(e, e), dot(d, e)
    across = dd * ee - de * de
    if across:
        df, ef = dot(d, f), dot(e, f)
        s, t = (df * ee - ef * de) / across, (df * de - ef * dd) / across
        if 0 <= s <= 1 and 0 <= t <= 1:
            return distance2(between(a, b, s), between(p, q, t))
    ends = [to_segment2(x, other) for x in one] + [to_segment2(x, one) for x in other]
    return min(ends)


def to_box2(segment: Segment, box: Box) -> Fraction:
    """Return the squared distance of a segment, which may be a point, and a box."""
    a, b = segment
    d = minus(b, a)
    # Between places where it passes a side's plane the squared distance is one parabola.
    places = {ZERO, ONE}
    for x, v, low, high in zip(a, d, box.lower, box.upper, strict=True):
        if v:
            places |= {t for t in ((low - x) / v, (high - x) / v) if 0 < t < 1}
    cuts = sorted(places)
    tried = list(cuts)
    for s, t in pairwise(cuts):
        middle = between(a, b, (s + t) / 2)
        slope, curve = ZERO, ZERO
        for x, v, m, low, high in zip(a, d, middle, box.lower, box.upper, strict=True):
            side = low if m < low else high if m > high else None
            if side is not None:
                slope, curve = slope + (x - side) * v, curve + v * v
        if curve and s < -slope / curve < t:
            tried.append(-slope / curve)
    return min(_beyond2(between(a, b, t), box) for t in tried)


def _beyond2(x: Point, box: Box) -> Fraction:
    sides = zip(box.lower, x, box.upper, strict=True)
    return sum((max(a - v, v - b, ZERO) ** 2 for a, v, b in sides), ZERO)
