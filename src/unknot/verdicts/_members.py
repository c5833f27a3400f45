"""Exact points of parts, and cycles inside them: what proofs of impossibility are made of."""

from typing import Any

import numpy as np

from unknot.exact import Point, rows
from unknot.verdicts._classes import Part

Member = tuple[Point, dict[str, Any]]  # the place, and how a certificate writes it


def members(part: Part) -> list[Member]:
    """Return exact points of a part that show how far it reaches; at most a few hundred."""
    found = dict.fromkeys(part.shape.members())
    return [(one.point, part.written() | one.written()) for one in found]


def loops(part: Part) -> list[np.ndarray]:
    """Return closed polygons (k, n) that lie inside a part and go round what it goes round."""
    spine = part.shape.spine
    return [np.array(spine.vertices)] if spine is not None and spine.closed else []


def loop_cycle(part: Part, loop: np.ndarray) -> dict[str, Any]:
    """Write a closed polygon inside a part as a cycle."""
    count = len(loop)
    return {
        "vertices": rows(loop.tolist()),
        "simplices": [{"at": [i, (i + 1) % count], "inside": part.written()} for i in range(count)],
    }
