"""Outlines of spheres, boxes and pieces, as polylines."""

from itertools import combinations
from typing import Any

import numpy as np

from unknot import checker
from unknot.verdicts._near import Floats

_CORNERS = 96  # of a circle


def sphere(found: checker.Set) -> list[Floats]:
    """Return great circles of a sphere."""
    assert isinstance(found, checker.Round | checker.Holed)
    centre = np.array(found.centre, float)
    solid = isinstance(found, checker.Holed)
    axes = [0, 1, 2][: found.n] if solid else found.axes
    radius = float(found.radius if solid else found.outer)
    angle = np.linspace(0, 2 * np.pi, _CORNERS + 1)
    circles = []
    for i, j in combinations(axes[:3], 2):
        circle = np.tile(centre, (len(angle), 1))
        circle[:, i] += radius * np.cos(angle)
        circle[:, j] += radius * np.sin(angle)
        circles.append(circle)
    return circles


def pieces(centre: Any, ways: Any, box: Any) -> list[Floats]:
    """Outline pieces: the boxes of solids, the chords of lines."""
    if ways.lo.shape[1] == 1:
        middle, way = centre.middle(), ways.middle()[:, 0]
        return list(np.stack([middle - way, middle + way], axis=1))
    return boxes(box.lo, box.hi)


def boxes(low: Floats, high: Floats) -> list[Floats]:
    """Outline boxes (m, n) by closed polylines, or edges; nothing beyond space."""
    n = low.shape[1]
    if n == 1:
        return list(np.stack([low, high], axis=1))
    if n == 2:
        round_ = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return list(np.stack([np.where(corner, high, low) for corner in round_], axis=1))
    if n > 3:
        return []
    around = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    ring = [(*corner, 0) for corner in around] + [(*corner, 1) for corner in around]
    return list(np.stack([np.where(corner, high, low) for corner in ring], axis=1))
