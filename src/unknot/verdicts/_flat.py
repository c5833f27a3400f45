"""Classes that lie in a flat of their space: what counts is its dimension (THEORY T0.2)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from unknot.checker import Curve, Round, Set, Thick
from unknot.exact import Point, rows
from unknot.shapes import read, write
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes

_SURELY = 1e-7  # of singular values: these are not zero
_MOST = 256  # dimensions, and so rows of exact equations


@dataclass(frozen=True)
class Flat:
    """The flat that all classes lie in, and the classes in its coordinates."""

    keep: tuple[int, ...]
    rest: tuple[Point, ...]
    classes: Classes

    def place(self, x: Sequence[float]) -> list[float]:
        """Return the place in space of a point that is given by its coordinates in the flat."""
        rest = iter(self.rest)
        inner = dict(zip(self.keep, x, strict=True))
        return [
            inner[i]
            if i in inner
            else float(sum(float(a) * b for a, b in zip(next(rest), (*x, 1.0), strict=True)))
            for i in range(len(self.keep) + len(self.rest))
        ]

    def lifted(self, found: Certificate | None, outer: Classes) -> Certificate | None:
        """Return an answer about the classes in the flat as one about them in their space."""
        if found is None or found.content is None:
            return None
        content = found.content
        flat = {"keep": list(self.keep), "rest": rows(self.rest)}
        kept = ", ".join(str(k + 1) for k in self.keep)
        facts: dict[str, Any] = {**found.facts, "flat": len(self.keep)}
        if "point" in facts:
            facts["point"] = self.place(facts["point"])
        return accepted(
            f"{found.reason} (The classes lie in a flat of dimension {len(self.keep)}; places in "
            f"it are given by their coordinates {kept}.)",
            facts=facts,
            classes=outer.written(),
            claim=content["claim"],
            evidence=content["evidence"] | {"flat": flat},
        )


def in_a_flat(classes: Classes, ask: Callable[[Classes], Certificate | None]) -> Certificate | None:
    """Ask about the classes in the flat that they lie in, if they do; else None."""
    flat = classes_flat(classes)
    return None if flat is None else flat.lifted(ask(flat.classes), classes)


def classes_flat(classes: Classes) -> Flat | None:
    """Return the flat of less dimension that all classes lie in; None if they fill the space."""
    n = classes.dimension
    if classes.exact is None or n > _MOST:
        return None
    points: list[Sequence[Any]] = []
    axes: set[int] = set()
    for one in (s for side in classes.exact for s in side):
        known = _spanning(one)
        if known is None:
            return None
        points += known
        if isinstance(one, Round):
            axes |= set(one.axes)
    near = np.array(points, float)
    offset = near - near[0]
    size = float(np.abs(offset).max(initial=0.0))
    if not np.isfinite(size) or size == 0:
        return None
    values = np.linalg.svd(offset / size, compute_uv=False)
    if len(values) == n and values[-1] > _SURELY * values[0]:
        return None
    return _solved(
        classes, points, offset / size, sorted(axes), int((values > _SURELY * values[0]).sum())
    )


def _spanning(one: Set) -> list[Sequence[Any]] | None:
    """Return points whose flat is the set's; None if it fills the space."""
    match one:
        case Thick(radius=r) if r == 0:
            ends = one.starts.values
            return list(ends) if one.stops is one.starts else [*ends, *one.stops.values]
        case Round(axes=axes) if len(axes) < one.n:
            moved = [tuple(c + (i == axis) for i, c in enumerate(one.centre)) for axis in axes]
            return [one.centre, *moved]
        case Curve():
            terms: dict[Any, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * one.n)
            for i, coordinate in enumerate(one.coordinates):
                for coefficients, function, frequency in coordinate:
                    for power, c in enumerate(coefficients):
                        key = function, frequency if function != "1" else 0, power
                        terms[key][i] += c
            start = terms.pop(("1", 0, 0), [Fraction(0)] * one.n)
            return [
                start,
                *([a + b for a, b in zip(start, v, strict=True)] for v in terms.values()),
            ]
    return None


def _solved(
    classes: Classes, points: list[Sequence[Any]], offset: np.ndarray, axes: list[int], size: int
) -> Flat | None:
    """Solve exactly for the coordinates that depend on others; the checker sees if it is so."""
    if size < max(1, len(axes)):
        return None
    free = [i for i in range(offset.shape[1]) if i not in axes]
    basis = np.linalg.qr(offset[:, axes])[0] if axes else np.zeros((len(offset), 0))
    left = offset[:, free] - basis @ (basis.T @ offset[:, free])
    keep = sorted([*axes, *(free[k] for k in _independent(left, size - len(axes)))])
    chosen = _independent(offset[:, keep].T, size)
    used = [[Fraction(x) for x in points[k]] for k in (0, *chosen)]
    others = [i for i in range(classes.dimension) if i not in keep]
    table = [[*(x[k] for k in keep), Fraction(1), *(x[i] for i in others)] for x in used]
    solved = _eliminated(table, size + 1)
    if solved is None:
        return None
    rest = tuple(tuple(row[k] for row in solved) for k in range(len(others)))
    inner = tuple(read(_kept(write(one), keep)) for one in classes.sets)
    return Flat(tuple(keep), rest, replace(classes, sets=inner))


def _independent(columns: np.ndarray, count: int) -> list[int]:
    """Return so many columns that are as independent as they can easily be."""
    left, found = columns.copy(), []
    for _ in range(count):
        sizes = np.linalg.norm(left, axis=0)
        found.append(int(sizes.argmax()))
        unit = left[:, found[-1]] / max(float(sizes.max()), 1e-300)
        left -= np.outer(unit, unit @ left)
    return found


def _eliminated(table: list[list[Fraction]], size: int) -> list[list[Fraction]] | None:
    """Solve linear equations with several right sides: a row of answers for each unknown."""
    for k in range(size):
        pivot = next((i for i in range(k, size) if table[i][k]), None)
        if pivot is None:
            return None
        table[k], table[pivot] = table[pivot], table[k]
        table[k] = [x / table[k][k] for x in table[k]]
        for i in range(size):
            if i != k and table[i][k]:
                table[i] = [x - table[i][k] * y for x, y in zip(table[i], table[k], strict=True)]
    return [row[size:] for row in table]


def _kept(content: dict[str, Any], keep: list[int]) -> dict[str, Any]:
    """Write a shape with some of its coordinates only."""
    made = dict(content)
    for key in ("points", "vertices"):
        if key in made:
            made[key] = [[x[i] for i in keep] for x in made[key]]
    for key in ("centre", "coordinates"):
        if key in made:
            made[key] = [made[key][i] for i in keep]
    if "axes" in made:
        made["axes"] = [keep.index(axis) for axis in made["axes"]]
    if "parts" in made:
        made["parts"] = [_kept(part, keep) for part in made["parts"]]
    return made
