"""Simplices that lie inside sets, and the cycles and closed polygons made of them."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from ._certificate import Certificate
from ._exact import Point, between, distance2, dot, minus, root_up, to_segment2
from ._reading import Json, fields, items, need, table, wholes
from ._sets import Box, Holed, Polygon, Round, Set, Thick, Torus


def read_cycle(
    c: Certificate,
    value: Json,
    at: str,
    side: Sequence[int],
    size: int,
    beyond: Point | None = None,
) -> tuple[list[Point], list[list[int]]]:
    """Read simplices of so many vertices, each inside its part.

    What the rim of a part, a sphere, parts from the point beyond counts as the part's.
    """
    fields(value, at, "vertices", "simplices")
    vertices = table(value["vertices"], f"{at}.vertices", c.n).rows
    found = []
    for i, one in enumerate(items(value["simplices"], f"{at}.simplices")):
        here = f"{at}.simplices[{i}]"
        fields(one, here, "at", "inside")
        corners = wholes(one["at"], here)
        need(len(corners) == size == len(set(corners)), f"{here}: expected {size} vertices")
        need(max(corners) < len(vertices), f"{here}: there is no such vertex")
        _, part = c.part(one["inside"], here, side)
        places = [vertices[k] for k in corners]
        inside = (beyond is not None and _within_rim(part, places, beyond)) or holds_simplex(
            part, places
        )
        need(inside, f"{here}: not inside its part")
        found.append(corners)
    return vertices, found


def read_loop(c: Certificate, value: Json, at: str, side: Sequence[int]) -> list[Point]:
    """Read a closed polygon, whose edges in order lie inside their parts."""
    vertices, edges = read_cycle(c, value, at, side, 2)
    count = len(vertices)
    around = [[i, (i + 1) % count] for i in range(count)]
    need(count >= 3 and edges == around, f"{at}: no polygon")
    need(all(vertices[i] != vertices[i - 1] for i in range(count)), f"{at}: a vertex repeats")
    return vertices


def rim_of(found: Set) -> tuple[Point, Fraction] | None:
    """Return centre and radius of a sphere of dimension n − 1 that a set holds, its largest."""
    match found:
        case Round() if found.full:
            return found.centre, found.outer
        case Holed():
            return found.centre, found.radius
    return None


def _within_rim(found: Set, corners: Sequence[Point], beyond: Point) -> bool:
    """Say whether a simplex lies in a part's rim with all its inside, and a point does not."""
    rim = rim_of(found)
    if rim is None or distance2(beyond, rim[0]) <= rim[1] ** 2:
        return False
    return all(distance2(v, rim[0]) <= rim[1] ** 2 for v in corners)


def holds_simplex(found: Set, corners: Sequence[Point]) -> bool:
    """Say whether a simplex certainly lies in a set; see docs/certificates.md, *cycle*."""
    match found:
        case Box():
            return all(map(found.holds, corners))
        case Polygon():
            return len(corners) <= 2 and _holds_segment(found, corners[0], corners[-1])
        case Thick(radius=r, segments=segments):
            if frozenset(corners) in found.pairs:
                return True
            deep = r - root_up(covering2(corners)) if r else Fraction(-1)
            if deep >= 0 and found.ends.issuperset(corners):
                return True
            # What is within the radius of one segment is convex.
            if any(
                all(to_segment2(v, segments[k]) <= r**2 for v in corners)
                for k in found.close_to(corners[0])
            ):
                return True
            return deep >= 0 and all(
                any(to_segment2(v, segments[k]) <= deep**2 for k in found.close_to(v))
                for v in corners
            )
    # Each point of a simplex is within J of a vertex, so vertices that are J deep hold it.
    far = root_up(covering2(corners))
    match found:
        case Round():
            least = (found.inner + far) ** 2
            return found.full and all(
                least <= distance2(v, found.centre) <= found.outer**2 for v in corners
            )
        case Holed():
            return all(found.deep(v, far) for v in corners)
        case Torus():
            return all(found.within(v, found.minor - far) for v in corners)
    return False


def covering2(corners: Sequence[Point]) -> Fraction:
    """Bound J² so that each point of a simplex is within J of a vertex: the best centre found.

    Σλ|x − v|² = Σλ|y − v|² − |x − y|² for x = Σλv and every y, so max |y − v| will do.
    """
    size = len(corners)
    centres = [tuple(sum(c, Fraction(0)) / size for c in zip(*corners, strict=True))]
    centres += [between(a, b, Fraction(1, 2)) for a, b in combinations(corners, 2)]
    if size == 3:
        a, b, c = corners
        e, f = minus(b, a), minus(c, a)
        ee, ef, ff = dot(e, e), dot(e, f), dot(f, f)
        area = ee * ff - ef * ef
        if area:
            s, t = ff * (ee - ef) / (2 * area), ee * (ff - ef) / (2 * area)
            centres.append(tuple(x + s * y + t * z for x, y, z in zip(a, e, f, strict=True)))
    return min(max(distance2(y, v) for v in corners) for y in centres)


def _holds_segment(polygon: Polygon, a: Point, b: Point) -> bool:
    if a == b:
        return polygon.holds(a)
    # Between neighbouring places where it meets the border, a segment is in or out as a whole.
    e, cuts = minus(b, a), {Fraction(0), Fraction(1)}
    for c, d in polygon.border.segments:
        f, g = minus(d, c), minus(c, a)
        across = e[0] * f[1] - e[1] * f[0]
        if across:
            cuts.add((g[0] * f[1] - g[1] * f[0]) / across)
        else:
            cuts |= {dot(minus(v, a), e) / dot(e, e) for v in (c, d)}
    inner = sorted(t for t in cuts if 0 <= t <= 1)
    middles = [(s + t) / 2 for s, t in pairwise(inner)]
    return all(polygon.holds(between(a, b, t)) for t in (*inner, *middles))
