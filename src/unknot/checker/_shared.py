"""A point of two classes: `shared point` (T0.1)."""

from fractions import Fraction
from itertools import product

from ._certificate import Certificate, parameter
from ._exact import Point, distance2, to_segment2
from ._hulls import connected
from ._intervals import I, require_ieee
from ._pieces import curve_at
from ._reading import Json, Refused, items, need
from ._sets import Box, Curve, Round, Set, Thick


def shared_point(c: Certificate) -> None:
    """T0.1: a point is of two classes, so that no function tells them apart."""
    (i,), (j,) = c.sides(singles=True)
    raw, second = items(c.evidence["first"], "first"), c.evidence["second"]
    if type(second) is dict and ("t" in second or "point" in second):
        need(len(raw) == 1, "first: expected one member")
        places = c.point(raw[0], "first[0]", [i])[2], c.point(second, "second", [j])[2]
        need(places[0] == places[1], "the two points differ")
        return
    _, other = c.part(second, "second", [j])
    if len(raw) == 1:
        corners = _corners(c, raw[0], "first[0]", i)
        need(_holds_all(other, corners), "second: this part may not hold the point")
        return
    # Along a connected part |x − c| takes every value between two that it has.
    need(len(raw) == 2, "first: expected one member, or two")
    parts = [c.member(one, f"first[{k}]", [i])[1] for k, one in enumerate(raw)]
    need(parts[0] is parts[1] and connected(parts[0]), "first: two members of one connected part")
    if not isinstance(other, Round) or not other.full:
        raise Refused("second: this part holds no sphere of full dimension")
    near, far = (_corners(c, one, f"first[{k}]", i) for k, one in enumerate(raw))
    inner = all(distance2(x, other.centre) <= other.outer**2 for x in near)
    need(inner and _beyond(far, other), "first: not on both sides of the sphere")


def _corners(c: Certificate, value: Json, at: str, side: int) -> list[Point]:
    """Return points whose convex hull, a box, holds the member: itself where it is exact."""
    _, part, x = c.member(value, at, [side])
    if x is not None:
        return [x]
    require_ieee()
    assert isinstance(part, Curve)
    held = curve_at(part, I.of([parameter(value, at)]))[0][0]
    need(bool((abs(held).hi < float("inf")).all()), f"{at}: too large for floats")
    ends = zip(held.lo.tolist(), held.hi.tolist(), strict=True)
    return list(product(*((Fraction(a), Fraction(b)) for a, b in ends)))


def _holds_all(found: Set, corners: list[Point]) -> bool:
    """Say whether a set certainly holds the box with these corners."""
    match found:
        case Thick(radius=r, segments=segments):
            # What is within the radius of one segment is convex.
            if len(corners) == 1:
                return found.holds(corners[0])
            return any(all(to_segment2(x, s) <= r**2 for x in corners) for s in segments)
        case Box():
            return all(map(found.holds, corners))
        case Round():
            return _within(corners, found)
    return len(corners) == 1 and found.holds(corners[0])


def _within(corners: list[Point], found: Round) -> bool:
    if len(corners) == 1:
        return found.holds(corners[0])
    inner = all(distance2(x, found.centre) <= found.outer**2 for x in corners)
    return found.full and inner and _beyond(corners, found)


def _beyond(corners: list[Point], found: Round) -> bool:
    """Say whether every point of a box is certainly no nearer to the centre than `inner`."""
    low, high = (tuple(f(x) for x in zip(*corners, strict=True)) for f in (min, max))
    nearest = tuple(min(max(v, a), b) for v, a, b in zip(found.centre, low, high, strict=True))
    return distance2(nearest, found.centre) >= found.inner**2
