"""All classes but one drawn together to points and led out past the last (THEORY T4.15)."""

from typing import Any

import numpy as np

from unknot import checker
from unknot.exact import number, point, rows
from unknot.shapes import Shape
from unknot.verdicts._cells import cuts_apart, rounded
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._heaps import Heaps, heaps
from unknot.verdicts._out import way_out

_MOST_BODIES = 2000
_MOST_HEAPS = 400
_EXITS = 60  # places of a heap from which a way out is sought
_SAMPLES = 2000


def drawn_together(classes: Classes, activation: str) -> Certificate | None:
    """Look for a class past which heaps of convex bodies, all others, can be led out."""
    if classes.exact is None or not classes.dimension >= 2:
        return None
    for stays in range(len(classes)):
        found = _past(classes, stays, activation)
        if found is not None:
            return found
    return None


def _past(classes: Classes, stays: int, activation: str) -> Certificate | None:
    assert classes.exact is not None
    others = [k for k in range(len(classes)) if k != stays]
    try:
        moved = [(k, b) for k in others for one in classes.exact[k] for b in checker.bodies(one)]
    except checker.Refused:
        return None
    if len(moved) > _MOST_BODIES:
        return None
    bodies = [b for _, b in moved]
    made = heaps(bodies, [k for k, _ in moved])
    if made is None or list(made.into.values()).count(-1) > _MOST_HEAPS:
        return None
    wall = classes.sets[stays]
    ways = _ways(made, wall)
    if ways is None:
        return None
    gap = min(float(wall.distance(classes.sets[k].sample(_SAMPLES, 0)).min()) for k in others)
    clear = min(gap, *(c for c, _ in ways))
    name = classes.names[stays]
    parts: dict[str, Any] = {
        "classes": classes.written(),
        "claim": {"kind": "some network", "width": classes.dimension, "activations": activation},
    }
    for share in (1.0, 4.0, 16.0):
        size = rounded(clear / share / classes.dimension**0.5)
        if size <= 0:
            return None
        parts["evidence"] = {
            "kind": "gathered",
            "stays": stays,
            "order": made.order,
            "points": rows(made.points),
            "normals": made.normals,
            "ways": [rows(way) for _, way in ways],
            "size": number(size),
        }
        try:
            cuts = cuts_apart(parts, size, seen=checker.past)
        except checker.Refused:
            return None
        if cuts is None:
            continue
        parts["evidence"]["cuts"] = cuts
        return accepted(
            f"Drawn together to points, {classes.named(others)} can be led out past {name}: "
            f"{classes.dimension} units a layer are enough at some depth. Nothing is said of how "
            "deep, nor that training finds the weights.",
            facts={"heaps": len(ways)},
            **parts,
        )
    return None


def _ways(made: Heaps, wall: Shape) -> list[tuple[float, list[Any]]] | None:
    """Return a way to outside from the point of each heap, with how far it keeps off the wall."""
    at = {k: i for i, k in enumerate(made.order)}
    root: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for k in reversed(made.order):
        up = made.into[k]
        root[k] = k if up < 0 else root[up]
        members.setdefault(root[k], []).append(k)
    found = []
    for k in made.order:
        if made.into[k] >= 0:
            continue
        heap = members[k]
        exits = [heap[i] for i in np.linspace(0, len(heap) - 1, min(len(heap), _EXITS)).astype(int)]
        starts = np.array([[float(v) for v in made.points[at[j]]] for j in exits])
        out = way_out(wall, starts)
        if out is None:
            return None
        clear, index, places = out
        chain = [made.points[at[exits[index]]]]
        j = exits[index]
        while made.into[j] >= 0:
            j = made.into[j]
            chain.append(made.points[at[j]])
        chain.reverse()
        way = [*chain, *map(point, places[1:].tolist())]
        found.append((clear, [x for i, x in enumerate(way) if not i or x != way[i - 1]]))
    return found
