"""Exact pictures of a link: its crossings, seen along a direction in which nothing coincides."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from unknot.errors import InputError
from unknot.links._link import Corner, Link

Place = tuple[int, Fraction]  # an edge, and the share of it

_MOST_VIEWS = 60


@dataclass(frozen=True)
class Crossing:
    """Two strands that cross in the picture.

    Attributes
    ----------
    over, under
        The components of the two strands.
    at_over, at_under
        Where on them: edge, and the share of it, strictly between 0 and 1.
    sign
        +1 where the under strand passes from right to left below the over strand, seen along the
        over strand from above: a right-handed crossing.
    """

    over: int
    under: int
    at_over: Place
    at_under: Place
    sign: int


@dataclass(frozen=True)
class Diagram:
    """The crossings of a link of so many components."""

    components: int
    crossings: tuple[Crossing, ...]


def diagram(link: Link) -> Diagram:
    """Draw a link along a generic direction, exactly.

    Coordinates are sheared, (x + pz, y + qz, z) with p and q taken from a fixed list until no two
    corners, crossings or edges coincide in the picture.

    Raises
    ------
    InputError
        Two polygons meet, or a polygon meets itself; the message names the edges.
    """
    for view in range(_MOST_VIEWS):
        p, q = 29 * view * view + 3 * view, 31 * view * view - 7 * view
        # (x, y) scaled by 997 keep the shear integral and the picture nearly the same.
        seen = [
            [(997 * x + p * z, 997 * y + q * z, z) for x, y, z in corners]
            for corners in link.components
        ]
        found = _crossings(seen)
        if found is not None:
            return Diagram(len(link.components), tuple(found))
    raise InputError(
        "No view of this link is generic: two of its polygons, or two edges of one, overlap."
    )


def _crossings(loops: list[list[Corner]]) -> list[Crossing] | None:
    """Return the crossings of a picture; None if something coincides."""
    owner = [(c, i) for c, corners in enumerate(loops) for i in range(len(corners))]
    ends = [(loops[c][i], loops[c][(i + 1) % len(loops[c])]) for c, i in owner]
    for (c, i), (a, b) in zip(owner, ends, strict=True):
        if _folds_back(a, b, loops[c][(i + 2) % len(loops[c])]):
            return None
    found, taken = [], set()
    for m, k in _candidates(loops, owner, ends):
        (a, b), (p, q) = ends[m], ends[k]
        sides = _turn(p, q, a), _turn(p, q, b), _turn(a, b, p), _turn(a, b, q)
        if sides[0] * sides[1] > 0 or sides[2] * sides[3] > 0:
            continue
        if 0 in sides:
            return None
        t = Fraction(sides[0], sides[0] - sides[1])
        u = Fraction(sides[2], sides[2] - sides[3])
        first, second = (owner[m], t), (owner[k], u)
        if first in taken or second in taken:
            return None
        taken |= {first, second}
        height = a[2] + t * (b[2] - a[2]) - p[2] - u * (q[2] - p[2])
        if height == 0:
            raise InputError(
                f"Edge {owner[m][1] + 1} of polygon {owner[m][0] + 1} meets edge "
                f"{owner[k][1] + 1} of polygon {owner[k][0] + 1}: a link's polygons are disjoint."
            )
        # The second strand goes from the right of the first to its left if its end is on the left.
        sign = 1 if sides[3] > 0 else -1
        (c, i), (d, j) = owner[m], owner[k]
        found.append(
            Crossing(c, d, (i, t), (j, u), sign)
            if height > 0
            else Crossing(d, c, (j, u), (i, t), -sign)
        )
    return found


def _candidates(
    loops: list[list[Corner]], owner: list[tuple[int, int]], ends: list[tuple[Corner, Corner]]
) -> Iterator[tuple[int, int]]:
    """Give pairs of edges whose boxes overlap in the picture, neighbours left out."""
    box = np.array([[float(v) for v in (*a[:2], *b[:2])] for a, b in ends])
    low = np.nextafter(np.minimum(box[:, :2], box[:, 2:]), -np.inf)
    high = np.nextafter(np.maximum(box[:, :2], box[:, 2:]), np.inf)
    order = np.argsort(low[:, 0], kind="stable")
    until = np.searchsorted(low[order, 0], high[order, 0], side="right")
    for place, m in enumerate(order.tolist()):
        others = order[place + 1 : until[place]]
        others = others[(low[others, 1] <= high[m, 1]) & (high[others, 1] >= low[m, 1])]
        (c, i), count = owner[m], len(loops[owner[m][0]])
        for k in others.tolist():
            d, j = owner[k]
            if c != d or (j - i) % count not in (1, count - 1):
                yield (m, k) if m < k else (k, m)


def _folds_back(a: Corner, b: Corner, c: Corner) -> bool:
    """Say whether the picture goes from a to b and back on the same line."""
    back = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return back <= 0 and _turn(a, b, c) == 0


def _turn(a: Corner, b: Corner, c: Corner) -> int:
    """Return twice the signed area of a triangle of the picture."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
