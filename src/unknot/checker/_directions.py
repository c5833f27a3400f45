"""Classes that some line along every direction meets: `directions` (T4.2g)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from ._bodies import Body, bodies, body_holds
from ._certificate import Certificate
from ._exact import Point, minus
from ._reading import Json, fields, items, need, numbers, wholes
from ._sets import Box, Polygon, Sets, Thick, leaves

_MOST_DIMENSIONS = 8


def directions(c: Certificate) -> None:
    """T4.2g: every direction is of a line that meets two classes, as convex bodies in them show."""
    fits = 2 <= c.n <= _MOST_DIMENSIONS and c.claim["first"] < c.n
    need(fits, "directions exclude first layers of fewer units than dimensions, up to 8")
    sides = c.sides(singles=True)
    inner = [list(_inner(c.sets[k])) for (k,) in sides]
    # Up to its sign every direction is in a cone of axes of which the first is as it is.
    cones = list(product((1, -1), repeat=c.n - 1))
    trees = items(c.evidence["trees"], "trees")
    need(len(trees) == len(cones), f"trees: expected {len(cones)}")
    for k, (signs, tree) in enumerate(zip(cones, trees, strict=True)):
        rays = [
            tuple(Fraction(sign * (i == axis)) for i in range(c.n))
            for axis, sign in enumerate((1, *signs))
        ]
        _covered(tree, f"trees[{k}]", rays, inner)


def _inner(value: Sets) -> Iterator[Body]:
    """List convex bodies that a class holds; of a polygon its edges."""
    for one in leaves(value):
        if isinstance(one, Thick | Box | Polygon):
            yield from bodies(one)


def _covered(tree: Json, at: str, rays: list[Point], inner: Sequence[Sequence[Body]]) -> None:
    """Refuse unless a line along each direction of a cone of n rays meets both classes."""
    if type(tree) is dict and "edge" in tree:
        fields(tree, at, "edge", "parts")
        edge, parts = wholes(tree["edge"], f"{at}.edge"), items(tree["parts"], f"{at}.parts")
        fits = len(edge) == len(parts) == 2 and edge[0] < edge[1] < len(rays)
        need(fits, f"{at}: expected two rays of the cone, and two parts")
        middle = tuple(a + b for a, b in zip(*(rays[k] for k in edge), strict=True))
        for k, part in zip(edge, parts, strict=True):
            _covered(part, f"{at}.{k}", [*rays[:k], middle, *rays[k + 1 :]], inner)
        return
    fields(tree, at, "bodies", "points")
    chosen, signs = wholes(tree["bodies"], f"{at}.bodies"), set()
    known = len(chosen) == 2 and all(k < len(s) for k, s in zip(chosen, inner, strict=True))
    need(known, f"{at}.bodies: there are no such bodies")
    pair = [side[k] for k, side in zip(chosen, inner, strict=True)]
    raw = items(tree["points"], f"{at}.points")
    need(len(raw) == len(rays), f"{at}.points: expected two for each ray")
    for i, (ray, ends) in enumerate(zip(rays, raw, strict=True)):
        here = f"{at}.points[{i}]"
        need(len(items(ends, here)) == 2, f"{here}: expected two points")
        p, q = (numbers(x, here, len(ray)) for x in ends)
        need(body_holds(pair[0], p) and body_holds(pair[1], q), f"{here}: not in these bodies")
        way = minus(p, q)
        share = next(d / v for d, v in zip(way, ray, strict=True) if v)
        along = all(d == share * v for d, v in zip(way, ray, strict=True))
        need(along and share != 0, f"{here}: they lie on no line along the ray")
        signs.add(share > 0)
    # Σλᵢrᵢ with λ ≥ 0 is a multiple of a mean of the pᵢ less one of the qᵢ, all in convex bodies.
    need(len(signs) == 1, f"{at}.points: the ways between them are not all along their rays")
