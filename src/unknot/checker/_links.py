"""Links that do not come apart: `linked`, `linked spheres`, `threaded`, `colourings` (T4.5–6)."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ._certificate import Certificate
from ._cycles import read_loop
from ._exact import Point, between, boxes_about, distance2, dot, eliminate, minus, turn
from ._reading import Refused, items, need, whole
from ._sets import Round

Place = tuple[int, int, Fraction]  # polygon, edge, share of the edge


@dataclass(frozen=True)
class Crossing:
    """A crossing of a picture: where over, where under, and its sign."""

    over: Place
    under: Place
    sign: int


def diagram(loops: list[list[Any]]) -> list[Crossing]:
    """Return the crossings of closed polygons seen along some generic direction, exactly.

    Coordinates are sheared, (x + αz, y + βz, z), which turns the view and keeps orientations.
    """
    # In whole numbers, for speed: enlarging changes no picture.
    scale = math.lcm(*(v.denominator for loop in loops for x in loop for v in x))
    large = [[tuple(int(v * scale) for v in x) for x in loop] for loop in loops]
    for k in range(40):
        alpha, beta = (37 * k * k + 11 * k) * 991, (53 * k * k - 29 * k) * 997
        one = 997 * 991
        seen = [
            [(one * x + alpha * z, one * y + beta * z, one * z) for x, y, z in loop]
            for loop in large
        ]
        found = crossings(seen, scale * one)
        if found is not None:
            return found
    raise Refused("no direction gives a generic picture of the polygons")


def crossings(loops: list[list[Any]], unit: int) -> list[Crossing] | None:
    """Return the crossings seen from above, exactly; None if something coincides in the picture."""
    edges = [(c, i, p[i], p[(i + 1) % len(p)]) for c, p in enumerate(loops) for i in range(len(p))]
    for c, i, a, b in edges:
        after = loops[c][(i + 2) % len(loops[c])]
        if turn(a, b, after) == 0 and dot(minus(b, a)[:2], minus(after, b)[:2]) <= 0:
            return None  # the picture goes back on the same line
    low, high = boxes_about([(a, b) for _, _, a, b in edges], unit)
    found, places = [], set()
    for m in range(len(edges)):
        near = (low[m] <= high[m + 1 :]).all(1) & (low[m + 1 :] <= high[m]).all(1)
        for k in (np.flatnonzero(near) + m + 1).tolist():
            (c, i, a, b), (d, j, p, q) = edges[m], edges[k]
            if c == d and (j - i) % len(loops[c]) in (1, len(loops[c]) - 1):
                continue
            s = turn(p, q, a), turn(p, q, b), turn(a, b, p), turn(a, b, q)
            if s[0] * s[1] > 0 or s[2] * s[3] > 0:
                continue
            if 0 in s:
                return None
            t, u = Fraction(s[0], s[0] - s[1]), Fraction(s[2], s[2] - s[3])
            heights = a[2] + t * (b[2] - a[2]), p[2] + u * (q[2] - p[2])
            need(heights[0] != heights[1], "two polygons, or two edges of one, meet")
            first, second = (c, i, t), (d, j, u)
            if first in places or second in places:
                return None
            places |= {first, second}
            # s[3] > 0: the second edge ends to the left of the first.
            sign = 1 if s[3] > 0 else -1
            above = heights[0] > heights[1]
            one = Crossing(first, second, sign) if above else Crossing(second, first, -sign)
            found.append(one)
    return found


def linked(c: Certificate) -> None:
    """T4.5 in R³: two polygons inside the sides have a linking number that is not 0."""
    need(c.n == 3 and c.too_narrow(3), "linking excludes widths up to 3 in space")
    sides = zip(("first", "second"), c.sides(), strict=True)
    found = diagram([read_loop(c, c.evidence[key], key, side) for key, side in sides])
    total = sum(x.sign for x in found if x.over[0] == 0 and x.under[0] == 1)
    claimed = c.evidence["number"]
    need(type(claimed) is int and total == claimed and total != 0, f"the linking number is {total}")


def linked_spheres(c: Certificate) -> None:
    """T4.5: two round spheres whose spans meet in a line, along which their points alternate."""
    need(c.too_narrow(c.n), "linking excludes widths up to the dimension only")
    sides = zip(("first", "second"), c.sides(), strict=True)
    one, other = (c.part(c.evidence[key], key, side)[1] for key, side in sides)
    if not isinstance(one, Round) or not isinstance(other, Round):
        raise Refused("linked spheres: these parts are no spheres")
    thin = one.inner == one.outer and other.inner == other.outer
    need(thin, "linked spheres: these parts are no spheres")
    a, b = set(one.axes), set(other.axes)
    need(len(a & b) == 1 and len(a | b) == c.n, "their axes must have one in common, and be all")
    (k,) = a & b
    # On the common line x_k the spheres' points are c₁ ± √M and c₂ ± √S: the one sphere meets the
    # span of the other in two points, one inside it and one outside, if and only if
    # |√S − √M| < |D| < √S + √M.
    d = minus(other.centre, one.centre)
    s = other.outer**2 - sum(d[i] ** 2 for i in b - {k})
    m = one.outer**2 - sum(d[i] ** 2 for i in a - {k})
    need(s > 0 and m > 0 and (d[k] ** 2 - s - m) ** 2 < 4 * s * m, "the spheres are not linked")


def threaded(c: Certificate) -> None:
    """T4.5: a polygon goes through a round sphere of dimension n − 2, counted with signs."""
    need(c.n >= 3 and c.too_narrow(c.n), "linking excludes widths up to the dimension only")
    first, second = c.sides()
    loop = read_loop(c, c.evidence["first"], "first", first)
    _, sphere = c.part(c.evidence["second"], "second", second)
    if not isinstance(sphere, Round) or sphere.inner != sphere.outer:
        raise Refused("threaded: this part is no sphere")
    free = [i for i in range(c.n) if i not in sphere.axes]
    need(len(free) == 1, "threaded: the sphere must have all axes but one")
    total = passages(loop, sphere, free[0])
    claimed = c.evidence["number"]
    need(type(claimed) is int and total == claimed and total != 0, f"the linking number is {total}")


def passages(loop: list[Point], sphere: Round, k: int) -> int:
    """Count how often a polygon passes up through the disc of a sphere across axis k, less down.

    Corners at the disc's height count as above it: the disc is seen a little lower, which changes
    no linking number, as what is not on the sphere stays off it. (What is on it is shared.)
    """
    height, total = sphere.centre[k], 0
    for i, b in enumerate(loop):
        a = loop[i - 1]
        if (a[k] < height) == (b[k] < height):
            continue
        place = between(a, b, (height - a[k]) / (b[k] - a[k]))
        far = distance2(place, sphere.centre)
        need(far != sphere.outer**2, "the polygon meets the sphere")
        if far < sphere.outer**2:
            total += 1 if a[k] < height else -1
    return total


def colourings(c: Certificate) -> None:
    """T4.6: the colourings of the whole are not those of the sides together."""
    loops, sides = read_sides(c)
    prime = small_prime(c)
    found = diagram(loops)
    dimensions = [colour_dimension(found, side, prime) for side in sides]
    claimed = items(c.evidence["dimensions"], "dimensions")
    same = all(type(x) is int for x in claimed) and claimed == dimensions
    need(same, f"the dimensions are {dimensions}")
    need(dimensions[0] != dimensions[1] + dimensions[2], "equal dimensions prove nothing")


def read_sides(c: Certificate) -> tuple[list[list[Point]], tuple[set[int], set[int], set[int]]]:
    """Read the polygons of both sides; and which are of the whole, of the first and the second."""
    need(c.n == 3 and c.too_narrow(3), "links exclude widths up to 3 in space")
    loops: list[list[Point]] = []
    counts = []
    for key, side in zip(("first", "second"), c.sides(), strict=True):
        raw = items(c.evidence[key], key)
        need(len(raw) < 100, f"{key}: too many polygons")
        loops += [read_loop(c, one, f"{key}[{i}]", side) for i, one in enumerate(raw)]
        counts.append(len(loops))
    first, every = set(range(counts[0])), set(range(counts[1]))
    return loops, (every, first, every - first)


def small_prime(c: Certificate) -> int:
    """Read the prime of the evidence."""
    prime = whole(c.evidence["prime"], "prime", 2)
    small = prime < 10_000 and all(prime % q for q in range(2, math.isqrt(prime) + 1))
    need(small, "no prime number below 10,000")
    return prime


def colour_dimension(crossings: list[Crossing], loops: set[int], p: int) -> int:
    """Return dim Col_p of a sub-link: at each crossing 2·over = under before + under after."""
    kept = [x for x in crossings if x.over[0] in loops and x.under[0] in loops]
    unders = {c: sorted(x.under[1:] for x in kept if x.under[0] == c) for c in loops}
    first, count = {}, 0
    for c, places in unders.items():
        first[c], count = count, count + max(1, len(places))

    def arc(place: Place, *, after: bool = False) -> int:
        places = unders[place[0]]
        passed = sum(q < place[1:] or (after and q == place[1:]) for q in places)
        return first[place[0]] + (passed % len(places) if places else 0)

    rows = np.zeros((len(kept), count), dtype=np.int64)
    for row, x in zip(rows, kept, strict=True):
        row[arc(x.over)] += 2
        row[arc(x.under)] -= 1
        row[arc(x.under, after=True)] -= 1
    return count - len(eliminate(rows % p, count, p)[1])
