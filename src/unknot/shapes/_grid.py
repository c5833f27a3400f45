"""Covers of solid sets: a grid, refined from coarse to fine only near the set."""

from collections.abc import Callable

import numpy as np

from unknot.shapes._arguments import Floats
from unknot.shapes._covers import MAX_BOXES, Boxes, as_size, too_many


def grid_cover(
    size: float,
    lower: Floats,
    upper: Floats,
    distance: Callable[[Floats], Floats],
    content: tuple[float, int],
) -> Boxes:
    """Cover a set, given by its exact distance function, by the cells of a grid that meet it.

    A cell is dropped only if its centre is farther from the set than half the cell's diagonal
    plus the rounding margin; as the distance is 1-Lipschitz the cell then holds no point of the
    set. Neighbouring cells share their computed faces, so no gap opens between them.

    ``content`` is a lower bound of the set's measure and the dimension of this measure: a box
    holds no more of it than ``size`` to this power, which refuses hopeless sizes at once.
    """
    n = len(lower)
    scale = float(np.abs([lower, upper]).max())
    edge, pad = as_size(size, scale, n)
    needed = content[0] / edge ** content[1]
    if needed > MAX_BOXES:
        raise too_many(needed, size)
    # A kept cell of edge c lies within (√n − 1)·c/2 of the set; in R^10 and up that would
    # exceed the size asked for, so cells shrink there.
    edge *= min(1.0, 2 / (np.sqrt(n) - 1)) if n > 1 else 1.0
    lower, upper = lower - pad, upper + pad
    cells = np.maximum(1.0, np.ceil((upper - lower) / edge))
    # Every cover of a convex hull this wide along one axis already needs this many.
    if cells.max() > 2.0**40:
        raise too_many(float(cells.max()), size)
    cell = (upper - lower) / cells + pad
    levels = int(np.ceil(np.log2(cells.max())))
    index = np.zeros((1, n), dtype=np.int64)
    for level in range(levels, -1, -1):
        for axis in range(n):
            stride = np.full(n, 1 << level, dtype=np.int64)
            stride[axis + 1 :] = min(2 << level, 1 << levels)
            index = _halve(index, axis, stride, cells) if level < levels else index
            index = _near(index, stride, lower, cell, cells, pad, distance)
            # In high dimensions memory, not the count, sets the limit.
            if len(index) > min(MAX_BOXES, 10 * MAX_BOXES // n):
                raise too_many(len(index), size)
    return Boxes(lower + index * cell, lower + (index + 1) * cell)


def _halve(index: np.ndarray, axis: int, stride: np.ndarray, cells: Floats) -> np.ndarray:
    """Split blocks of cells in two along an axis, dropping halves that lie outside the grid."""
    other = index.copy()
    other[:, axis] += stride[axis]
    return np.concatenate([index, other[other[:, axis] < cells[axis]]])


def _near(
    index: np.ndarray,
    stride: np.ndarray,
    lower: Floats,
    cell: Floats,
    cells: Floats,
    pad: float,
    distance: Callable[[Floats], Floats],
) -> np.ndarray:
    """Keep the blocks of cells that may meet the set."""
    kept = []
    for i in range(0, len(index), 1_000_000):
        part = index[i : i + 1_000_000]
        first = lower + part * cell
        last = lower + np.minimum(part + stride, cells) * cell
        radius = np.sqrt((((last - first) / 2) ** 2).sum(1))
        kept.append(part[distance((first + last) / 2) <= radius * (1 + 1e-12) + 8 * pad])
    return np.concatenate(kept)
