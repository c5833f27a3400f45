"""More changes of class along a line than an architecture can follow (T5.1, T5.2)."""

from itertools import pairwise

from ._certificate import Certificate
from ._exact import dot, minus
from ._named import most_changes, named
from ._reading import items, need


def alternation(c: Certificate) -> None:
    """T5.1, T5.2: more changes of class along a line than the architecture can follow."""
    (i,), (j,) = c.sides(singles=True)
    raw = items(c.evidence["members"], "members", 2)
    found = [c.point(m, f"members[{k}]", (i, j)) for k, m in enumerate(raw)]
    need(all(a[0] != b[0] for a, b in pairwise(found)), "members: the classes do not alternate")
    start, along = found[0][2], minus(found[-1][2], found[0][2])
    need(any(along), "members: the first and the last are one point")
    shares = []
    for k, (_, _, x) in enumerate(found):
        s = dot(minus(x, start), along) / dot(along, along)
        need(minus(x, start) == tuple(s * v for v in along), f"members[{k}]: not on the line")
        shares.append(s)
    need(all(a < b for a, b in pairwise(shares)), "members: not in order along the line")
    bound = most_changes(c.claim["hidden"], [named(text) for text in c.claim["activations"]])
    changes = len(found) - 1
    need(bound is not None and changes > bound, f"{changes} changes do not exceed {bound}")
