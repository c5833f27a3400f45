"""A point that a side encloses: `enclosed` (T4.4)."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

from ._certificate import Certificate
from ._cycles import read_cycle, rim_of
from ._exact import Point, distance2, solve, turn
from ._reading import Refused, need


def enclosed(c: Certificate) -> None:
    """T4.4: a point of one side in a bounded component of the complement of the other."""
    need(c.claim["width"] <= c.n, "enclosure excludes widths up to the dimension only")
    need(("sphere" in c.evidence) != ("cycle" in c.evidence), "evidence: which way is meant?")
    inner, outer = c.sides()
    _, _, a = c.point(c.evidence["member"], "member", inner)
    if "sphere" in c.evidence:
        _, part = c.part(c.evidence["sphere"], "sphere", outer)
        rim = rim_of(part)
        if rim is None:
            raise Refused("sphere: this part holds no sphere of full dimension")
        need(distance2(a, rim[0]) < rim[1] ** 2, "the point is not inside the sphere")
        return
    # A cycle may go through what a sphere of its side parts from the point.
    vertices, simplices = read_cycle(c, c.evidence["cycle"], "cycle", outer, c.n, beyond=a)
    faces = Counter(f for s in simplices for f in combinations(sorted(s), c.n - 1))
    need(all(times % 2 == 0 for times in faces.values()), "cycle: it is not closed")
    for k in range(1, 30):
        wild = [(k * 7919 * (i + 2) ** 3 + 104729 * (i + 1)) % 2003 - 1001 for i in range(c.n)]
        direction = tuple(map(Fraction, wild))
        if c.n == 2:
            crossings = _ray_meets_edges(a, direction, vertices, simplices)
        else:
            crossings = [_ray_meets(a, direction, [vertices[i] for i in s]) for s in simplices]
        if None not in crossings and any(direction):
            need(sum(map(bool, crossings)) % 2 == 1, "the cycle does not go round the point")
            return
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
