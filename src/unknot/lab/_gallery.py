"""A small picture of every data set, to choose from: ``pictures.json``."""

from contextlib import suppress
from functools import cache

import numpy as np

from unknot.data import Dataset, catalogue, load
from unknot.errors import UnknotError

_POINTS = 150
_REACH = 100
_TURN, _TILT = 0.5, 0.6  # radians; what is in space is seen from beside and above


@cache
def pictures() -> dict[str, list[list[int]]]:
    """Return for every set that is at hand points as whole numbers: x and y within ±100, label.

    Examples
    --------
    >>> found = pictures()
    >>> len(found["spirals"]), found["intervals"][0][1]
    (150, 0)
    """
    found = {}
    for entry in catalogue():
        if any(parameter.name == "folder" for parameter in entry.parameters):
            continue  # whose files may have to be fetched first
        with suppress(UnknotError):
            data = load(f"{entry.name}:points={_POINTS}")
            found[entry.name] = _drawn(data)
    return found


def _drawn(data: Dataset) -> list[list[int]]:
    x = np.asarray(data.points, float)
    x = x - (x.min(axis=0) + x.max(axis=0)) / 2
    if data.dimension == 1:
        x = np.column_stack([x, np.zeros(len(x))])
    elif data.dimension == 3:
        x = x @ _seen()
    elif data.dimension > 3:
        x = x @ np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2][:2].T
        x = x - (x.min(axis=0) + x.max(axis=0)) / 2
    places = np.round(x * _REACH / max(np.abs(x).max(), 1e-9)).astype(int)
    return np.column_stack([places, data.labels]).tolist()


def _seen() -> np.ndarray:
    """Return the axes of the picture, (3, 2): to the right, and up."""
    (a, b), (c, d) = ((np.cos(t), np.sin(t)) for t in (_TURN, _TILT))
    return np.array([[a, b, 0.0], [-b * d, a * d, c]]).T
