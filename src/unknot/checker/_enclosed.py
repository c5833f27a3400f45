"""Points that a side encloses: `enclosed` (T4.4), `two enclosed` (T5.4)."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

from ._certificate import Certificate
from ._cycles import read_cycle, rim_of
from ._exact import Point, distance2, solve, turn
from ._flat import Flat, read_flat
from ._named import named
from ._reading import Json, Refused, fields, need

_OUTSIDE = "the point is not inside: the sphere or the cycle does not go round the point"


def enclosed(c: Certificate) -> None:
    """T4.4, T4.2f: a point of one side in a bounded component of the complement of the other."""
    section = read_flat(c.evidence["section"], c.n) if "section" in c.evidence else None
    n = c.n if section is None else len(section.keep)
    need(c.too_narrow(n), "enclosure excludes widths up to the dimension only")
    inner, outer = c.sides()
    _, _, a = c.point(c.evidence["member"], "member", inner)
    need(_goes_round(c, c.evidence, "", outer, a, section), _OUTSIDE)


def two_enclosed(c: Certificate) -> None:
    """T5.4: two points of two classes, each enclosed by the other class, not both in one place."""
    hidden, texts = c.claim["hidden"], c.claim["activations"]
    fits = c.n >= 2 and len(hidden) == 1 and hidden[0] <= c.n + 1
    need(fits, "this evidence is for one hidden layer of n + 1 units or fewer, n ≥ 2")
    need(named(texts[0]).facts.kinks == 1, "this evidence is for activations with one kink")
    (i,), (j,) = c.sides(singles=True)
    found = []
    for key, side in (("first", (i,)), ("second", (i, j))):
        one = fields(c.evidence[key], key, "member", optional=("sphere", "cycle"))
        label, _, a = c.point(one["member"], f"{key}.member", side)
        wall = {k: v for k, v in one.items() if k != "member"}
        walls = [j if label == i else i]
        need(
            _goes_round(c, wall, f"{key}.", walls, a),
            f"{key}: the wall does not go round its point",
        )
        found.append((label, a, wall))
    (one, a, wall), (other, b, wall_1) = found
    # Points of a set's complement that hang together there are on the same side of each wall.
    apart = one != other or not (
        _goes_round(c, wall, "first.", [j], b) and _goes_round(c, wall_1, "second.", [j], a)
    )
    need(apart, "both walls go round both points, which may lie in one place")


def _goes_round(
    c: Certificate,
    wall: dict[str, Json],
    at: str,
    side: list[int],
    a: Point,
    section: Flat | None = None,
) -> bool:
    """Say whether a sphere or a cycle of a side goes round a point, which lies on neither.

    In a section both lie in that flat, and it goes round there (T0.4).
    """
    need(("sphere" in wall) != ("cycle" in wall), f"{at}sphere, {at}cycle: which way is meant?")
    if "sphere" in wall:
        need(section is None, "section: expected a cycle in it")
        _, part = c.part(wall["sphere"], f"{at}sphere", side)
        rim = rim_of(part)
        if rim is None:
            raise Refused("sphere: this part holds no sphere of full dimension")
        far = distance2(a, rim[0]) - rim[1] ** 2
        need(far != 0, "sphere: the point lies on it, not inside")
        return far < 0
    # A cycle may go through what a sphere of its side parts from the point.
    here = f"{at}cycle"
    if section is None:
        n = c.n
        vertices, simplices = read_cycle(c, wall["cycle"], here, side, n, beyond=a)
    else:
        n = len(section.keep)
        need(n >= 2, "section: expected two dimensions or more")
        vertices, simplices = read_cycle(c, wall["cycle"], here, side, n)
        need(all(map(section.holds, (a, *vertices))), "section: a point does not lie in it")
        a, vertices = section.coordinates(a), list(map(section.coordinates, vertices))
    faces = Counter(f for s in simplices for f in combinations(sorted(s), n - 1))
    need(all(times % 2 == 0 for times in faces.values()), f"{here}: it is not closed")
    for k in range(1, 30):
        wild = [(k * 7919 * (i + 2) ** 3 + 104729 * (i + 1)) % 2003 - 1001 for i in range(n)]
        direction = tuple(map(Fraction, wild))
        if n == 2:
            crossings = _ray_meets_edges(a, direction, vertices, simplices)
        else:
            crossings = [_ray_meets(a, direction, [vertices[i] for i in s]) for s in simplices]
        if None not in crossings and any(direction):
            return sum(map(bool, crossings)) % 2 == 1
    raise Refused("no ray from the point is generic; is it on the cycle?")


def _ray_meets_edges(
    a: Point, direction: Point, vertices: list[Point], edges: list[list[int]]
) -> list[bool | None]:
    """Say of edges of the plane whether a ray meets them; None where that is not generic."""
    found: list[bool | None] = []
    (x, y), (u, v) = a, direction
    sides = [u * (q - y) - v * (p - x) for p, q in vertices]
    for i, j in edges:
        if not sides[i] or not sides[j]:
            found.append(None)
        elif (sides[i] > 0) == (sides[j] > 0):
            found.append(False)
        else:  # from right to left of the ray, the point must be on the left of the edge
            left = turn(vertices[i], vertices[j], a)
            found.append((left > 0) == (sides[j] > 0) if left else None)
    return found


def _ray_meets(a: Point, direction: Point, corners: list[Point]) -> bool | None:
    """Say whether a ray meets a simplex of n vertices in Rⁿ; None where that is not generic."""
    # Σλᵢvᵢ − s·d = a with Σλᵢ = 1.
    size = len(corners)
    rows = [[*(v[i] for v in corners), -direction[i], a[i]] for i in range(size)]
    solution = solve([*rows, [Fraction(1)] * size + [Fraction(0), Fraction(1)]])
    if solution is None:
        return None
    if any(x < 0 for x in solution):
        return False
    return None if any(x == 0 for x in solution) else True
