"""Two points that are enclosed in different places, against one hidden layer (THEORY T5.4)."""

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

from unknot.nets import activation
from unknot.shapes import Balls, Points
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._enclosure import ShutIn, shut_in
from unknot.verdicts._round_holes import round_a_hole
from unknot.verdicts._ways import way_past

_MOST = 400  # members and walls of a class
_TRIED = 24

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
    if classes.dimension > 3 or classes.exact is None:
        return
    # A wall round just one of two that the same walls go round, such as half of a ring with a bar.
    walls = way_past(classes, j).walls if classes.dimension == 2 else None
    for one, other in combinations(list(_single(classes, inner)), 2):
        a, b = inner[one], inner[other]
        between = walls.round(a[0], b[0]) if walls is not None else None
        between = between or round_a_hole(classes, j, a[0], b[0])
        if between is not None:
            wall = {"cycle": between}
            yield (a[0], a[1], wall), b
            yield (b[0], b[1], wall), a


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
