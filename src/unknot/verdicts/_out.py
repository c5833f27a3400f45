"""Ways through free space from places to outside of a set, in floats."""

from collections import deque
from collections.abc import Sequence
from itertools import product

import numpy as np

from unknot.shapes import Shape
from unknot.verdicts._near import Floats

_RAYS = 200
_STEPS = 80
_LEAST = 1e-4  # of the set's size: how near to it a way may come
_GRIDS = {2: (64, 256), 3: (24, 48, 96)}


def way_out(wall: Shape, starts: Floats) -> tuple[float, int, Floats] | None:
    """Return a way from one of some places (m, n) to outside a box about a set.

    Returns how far it keeps off the set, which place it starts at, and its corners (k, n), the
    first of which is the place; None if none is seen.
    """
    low, high = wall.bounds()
    size = float((high - low).max())
    rays = _rays(starts.shape[1])
    begin = np.repeat(starts, len(rays), axis=0)
    along = np.tile(rays, (len(starts), 1))
    clear, ends = _traced(wall, begin, along, low, high, size)
    best = int(np.argmax(clear))
    if clear[best] > _LEAST * size:
        return float(clear[best]), best // len(rays), np.stack([begin[best], ends[best]])
    for count in _GRIDS.get(starts.shape[1], ()):
        found = _on_grid(wall, starts, low, high, count)
        if found is not None:
            return found
    return None


def _rays(n: int) -> Floats:
    wild = np.random.default_rng(0).standard_normal((_RAYS, n))
    wild /= np.linalg.norm(wild, axis=1, keepdims=True)
    return np.concatenate([np.eye(n), -np.eye(n), wild])


def _traced(
    wall: Shape, begin: Floats, along: Floats, low: Floats, high: Floats, size: float
) -> tuple[Floats, Floats]:
    """Follow rays (m, n) to outside: how near each comes to the set, at most, and where it ends."""
    reach = float(np.linalg.norm(high - low)) + float(
        np.linalg.norm(np.maximum(low - begin, begin - high).clip(0), axis=1).max()
    )
    at, clear = np.zeros(len(begin)), np.full(len(begin), np.inf)
    open_ = np.arange(len(begin))
    for _ in range(_STEPS):
        far = wall.distance(begin[open_] + at[open_, None] * along[open_])
        clear[open_] = np.minimum(clear[open_], far)
        at[open_] += 0.5 * far
        open_ = open_[(far > _LEAST * size) & (at[open_] < 1.1 * reach)]
        if not len(open_):
            break
    clear[open_] = 0.0
    # Half of a distance is left at each step.
    return 0.5 * clear, begin + 1.25 * reach * along


def _on_grid(
    wall: Shape, starts: Floats, low: Floats, high: Floats, count: int
) -> tuple[float, int, Floats] | None:
    """Go from cell to cell of a grid whose middles are far enough from the set."""
    n = starts.shape[1]
    step = float((high - low).max()) / count
    first, shape = low - 2.5 * step, tuple(np.ceil((high - low) / step).astype(int) + 5)
    axes = [first[a] + step * np.arange(shape[a]) for a in range(n)]
    middles = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, n)
    far = wall.distance(middles).reshape(shape)
    free = far > 0.75 * step  # the way between two middles keeps off by a quarter of a step
    parents = _flooded(free)
    for index, start in enumerate(starts):
        near = np.rint((start - first) / step).astype(int)
        for shift in product((0, -1, 1), repeat=n):
            cell = tuple((near + shift).tolist())
            if not all(0 <= c < s for c, s in zip(cell, shape, strict=True)):
                continue
            if not free[cell] or cell not in parents:
                continue
            place = first + step * np.array(cell)
            straight = start + np.linspace(0, 1, 33)[:, None] * (place - start)
            off = wall.distance(straight).min() - float(np.linalg.norm(place - start)) / 64
            if off > 0:
                cells = [cell]
                while (up := parents[cells[-1]]) is not None:
                    cells.append(up)
                corners = [start, *(first + step * np.array(c) for c in _bends(cells))]
                return min(float(off), 0.25 * step), index, np.array(corners)
    return None


def _bends(cells: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Leave out cells at which a chain goes straight on."""
    kept = [cells[0]]
    for before, here, after in zip(cells, cells[1:], cells[2:], strict=False):
        if np.any(np.subtract(after, here) != np.subtract(here, before)):
            kept.append(here)
    return [*kept, cells[-1]] if len(cells) > 1 else kept


def _flooded(free: np.ndarray) -> dict[tuple[int, ...], tuple[int, ...] | None]:
    """Return the cells that are joined to the border, each with the next on its way there."""
    parents: dict[tuple[int, ...], tuple[int, ...] | None] = {}
    start = tuple([0] * free.ndim)
    parents[start] = None
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for axis in range(free.ndim):
            for sign in (-1, 1):
                other = (*here[:axis], here[axis] + sign, *here[axis + 1 :])
                inside = 0 <= other[axis] < free.shape[axis]
                if inside and other not in parents and free[other]:
                    parents[other] = here
                    queue.append(other)
    return parents
