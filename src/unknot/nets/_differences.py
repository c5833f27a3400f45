"""Derivatives of maps of which nothing but values is known."""

from collections.abc import Sequence

import numpy as np

from unknot.errors import InputError
from unknot.nets._model import Map

_MOST = 64  # features


def differences(maps: Sequence[Map], rows: np.ndarray, dtype: np.dtype) -> list[np.ndarray]:
    """Return the derivatives (n, width, inputs) of maps at rows, by central differences.

    Parameters
    ----------
    maps
        Each takes rows to rows.
    rows
        Where.
    dtype
        The precision in which the maps compute.

    Raises
    ------
    InputError
        There are more than 64 features.
    """
    inputs = rows.shape[1]
    if inputs > _MOST:
        raise InputError(
            f"The map takes {inputs} features; derivatives by differences are taken of at most "
            f"{_MOST}. A model that has jacobian(points, depth) gives its own."
        )
    # The error of a central difference is least near the cube root of the rounding unit.
    step = float(np.cbrt(np.finfo(dtype).eps)) * max(float(np.abs(rows).max()), 1e-6)
    found: list[list[np.ndarray]] = [[] for _ in maps]
    for feature in range(inputs):
        ahead, behind = rows.copy(), rows.copy()
        ahead[:, feature] += step
        behind[:, feature] -= step
        run = (ahead - behind)[:, feature, None]
        for one, slopes in zip(maps, found, strict=True):
            slopes.append((one(ahead) - one(behind)) / run)
    return [np.stack(slopes, axis=2) for slopes in found]
