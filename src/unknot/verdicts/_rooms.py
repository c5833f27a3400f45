"""What boxes and balls shut in together in three dimensions and more: surfaces of cells' faces."""

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from scipy import ndimage

from unknot.shapes import Ball, Box
from unknot.verdicts._classes import Part

Face = tuple[tuple[int, ...], Part]

_FINER = (0, 8, 12, 16, 24)  # cells along each axis beside those that boxes mark
_MOST_CELLS = 250_000
_MOST_PARTS = 400
_MOST_FACES = 8_000


def rooms(inside: np.ndarray, walls: list[Part]) -> Iterator[tuple[int, np.ndarray, list[Face]]]:
    """Find points (m, n) round which boxes and balls close a surface, by grids of cells.

    A cell is taken if one box or ball holds all of it. What is left hangs together through faces of
    cells; what does not hang together with outside is shut in by faces of taken cells.

    Yields
    ------
    tuple
        Which point; the corners (k, n) of the grid; simplices of n corners, and the part that holds
        each. Boxes are decided by the grid of their own faces; balls as finely as is tried.
    """
    solids = [part for part in walls if isinstance(part.shape, Box | Ball)]
    if not 2 <= len(solids) <= _MOST_PARTS:
        return
    boxes = all(isinstance(part.shape, Box) for part in solids)
    for finer in _FINER[:1] if boxes else _FINER[1:]:
        axes = _axes(solids, finer)
        shape = tuple(len(axis) - 1 for axis in axes)
        if np.prod([float(count) for count in shape]) > _MOST_CELLS:
            return
        owner = _owners(solids, axes, shape)
        free = np.zeros(shape, np.int64)
        ndimage.label(owner < 0, output=free)
        places = [
            np.searchsorted(axis, x, "right") - 1 for axis, x in zip(axes, inside.T, strict=True)
        ]
        within = np.all([(i >= 0) & (i < count) for i, count in zip(places, shape, strict=True)], 0)
        outside = free[(0,) * len(shape)]
        for k in np.flatnonzero(within).tolist():
            room = free[tuple(i[k] for i in places)]
            if room not in (0, outside):
                faces = _surface(free == room, owner, solids)
                if len(faces) <= _MOST_FACES:
                    yield k, _corners(axes), faces


def _axes(solids: list[Part], finer: int) -> list[np.ndarray]:
    """Return where cells begin and end: at the faces of boxes, evenly, and one beyond all."""
    lows, highs = (np.array(ends) for ends in zip(*(p.shape.bounds() for p in solids), strict=True))
    sharp = [isinstance(part.shape, Box) for part in solids]
    found = []
    for low, high in zip(lows.T, highs.T, strict=True):
        ends = low.min(), high.max()
        even = np.linspace(*ends, finer + 1)
        beyond = (ends[1] - ends[0]) * np.array([-0.1, 1.1]) + ends[0]
        found.append(np.unique(np.concatenate([low[sharp], high[sharp], ends, even, beyond])))
    return found


def _owners(solids: list[Part], axes: list[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Return for each cell which solid holds all of it, −1 if none does."""
    owner = np.full(shape, -1)
    for k, part in enumerate(solids):
        low, high = part.shape.bounds()
        ends = [
            slice(np.searchsorted(axis, a, "left"), np.searchsorted(axis, b, "right") - 1)
            for axis, a, b in zip(axes, low, high, strict=True)
        ]
        block = tuple(slice(end.start, max(end.start, end.stop)) for end in ends)
        if isinstance(part.shape, Ball):
            far = np.zeros((1,) * len(shape))
            for i, (axis, c) in enumerate(zip(axes, part.shape.centre, strict=True)):
                cells = axis[block[i].start : block[i].stop + 1] - c
                most = np.maximum(np.abs(cells[:-1]), np.abs(cells[1:])) ** 2
                far = far + most.reshape([-1 if i == j else 1 for j in range(len(shape))])
            held = far <= part.shape.radius**2 * (1 - 1e-9)
            owner[block] = np.where(held, k, owner[block])
        else:
            owner[block] = k
    return owner


def _corners(axes: list[np.ndarray]) -> np.ndarray:
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))


def _surface(room: np.ndarray, owner: np.ndarray, solids: list[Part]) -> list[Face]:
    """Return the faces between a room and what holds the cells beyond, cut into simplices."""
    n = room.ndim
    strides = np.array([int(np.prod([c + 1 for c in room.shape[i + 1 :]])) for i in range(n)])
    found: list[Face] = []
    for axis in range(n):
        ways = [
            strides[[k for k in range(n) if k != axis]][list(p)] for p in permutations(range(n - 1))
        ]
        for step in (-1, 1):
            # No room touches the rim of the grid: those cells hang together with outside.
            beyond = np.roll(room, step, axis) & ~room
            for cell in np.argwhere(beyond):
                first = int((cell + (np.arange(n) == axis) * (step < 0)) @ strides)
                part = solids[owner[tuple(cell)]]
                for way in ways:
                    at = (first, *(first + np.cumsum(way)).tolist())
                    found.append((at, part))
    return found
