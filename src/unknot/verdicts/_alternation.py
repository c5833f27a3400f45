"""Changes of class along a line against what an architecture can follow (THEORY T5.1, T5.2)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from unknot.exact import numbers
from unknot.nets import activation
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import members

_LINES = 24
_STEPS = 4001

On = tuple[Fraction, int, dict[str, Any]]  # place on the line, class, member


def too_many_changes(
    classes: Classes, hidden: tuple[int, ...], names: tuple[str, ...]
) -> Certificate | None:
    """Prove that this architecture cannot follow the changes of class along some line."""
    bound = most_changes(hidden, names)
    if bound is None:
        return None
    best: list[On] = []
    sides = (0, 1)
    lines = list(_lines(classes))
    for i, j in combinations(range(len(classes)), 2):
        for line in lines:
            found = _alternating([m for m in line if m[1] in (i, j)])
            if len(found) > len(best):
                best, sides = found, (i, j)
    changes = len(best) - 1
    if changes <= bound:
        return None
    units = ",".join(map(str, hidden)) or "no"
    return accepted(
        f"Along a line the classes {classes.names[sides[0]]} and {classes.names[sides[1]]} change "
        f"{changes} times; {units} hidden units of {', '.join(dict.fromkeys(names))} follow at "
        f"most {bound} changes.",
        facts={"changes": changes, "bound": bound},
        classes=classes.written(),
        claim={"kind": "no network", "hidden": list(hidden), "activations": list(names)},
        evidence={
            "kind": "alternation",
            "sides": [[sides[0]], [sides[1]]],
            "members": [m for _, _, m in best],
        },
    )


def most_changes(hidden: tuple[int, ...], names: tuple[str, ...]) -> int | None:
    """Bound the sign changes of a network along a line (T5.1, T5.2); None if no bound is known.

    Examples
    --------
    >>> most_changes((3,), ("tanh",)), most_changes((3,), ("relu",)), most_changes((1,), ("gelu",))
    (7, 4, 2)
    """
    each = [activation(name) for name in names]
    bounds = []
    kinks = [sigma.kinks for sigma in each]
    if all(q is not None for q in kinks):
        bounds.append(prod((q or 0) * h + 1 for q, h in zip(kinks, hidden, strict=True)))
    if len(hidden) == 1 and (changes := each[0].changes) is not None:
        bounds.append(changes(hidden[0]))
    if hidden[:1] == (1,) and (laps := each[0].laps) is not None:
        rest = most_changes(hidden[1:], names[1:])
        bounds += [] if rest is None else [laps * rest]
    return min(bounds, default=None)


def _alternating(places: list[On]) -> list[On]:
    """Keep one member of every run of one class."""
    kept: list[On] = []
    for place in sorted(places, key=lambda m: m[0]):
        if not kept or kept[-1][1] != place[1]:
            kept.append(place)
    return kept


def _lines(classes: Classes) -> Iterator[list[On]]:
    """Give lines with their members: the line itself, axes through middles, and some at random."""
    n = classes.dimension
    if n == 1:
        yield [
            (place[0], label, member)
            for label in range(len(classes))
            for part in classes.parts(label)
            for place, member in members(part)
        ]
        return
    for origin, direction in _candidates(classes):
        yield [
            m for label in range(len(classes)) for m in _on_line(classes, label, origin, direction)
        ]


def _candidates(classes: Classes) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    n, rng = classes.dimension, np.random.default_rng(0)
    middles = {
        tuple((0.5 * (low + high)).tolist()) for low, high in (s.bounds() for s in classes.sets)
    }
    axes = np.eye(n)[:8]
    for middle in list(middles)[:4]:
        for axis in axes:
            yield np.array(middle), axis
    points = np.concatenate([s.sample(_LINES, 0) for s in classes.sets])
    for _ in range(_LINES):
        a, b = points[rng.integers(len(points), size=2)]
        # Few binary digits keep the exact coordinates short.
        origin, direction = np.rint(a * 2**20) / 2**20, np.rint((b - a) * 2**20) / 2**20
        if direction.any():
            yield origin, direction


def _on_line(
    classes: Classes, label: int, origin: np.ndarray, direction: np.ndarray
) -> Iterator[On]:
    low, high = (np.array(b) for b in _all_bounds(classes))
    reach = float(np.linalg.norm(high - low) + np.abs(origin - 0.5 * (low + high)).max())
    scale = reach / float(np.linalg.norm(direction))
    t = np.rint(np.linspace(-scale, scale, _STEPS) * 2**20) / 2**20
    places = origin + t[:, None] * direction
    for part in classes.parts(label):
        if part.shape.intrinsic_dimension < part.shape.dimension:
            yield from _exactly_on_line(part, origin, direction)
            continue
        inside = part.shape.distance(places) <= 0
        # The middle of every run of places inside: far from the border.
        edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(int), [0]])))
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            at = Fraction(float(t[(start + stop - 1) // 2]))
            point = [
                Fraction(float(o)) + at * Fraction(float(d))
                for o, d in zip(origin, direction, strict=True)
            ]
            yield at, label, part.written() | {"point": numbers(point)}


def _exactly_on_line(part: Part, origin: np.ndarray, direction: np.ndarray) -> Iterator[On]:
    """Give the known points of a thin part that lie exactly on the line."""
    o, d = ([Fraction(float(x)) for x in row] for row in (origin, direction))
    for place, member in members(part):
        offset = [x - y for x, y in zip(place, o, strict=True)]
        share = _dot(offset, d) / _dot(d, d)
        if offset == [share * x for x in d]:
            yield share, part.label, member


def _dot(a: list[Fraction], b: list[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def _all_bounds(classes: Classes) -> tuple[np.ndarray, np.ndarray]:
    lowers, uppers = zip(*(s.bounds() for s in classes.sets), strict=True)
    return np.min(lowers, axis=0), np.max(uppers, axis=0)
