"""Members that balance, so that no affine scores are right on all of them: `balance` (T4.2d)."""

from fractions import Fraction

from ._certificate import Certificate
from ._reading import fields, items, need, number, whole


def balance(c: Certificate) -> None:
    """T4.2d: what the right scores win by, weighted, sums to 0 for all affine scores."""
    need(c.claim["hidden"] == [], "this excludes networks without hidden layers only")
    count = len(c.sets)
    sums = [[Fraction(0)] * (c.n + 1) for _ in range(count)]
    for k, one in enumerate(items(c.evidence["members"], "members")):
        at = f"members[{k}]"
        fields(one, at, "member", "against", "weight")
        weight, against = number(one["weight"], at), whole(one["against"], at)
        label, _, x = c.point(one["member"], at, range(count))
        need(weight > 0, f"{at}: the weight is not positive")
        need(against < count and against != label, f"{at}: there is no such other class")
        for i, v in enumerate((*x, Fraction(1))):
            sums[label][i] += weight * v
            sums[against][i] -= weight * v
    need(not any(v for row in sums for v in row), "the weighted members do not balance")
