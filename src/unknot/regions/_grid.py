"""Decision regions as a grid of samples shows them: nothing is certified."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import ndimage

from unknot.nets import Viewed
from unknot.regions._found import Component, Region

_MOST = 4_000_000  # cells


def on_grid(
    network: Viewed, low: Sequence[float], high: Sequence[float], size: int, classes: int
) -> tuple[tuple[Region, ...], int]:
    """Label the components of each class on a grid of samples at the middles of its cells.

    Parts of a region are joined through faces, those of the rest through corners, too.
    """
    n = len(low)
    size = min(size, int(_MOST ** (1 / n)))
    bottom, top = np.array(low, float), np.array(high, float)
    step = (top - bottom) / size
    ticks = [bottom[k] + step[k] * (np.arange(size) + 0.5) for k in range(n)]
    mesh = np.stack([m.ravel() for m in np.meshgrid(*ticks, indexing="ij")], axis=1)
    # A tie is nobody's; on samples it hardly happens, and the first of the equals is taken.
    labels = np.asarray(network.predict(mesh)).reshape((size,) * n)
    cell = float(np.prod(step))
    corners = np.ones((3,) * n)
    found = []
    for label in range(classes):
        inside = labels == label
        parts, count = _labelled(inside, None)
        components = []
        for k in range(1, count + 1):
            cells = np.argwhere(parts == k)
            middle = cells[_deepest(parts == k, cells)]
            place = tuple(float(ticks[i][c]) for i, c in enumerate(middle))
            components.append(Component(cell * len(cells), place))
        components.sort(key=lambda one: -one.size)
        rest, total = _labelled(~inside, corners)
        edge = np.ones_like(inside)
        edge[(slice(1, -1),) * n] = False
        outside = set(np.unique(rest[edge & ~inside]).tolist())
        found.append(Region(label, tuple(components), total - len(outside)))
    return tuple(found), size**n


def _labelled(cells: np.ndarray, joined: np.ndarray | None) -> tuple[np.ndarray, int]:
    found: Any = ndimage.label(cells, joined)
    return found


def _deepest(part: np.ndarray, cells: np.ndarray) -> int:
    """Return which cell is farthest from the border of a part."""
    depth = ndimage.distance_transform_edt(np.pad(part, 1))
    inner = np.asarray(depth)[(slice(1, -1),) * part.ndim]
    return int(inner[tuple(cells.T)].argmax())
