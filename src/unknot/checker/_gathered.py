"""All classes but one drawn together to points, and led out past the last: `gathered` (T4.15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ._apart import segments2
from ._bodies import Body, bodies, body_holds, parted
from ._certificate import Certificate
from ._exact import Point
from ._existence import disjoint
from ._named import need_turning
from ._pieces import patch
from ._reading import Refused, Table, items, need, table, whole, wholes
from ._sets import Box, Holed, Round, Set, Sets, Thick, leaves

_MOST_BODIES = 2000
_MOST_NEAR = 200_000


@dataclass(frozen=True, eq=False)
class Gathered:
    """What is drawn together: convex bodies in the order in which they go, each to its point."""

    bodies: list[Body]
    labels: list[int]
    order: list[int]
    points: list[Point]
    ways: list[list[Point]]
    stays: int


def read_gathered(c: Certificate) -> Gathered:
    """Read the evidence, without what it shows."""
    stays = whole(c.evidence["stays"], "stays")
    need(stays < len(c.sets), "stays: there is no such class")
    moved = [
        (i, b)
        for i, value in enumerate(c.sets)
        if i != stays
        for one in leaves(value)
        for b in bodies(one)
    ]
    need(len(moved) <= _MOST_BODIES, "too many bodies")
    order = wholes(c.evidence["order"], "order")
    need(sorted(order) == list(range(len(moved))), "order: expected each body once")
    points = table(c.evidence["points"], "points", c.n).rows
    need(len(points) == len(moved), "points: expected one for each body")
    ways = [
        list(table(way, f"ways[{k}]", c.n).rows)
        for k, way in enumerate(items(c.evidence["ways"], "ways"))
    ]
    return Gathered([b for _, b in moved], [i for i, _ in moved], order, list(points), ways, stays)


def past(c: Certificate) -> Certificate:
    """Return it with two sets: all that moves, with its ways, and the class that stays."""
    found = read_gathered(c)
    moving: list[Sets] = [
        _filled(one) for i, value in enumerate(c.sets) if i != found.stays for one in leaves(value)
    ]
    steps = [pair for way in found.ways for pair in pairwise(way)]
    need(all(a != b for a, b in steps), "ways: a place repeats")
    if steps:
        starts, stops = (Table([pair[k] for pair in steps]) for k in (0, 1))
        moving.append(Thick("polyline", c.n, starts, stops))
    return replace(c, sets=[moving, c.sets[found.stays]])


def _filled(one: Set) -> Set:
    """Return the set that the bodies of a set are."""
    match one:
        case Thick() | Box():
            return one
        case Round(centre=centre, outer=radius) | Holed(centre=centre, radius=radius):
            only = Table([centre])
            return Thick("ball", one.n, only, only, radius)
    raise Refused(f"a {one.kind} is not drawn together")


def gathered(c: Certificate) -> None:
    """T4.15: bodies shrink one after the other; what is left of each heap is led out."""
    need(c.n >= 2, "this evidence is for two dimensions or more")
    need(c.claim["width"] >= c.n, f"this evidence is for width {c.n} and more")
    need_turning(c.claim["activations"])
    found = read_gathered(c)
    roots = _shrunk(c, found)
    need(len(found.ways) == len(roots), f"ways: expected {len(roots)}, one for each heap")
    low, high = _box_of(c.sets[found.stays], c.n)
    for k, (root, way) in enumerate(zip(roots, found.ways, strict=True)):
        need(way[0] == root, f"ways[{k}]: it does not begin at the point of its heap")
        out = any(v < a or v > b for v, a, b in zip(way[-1], low, high, strict=True))
        need(out, f"ways[{k}]: it does not end outside")
    disjoint(past(c))


def _shrunk(c: Certificate, found: Gathered) -> list[Point]:
    """Return the points of the last bodies of heaps, if the bodies shrink in this order."""
    normals = table(c.evidence["normals"], "normals", c.n).rows if c.evidence["normals"] else []
    at = {k: i for i, k in enumerate(found.order)}
    last = [True] * len(found.bodies)
    for k, m in _near(found.bodies):
        first, later = (k, m) if at[k] < at[m] else (m, k)
        one, other, p = found.bodies[first], found.bodies[later], found.points[at[first]]
        if _apart(one, other, normals):
            continue
        same = found.labels[first] == found.labels[later]
        here = f"bodies {first} and {later}"
        need(same, f"{here} of two classes are not known to be apart")
        need(
            body_holds(other, p), f"{here} are not known to be apart, nor to hold the first's point"
        )
        last[first] = False
    roots = []
    for place, k in enumerate(found.order):
        p = found.points[place]
        need(body_holds(found.bodies[k], p), f"points[{place}]: it is not in its body")
        if last[k]:
            roots.append(p)
    return roots


def _apart(one: Body, other: Body, normals: Sequence[Point]) -> bool:
    if len(one.corners) <= 2 and len(other.corners) <= 2:
        ends = ((b.corners[0], b.corners[-1]) for b in (one, other))
        return segments2(*ends) > (one.radius + other.radius) ** 2
    return any(parted(one, other, w) for w in normals)


def _near(found: Sequence[Body]) -> Iterator[tuple[int, int]]:
    """List the pairs of bodies that boxes of floats do not part."""
    corners = [np.array([[float(v) for v in x] for x in b.corners]) for b in found]
    radii = np.array([np.nextafter(float(b.radius), np.inf) for b in found])[:, None]
    low = np.nextafter([x.min(axis=0) for x in corners], -np.inf) - radii
    high = np.nextafter([x.max(axis=0) for x in corners], np.inf) + radii
    low, high = np.nextafter(low, -np.inf), np.nextafter(high, np.inf)
    total = 0
    for k in range(len(found)):
        meet = ((low[k] <= high[k + 1 :]) & (low[k + 1 :] <= high[k])).all(axis=1)
        total += int(meet.sum())
        need(total <= _MOST_NEAR, "too many bodies are near each other")
        yield from ((k, k + 1 + m) for m in np.flatnonzero(meet).tolist())


def _box_of(value: Sets, n: int) -> tuple[list[float], list[float]]:
    """Return a box that holds a set."""
    low, high = np.full(n, np.inf), np.full(n, -np.inf)
    for one in leaves(value):
        known = patch(one)
        held = known.place(known.whole())[2]
        low, high = np.minimum(low, held.lo.min(axis=0)), np.maximum(high, held.hi.max(axis=0))
    return low.tolist(), high.tolist()
