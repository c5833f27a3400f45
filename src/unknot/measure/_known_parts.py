"""What is known of the topology of classes before any point is looked at: from their shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from unknot.data import Dataset
from unknot.shapes import Shape

Whole = NDArray[np.int64]

_TRIED = 400  # points of a part that look for another part
_STEPS = 60
_TOUCH = 1e-9


@dataclass(frozen=True, eq=False)
class Known:
    """The parts of all classes.

    Attributes
    ----------
    parts
        Of each point of the data the part of its class (n,).
    shapes
        By class and part the shapes that make it up.
    holes
        By class the holes of all its parts, by dimension from 1; None where they are not known.
    """

    parts: Whole
    shapes: tuple[tuple[tuple[Shape, ...], ...], ...]
    holes: tuple[tuple[int, ...] | None, ...]


def known_parts(data: Dataset) -> Known | None:
    """Return the parts of classes that are exact sets; None where no shapes are known.

    Shapes of one class that touch are one part: two shapes are taken for disjoint if projecting
    points from one to the other and back never comes to a common point.
    """
    if data.shapes is None:
        return None
    parts = np.zeros(len(data), np.int64)
    shapes, holes = [], []
    for label, shape in enumerate(data.shapes):
        leaves = [leaf for _, leaf in shape.leaves()]
        groups = _groups(leaves)
        own = np.flatnonzero(data.labels == label)
        points = data.points[own]
        far = np.stack([leaf.distance(points) for leaf in leaves])
        parts[own] = groups[np.argmin(far, axis=0)]
        count = int(groups.max()) + 1
        members = [
            tuple(leaf for leaf, group in zip(leaves, groups, strict=True) if group == k)
            for k in range(count)
        ]
        shapes.append(tuple(members))
        holes.append(_holes(members, data.dimension))
    return Known(parts, tuple(shapes), tuple(holes))


def _groups(leaves: Sequence[Shape]) -> Whole:
    """Return for each shape the number of its part."""
    group = list(range(len(leaves)))
    boxes = [leaf.bounds() for leaf in leaves]
    for i, j in combinations(range(len(leaves)), 2):
        (low, high), (other_low, other_high) = boxes[i], boxes[j]
        apart = bool(((low > other_high) | (other_low > high)).any())
        if group[i] != group[j] and not apart and _touch(leaves[i], leaves[j]):
            old, new = group[j], group[i]
            group = [new if g == old else g for g in group]
    return np.unique(group, return_inverse=True)[1]


def _touch(first: Shape, second: Shape) -> bool:
    """Look for a common point by alternating projections."""
    points = np.concatenate([first.sample(_TRIED, 0), second.sample(_TRIED, 0)])
    size = float(np.abs(np.stack(first.bounds())).max())
    for _ in range(_STEPS):
        points = first.nearest(second.nearest(points))
    return bool(((first.distance(points) + second.distance(points)) <= _TOUCH * size).any())


def _holes(parts: Sequence[Sequence[Shape]], dimension: int) -> tuple[int, ...] | None:
    """Add up the holes of parts that are one shape of known topology each."""
    total = np.zeros(max(dimension - 1, 0), np.int64)
    for part in parts:
        betti = part[0].betti if len(part) == 1 else None
        if betti is None or betti[0] != 1:
            return None
        total[: len(betti) - 1] += np.array(betti[1:], np.int64)
    return tuple(total.tolist())
