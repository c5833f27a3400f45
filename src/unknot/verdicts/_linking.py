"""Linked cycles, and links that do not split (THEORY T4.5, T4.6, T4.6b, T8.2)."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from unknot import checker
from unknot.errors import InputError
from unknot.exact import point
from unknot.links import (
    ColouringObstruction,
    JonesObstruction,
    Link,
    LinkingObstruction,
    Obstruction,
    diagram,
    linking_matrix,
    obstruction,
)
from unknot.shapes import OuterSphere
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._loops import Loop, loops
from unknot.verdicts._narrow import Narrow
from unknot.verdicts._sides import Sides, groupings, pairs

_MOST_EDGES = 3000


def inseparable_links(classes: Classes, layers: Narrow) -> Certificate | None:
    """Prove that layers that are too narrow cannot part linked classes."""
    if not layers.excluded_in(classes.dimension):
        return None
    ways = list(groupings(len(classes)) if layers.width >= 2 else pairs(len(classes)))
    for sides in ways:
        found = _linked_spheres(classes, sides, layers)
        if found is not None:
            return found
    every = [list(loops(classes, label)) for label in range(len(classes))]
    for sides in ways:
        found = _threaded(classes, sides, layers, every)
        if found is not None:
            return found
    if classes.dimension != 3:
        return None
    seen: set[frozenset[tuple[int, ...]]] = set()
    for sides in ways:
        if frozenset(sides) in seen:
            continue
        seen.add(frozenset(sides))
        found = _linked_loops(classes, sides, layers, every)
        if found is not None:
            return found
    return None


def _linked_spheres(classes: Classes, sides: Sides, layers: Narrow) -> Certificate | None:
    spheres = (_spheres(classes, side) for side in sides)
    for (one, left), (other, right) in product(*spheres):
        if _spheres_link(left, right):
            p, q = len(left.axes) - 1, len(right.axes) - 1
            proved = accepted(
                f"A sphere of dimension {p} of {classes.named(sides[0])} and one of dimension {q} "
                f"of {classes.named(sides[1])} are linked. "
                f"{layers.never('part them')}",
                classes=classes.written(),
                claim=layers.claim,
                evidence={
                    "kind": "linked spheres",
                    "sides": [list(s) for s in sides],
                    "first": one.written(),
                    "second": other.written(),
                },
            )
            if proved is not None:
                return proved
    return None


def _spheres(classes: Classes, side: Sequence[int]) -> list[tuple[Part, OuterSphere]]:
    return [
        (part, sphere)
        for i in side
        for part in classes.parts(i)
        if (sphere := part.shape.outer_sphere) is not None
    ]


def _threaded(
    classes: Classes, sides: Sides, layers: Narrow, every: list[list[Loop]]
) -> Certificate | None:
    """Look for a closed polygon of one side through a sphere of all axes but one of the other."""
    for first, second in (sides, sides[::-1]):
        threads = [loop for i in first for loop in every[i]]
        round_ones = _spheres(classes, second)
        for loop, (part, sphere) in product(threads, round_ones):
            number = _passages(loop.vertices, sphere)
            if number == 0:
                continue
            proved = accepted(
                f"A loop in {classes.named(first)} and a round sphere of dimension "
                f"{len(sphere.axes) - 1} of {classes.named(second)} have linking number {number}. "
                f"{layers.never('part them')}",
                classes=classes.written(),
                claim=layers.claim,
                evidence={
                    "kind": "threaded",
                    "sides": [list(first), list(second)],
                    "first": loop.cycle(),
                    "second": part.written(),
                    "number": number,
                },
            )
            if proved is not None:
                return proved
    return None


def _passages(vertices: np.ndarray, sphere: OuterSphere) -> int:
    """Count, in floats, how often a polygon passes through a sphere; the checker does exactly."""
    free = sorted(set(range(sphere.dimension)) - set(sphere.axes))
    if len(free) != 1 or sphere.dimension < 3:
        return 0
    centre = np.array(sphere.centre)
    above = vertices[:, free[0]] >= centre[free[0]]
    before = np.roll(above, 1)
    across = np.flatnonzero(above != before)
    a, b = np.roll(vertices, 1, axis=0)[across], vertices[across]
    shares = (centre - a)[:, free] / (b - a)[:, free]
    inside = np.linalg.norm(a + shares * (b - a) - centre, axis=1) < sphere.radius
    return int(np.where(above[across], 1, -1)[inside].sum())


def _spheres_link(one: OuterSphere, other: OuterSphere) -> bool:
    """Say, in floats, whether two round spheres are linked; the checker decides exactly."""
    common = sorted(set(one.axes) & set(other.axes))
    if len(common) != 1 or len(set(one.axes) | set(other.axes)) != one.dimension:
        return False
    k = common[0]
    apart = np.array(other.centre) - np.array(one.centre)
    s = other.radius**2 - sum(apart[a] ** 2 for a in other.axes if a != k)
    m = one.radius**2 - sum(apart[a] ** 2 for a in one.axes if a != k)
    return s > 0 and m > 0 and (apart[k] ** 2 - s - m) ** 2 < 4 * s * m * (1 - 1e-9)


def _linked_loops(
    classes: Classes, sides: Sides, layers: Narrow, every: list[list[Loop]]
) -> Certificate | None:
    first, second = ([loop for i in side for loop in every[i]] for side in sides)
    if not first or not second or sum(len(loop.vertices) for loop in first + second) > _MOST_EDGES:
        return None
    found, first, second = _obstruction(first, second)
    a, b = classes.named(sides[0]), classes.named(sides[1])
    evidence: dict[str, Any] = {"sides": [list(s) for s in sides]}
    facts: dict[str, Any] = {}
    if isinstance(found, LinkingObstruction):
        one, other = (first + second)[found.first], (first + second)[found.second]
        reason = f"A loop in {a} and a loop in {b} have linking number {found.number}."
        evidence |= {
            "kind": "linked",
            "first": one.cycle(),
            "second": other.cycle(),
            "number": found.number,
        }
        facts["betti_1_at_least"] = _linking_rank(first, second)
    elif isinstance(found, ColouringObstruction):
        whole, left, right = found.dimensions
        reason = (
            f"The link of {a} and {b} is not split: mod {found.prime} its colourings have "
            f"dimension {whole}, those of its two sides {left} and {right}."
        )
        evidence |= {
            "kind": "colourings",
            "prime": found.prime,
            "first": [loop.cycle() for loop in first],
            "second": [loop.cycle() for loop in second],
            "dimensions": [whole, left, right],
        }
    elif isinstance(found, JonesObstruction):
        reason = (
            f"The link of {a} and {b} is not split: its Jones polynomial is not that of its two "
            f"sides beside each other, at A = {found.at} mod {found.prime}."
        )
        evidence |= {
            "kind": "jones",
            "prime": found.prime,
            "at": found.at,
            "first": [loop.cycle() for loop in first],
            "second": [loop.cycle() for loop in second],
            "values": list(found.values),
        }
    else:
        return None
    return accepted(
        f"{reason} {layers.never('part them')}",
        facts=facts,
        classes=classes.written(),
        claim=layers.claim,
        evidence=evidence,
    )


def _linking_rank(first: list[Loop], second: list[Loop]) -> int:
    """Return the rank of the linking pairing of two sides' loops (T5.3).

    Whatever network classifies, the set where it decides for the first side has at least so many
    independent loops.
    """
    polygons = [loop.vertices.tolist() for loop in first + second]
    matrix = linking_matrix(diagram(Link.of(polygons)))
    block = matrix[: len(first), len(first) :].tolist()
    return checker.rank_and_sign([point(row) for row in block])[0]


def _obstruction(
    first: list[Loop], second: list[Loop]
) -> tuple[Obstruction | None, list[Loop], list[Loop]]:
    """Look at all loops together or, where some of one side meet, at pairs; say at which."""
    ways = [(first, second), *(([a], [b]) for a, b in product(first, second))]
    for one, other in ways[:1] if len(ways) == 2 else ways:
        try:
            polygons = [loop.vertices.tolist() for loop in one + other]
            link = Link.of(polygons, [0] * len(one) + [1] * len(other))
            found = obstruction(link, range(len(one)))
        except InputError:
            continue
        if found is not None or (one, other) == (first, second):
            return found, one, other
    return None, first, second
