"""Hulls that meet (THEORY T4.2a): no width of one unit, no straight line."""

from itertools import product
from typing import Any

from unknot.exact import number
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._common_point import common_point
from unknot.verdicts._members import Member, members
from unknot.verdicts._sides import pairs

_MOST_DIMENSIONS = 32  # exact linear programs beyond are slow


def one_unit(classes: Classes) -> Certificate | None:
    """Prove that layers of one unit classify no such sets, if two of their hulls meet."""
    if classes.dimension > _MOST_DIMENSIONS:
        return None
    every = [[m for part in classes.parts(i) for m in members(part)] for i in range(len(classes))]
    for (i,), (j,) in pairs(len(classes)):
        if i < j and (common := _common(every[i], every[j])) is not None:
            a, b = classes.names[i], classes.names[j]
            return accepted(
                f"The convex hulls of {a} and {b} meet, and layers of one unit only compare "
                "with a threshold along one direction.",
                classes=classes.written(),
                claim={"kind": "no network", "width": 1, "activations": "monotone"},
                evidence={"kind": "common point", "sides": [[i], [j]], **common},
            )
    return None


def one_first_unit(classes: Classes) -> Certificate | None:
    """Prove that a first layer of one unit loses too much, whatever follows and whatever it is.

    Two connected sets whose hulls meet have overlapping images under every linear function.
    """
    if classes.dimension > _MOST_DIMENSIONS or classes.dimension == 1:
        return None
    parts = [[p for p in classes.parts(i) if p.shape.connected] for i in range(len(classes))]
    for (i,), (j,) in pairs(len(classes)):
        if i > j:
            continue
        for one, other in product(parts[i], parts[j]):
            common = _common(members(one), members(other))
            if common is not None:
                return accepted(
                    "A first layer of one unit sees one linear function of the data, and every "
                    f"linear function takes some value both on {classes.names[i]} and on "
                    f"{classes.names[j]}.",
                    classes=classes.written(),
                    claim={"kind": "no network", "first": 1, "activations": "any"},
                    evidence={"kind": "connected hulls", "sides": [[i], [j]], **common},
                )
    return None


def _common(first: list[Member], second: list[Member]) -> dict[str, Any] | None:
    if not first or not second:
        return None
    found = common_point(*([x for x, _ in side] for side in (first, second)))
    if found is None:
        return None
    return {
        key: [
            {"member": side[index][1], "weight": number(weight)}
            for index, weight in weights.items()
        ]
        for key, side, weights in zip(("first", "second"), (first, second), found, strict=True)
    }
