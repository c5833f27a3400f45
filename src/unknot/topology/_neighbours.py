"""Nearest neighbours in clouds of any dimension, in little memory."""

import numpy as np
from scipy.spatial.distance import cdist

from unknot.topology._clouds import Floats, Whole

_BLOCK = 4_000_000  # distances at once


def nearest_neighbours(cloud: Floats, queries: Floats, count: int) -> tuple[Floats, Whole]:
    """Return the distances (m, k), increasing, and indices (m, k) of the nearest points."""
    count = min(count, len(cloud))
    rows = max(1, _BLOCK // len(cloud))
    distances, indices = np.empty((len(queries), count)), np.empty((len(queries), count), np.int64)
    for start in range(0, len(queries), rows):
        block = cdist(queries[start : start + rows], cloud)
        few = np.argpartition(block, count - 1, axis=1)[:, :count]
        near = np.take_along_axis(block, few, axis=1)
        order = np.argsort(near, axis=1, kind="stable")
        distances[start : start + rows] = np.take_along_axis(near, order, axis=1)
        indices[start : start + rows] = np.take_along_axis(few, order, axis=1)
    return distances, indices
