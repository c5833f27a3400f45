"""Points enclosed within a plane, by what a class has in it: width 2 is too little (T0.4, T4.4)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from unknot import checker
from unknot.checker import Body
from unknot.exact import Point, numbers, point, rows
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._loops import Loop, loops
from unknot.verdicts._narrow import Narrow
from unknot.verdicts._sides import pairs

_MOST_TRIED = 30  # members in the plane of a loop


def enclosed_in_a_plane(classes: Classes, layers: Narrow) -> Certificate | None:
    """Prove that layers too narrow cannot, if a flat loop goes round another class's point."""
    if not layers.excluded_in(2) or classes.dimension < 3 or classes.exact is None:
        return None
    for (i,), (j,) in pairs(len(classes)):
        for loop in loops(classes, j):
            plane = plane_of([point(x) for x in loop.vertices.tolist()])
            if plane is None:
                continue
            known = zip(classes.parts(i), classes.exact[i], strict=True)
            members = (m for part, one in known for m in _in_plane(part, one, plane))
            for _, (x, member) in zip(range(_MOST_TRIED), members, strict=False):
                found = _certificate(classes, (i, j), layers, x, member, plane, loop)
                if found is not None:
                    return found
    return None


def _certificate(
    classes: Classes,
    sides: tuple[int, int],
    layers: Narrow,
    x: Point,
    member: dict[str, Any],
    plane: "Plane",
    loop: Loop,
) -> Certificate | None:
    a, b = (classes.names[k] for k in sides)
    where = ", ".join(f"{float(v):.6g}" for v in x)
    return accepted(
        f"In a plane {b} encloses the point ({where}) of {a}, and of the plane networks see what "
        f"networks of the plane do. {layers.never('bring an enclosed point out')}",
        facts={"point": [float(v) for v in x]},
        classes=classes.written(),
        claim=layers.claim,
        evidence={
            "kind": "enclosed",
            "sides": [[sides[0]], [sides[1]]],
            "member": member,
            "cycle": loop.cycle(),
            "section": {"keep": list(plane[0]), "rest": rows(plane[1])},
        },
    )


Plane = tuple[tuple[int, int], list[Point]]  # two coordinates, of which the others are affine


def plane_of(corners: Sequence[Point]) -> Plane | None:
    """Return the plane that points lie in, exactly; None if they lie in none, or on a line."""
    start = corners[0]
    ways = [tuple(v - s for v, s in zip(x, start, strict=True)) for x in corners[1:]]
    n = len(start)
    for a, b in combinations(range(n), 2):
        d = ways[0]
        e = next((w for w in ways if d[a] * w[b] != d[b] * w[a]), None)
        if e is None:
            continue
        size, rest = d[a] * e[b] - d[b] * e[a], []
        for k in range(n):
            if k not in (a, b):
                p, q = (d[k] * e[b] - d[b] * e[k]) / size, (d[a] * e[k] - d[k] * e[a]) / size
                rest.append((p, q, start[k] - p * start[a] - q * start[b]))
        plane = (a, b), rest
        return plane if all(not any(_off(x, plane)) for x in corners) else None
    return None


def _off(x: Point, plane: Plane) -> list[Fraction]:
    """Return by how much each other coordinate differs from that of the plane."""
    (a, b), rest = plane
    others = [v for k, v in enumerate(x) if k not in (a, b)]
    return [v - p * x[a] - q * x[b] - r for v, (p, q, r) in zip(others, rest, strict=True)]


def _in_plane(part: Part, one: checker.Set, plane: Plane) -> Iterator[tuple[Point, Any]]:
    """List exact members of a part that lie in a plane."""
    try:
        bodies = list(checker.bodies(one))
    except checker.Refused:
        return
    for body in bodies:
        for x in _places(body, plane):
            if one.holds(x):
                yield x, part.written() | {"point": numbers(x)}


def _places(body: Body, plane: Plane) -> Iterator[Point]:
    """Give points of the plane near a body: where it crosses, and under its middle."""
    offs = [_off(x, plane) for x in body.corners]
    for x, off in zip(body.corners, offs, strict=True):
        if not any(off):
            yield x
    for (x, off), (y, other) in combinations(zip(body.corners, offs, strict=True), 2):
        if off[0] * other[0] < 0:
            t = off[0] / (off[0] - other[0])
            yield tuple(u + t * (v - u) for u, v in zip(x, y, strict=True))
    if body.radius:
        for x in body.corners:
            yield _under(x, plane)


def _under(x: Point, plane: Plane) -> Point:
    """Return the point of the plane with the same kept coordinates."""
    (a, b), rest = plane
    inner = iter(p * x[a] + q * x[b] + r for p, q, r in rest)
    return tuple(v if k in (a, b) else next(inner) for k, v in enumerate(x))
