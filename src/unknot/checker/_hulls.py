"""Convex hulls that meet: `common point` and `connected hulls` (T4.2a)."""

from fractions import Fraction

from ._certificate import Certificate
from ._reading import fields, items, need, number
from ._sets import Round, Set, Thick


def common_point(c: Certificate) -> None:
    """T4.2a: the hulls meet, and width 1 only compares with a threshold."""
    need(c.claim["width"] == 1, "meeting hulls exclude width 1 only")
    _meet(c, whole=False)


def connected_hulls(c: Certificate) -> None:
    """T4.2a: connected parts with meeting hulls overlap under every linear function."""
    need(c.claim["first"] == 1, "connected hulls exclude a first layer of one unit only")
    _meet(c, whole=True)


def _meet(c: Certificate, *, whole: bool) -> None:
    sums = []
    for key, side in zip(("first", "second"), c.sides(singles=True), strict=True):
        total, weights, parts = [Fraction(0)] * c.n, Fraction(0), set()
        for i, one in enumerate(items(c.evidence[key], key)):
            at = f"{key}[{i}]"
            fields(one, at, "member", "weight")
            weight = number(one["weight"], at)
            need(weight > 0, f"{at}: the weight is not positive")
            _, part, x = c.point(one["member"], at, side)
            total = [s + weight * v for s, v in zip(total, x, strict=True)]
            weights += weight
            parts.add(id(part))
            need(not whole or connected(part), f"{at}: the part may not be connected")
        need(weights == 1, f"{key}: the weights do not sum to 1")
        need(not whole or len(parts) == 1, f"{key}: members of different parts")
        sums.append(total)
    need(sums[0] == sums[1], "the two weighted sums differ")


def connected(part: Set) -> bool:
    """Say whether a set is certainly connected."""
    scattered = isinstance(part, Thick) and part.kind in {"points", "balls"}
    return not scattered and not (isinstance(part, Round) and part.n == 1)
