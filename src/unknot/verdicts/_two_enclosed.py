"""Two points that are enclosed in different places, against one hidden layer (THEORY T5.4)."""

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import ceil, pi
from typing import Any

import numpy as np
from scipy.spatial import KDTree

from unknot.exact import Point
from unknot.nets import activation
from unknot.shapes import Balls, Holed, Points
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._enclosure import ShutIn, shut_in
from unknot.verdicts._loops import Loop
from unknot.verdicts._ways import way_past

_MOST = 400  # members and walls of a class
_TRIED = 24
_MOST_CORNERS = 2_000  # of a polygon round a hole

Enclosed = tuple[dict[str, Any], dict[str, Any]]  # a member, and a wall round it


def two_enclosed(
    classes: Classes, hidden: tuple[int, ...], names: tuple[str, ...]
) -> Certificate | None:
    """Prove that one layer of n + 1 units with a kink cannot shut off two places, if it must."""
    n = classes.dimension
    if n < 2 or len(hidden) != 1 or hidden[0] > n + 1 or activation(names[0]).kinks != 1:
        return None
    for i, j in combinations(range(len(classes)), 2):
        inner = [_some(classes, i, j), _some(classes, j, i)]
        # Of each of two classes one, or else two of one class in different places.
        ways = [(i, j, inner[0][:1], inner[1][:1])] if all(inner) else []
        ways += [(i, j, inner[0], []), (j, i, inner[1], [])]
        for one, other, first, second in ways:
            tries = product(first, second) if second else _apart(classes, other, first)
            for k, (a, b) in enumerate(tries):
                found = _certificate(classes, (one, other), hidden[0], names[0], a, b)
                if found is not None:
                    return found
                if k >= _TRIED:
                    break
    return None


def _some(classes: Classes, i: int, j: int) -> list[ShutIn]:
    return [shut for shut, _ in zip(shut_in(classes, (i,), (j,)), range(_MOST), strict=False)]


def _apart(classes: Classes, j: int, inner: Sequence[ShutIn]) -> Iterator[tuple[ShutIn, ShutIn]]:
    """Give pairs of which no wall is known to go round both, and what may part other two."""
    by_wall: dict[str, dict[str, ShutIn]] = {}
    for one in inner:
        by_wall.setdefault(json.dumps(one[2]), {})[json.dumps(one[1])] = one
    for first, second in combinations(by_wall.values(), 2):
        alone = [m for m in first if m not in second], [m for m in second if m not in first]
        if alone[0]:
            yield first[alone[0][0]], next(iter(second.values()))
        elif alone[1]:
            yield next(iter(first.values())), second[alone[1][0]]
    if classes.dimension != 2 or classes.exact is None:
        return
    # A wall round just one of two that the same walls go round, such as half of a ring with a bar.
    walls = way_past(classes, j).walls
    for one, other in combinations(list(_single(classes, inner)), 2):
        a, b = inner[one], inner[other]
        between = walls.round(a[0], b[0]) or _round_a_hole(classes, j, a[0])
        if between is not None:
            wall = {"cycle": between}
            yield (a[0], a[1], wall), b
            yield (b[0], b[1], wall), a


def _round_a_hole(classes: Classes, j: int, place: Point) -> dict[str, Any] | None:
    """Return a polygon of a class round that hole of a disc of it which a point lies in."""
    x = np.array([float(v) for v in place])
    for part in classes.parts(j):
        one = part.shape
        if not isinstance(one, Holed):
            continue
        holes, (apart, k) = np.array(one.holes), KDTree(one.holes).query(x)
        if apart >= one.hole:
            continue
        rim = one.radius - float(np.linalg.norm(holes[k] - one.centre))
        others = np.linalg.norm(np.delete(holes, k, axis=0) - holes[k], axis=1) - one.hole
        room = min(rim, *others) - one.hole
        radius = one.hole + room / 2
        # Half an edge is less than a quarter of the room, so edges come near no hole.
        count = max(8, ceil(4 * pi * radius / room) + 1)
        if count > _MOST_CORNERS:
            continue
        angle = 2 * pi * np.arange(count) / count
        corners = holes[k] + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return Loop(corners, (part,) * count).cycle()
    return None


def _single(classes: Classes, inner: Sequence[ShutIn]) -> Iterator[int]:
    """Give one member of each part that has any, by its index; of points and balls every one."""
    many = {
        (part.label, part.path)
        for label in range(len(classes))
        for part in classes.parts(label)
        if isinstance(part.shape, Points | Balls)
    }
    seen = set()
    for k, (place, member, _) in enumerate(inner):
        part = member["class"], tuple(member["path"])
        key = part, place if part in many else None
        if key not in seen:
            seen.add(key)
            yield k


def _certificate(
    classes: Classes, sides: tuple[int, int], units: int, name: str, a: ShutIn, b: ShutIn
) -> Certificate | None:
    where = [f"({', '.join(f'{float(x):.6g}' for x in one[0])})" for one in (a, b)]
    return accepted(
        f"The points {where[0]} and {where[1]} are each enclosed by the other class, and not both "
        f"in one place; one layer of {units} units of {name} shuts off one place only.",
        classes=classes.written(),
        claim={"kind": "no network", "hidden": [units], "activations": [name]},
        evidence={
            "kind": "two enclosed",
            "sides": [[sides[0]], [sides[1]]],
            "first": {"member": a[1]} | a[2],
            "second": {"member": b[1]} | b[2],
        },
    )
