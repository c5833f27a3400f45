"""What the nearest neighbours of points say of their classes."""

from typing import Literal, get_args

import numpy as np
from jaxtyping import Float, Int

from unknot.errors import InputError, UnknownName

Weights = Literal["uniform", "distance", "soft"]


def votes(
    distances: Float[np.ndarray, "n k"],
    labels: Int[np.ndarray, "n k"],
    classes: int,
    weights: Weights = "uniform",
    *,
    power: float = 1.0,
    temperature: float = 1.0,
) -> Float[np.ndarray, "n classes"]:
    """Return the share of each class in the weight of the neighbours: its probability.

    Parameters
    ----------
    distances, labels
        Of the neighbours of each point, (n, k), as :func:`k_nearest` gives them.
    classes
        How many there are; labels are 0 … classes − 1.
    weights
        ``"uniform"``: all count alike; ``"distance"``: by 1/distance^power, where neighbours at
        distance 0 outvote all others, as in scikit-learn; ``"soft"``: by
        exp(−distance²/temperature).

    Raises
    ------
    InputError
        Weights are of no known kind, or shapes do not fit.

    Examples
    --------
    >>> import numpy as np
    >>> votes(np.array([[1.0, 3.0]]), np.array([[0, 1]]), 2, "distance").tolist()
    [[0.75, 0.25]]
    """
    if weights not in get_args(Weights):
        raise UnknownName("weighting of neighbours", str(weights), get_args(Weights))
    distances, labels = np.asarray(distances, float), np.asarray(labels)
    if distances.shape != labels.shape or distances.ndim != 2:
        raise InputError(
            f"Distances {distances.shape} and labels {labels.shape} must be (n, k) alike."
        )
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        raise InputError(
            f"Labels run from 0 to {classes - 1}, but got {labels.min()} to {labels.max()}."
        )
    weight = _weight(distances, weights, power, temperature)
    rows = np.broadcast_to(np.arange(len(labels))[:, None], labels.shape)
    sums = np.zeros((len(labels), classes))
    np.add.at(sums, (rows, labels), weight)
    return sums / sums.sum(axis=1, keepdims=True)


def _weight(distances: np.ndarray, weights: Weights, power: float, temperature: float):
    """Return weights in proportion, with the nearest neighbour's about 1: none overflows."""
    if weights == "uniform":
        return np.ones_like(distances)
    nearest = distances.min(axis=1, keepdims=True)
    if weights == "soft":
        return np.exp(-(distances - nearest) * (distances + nearest) / temperature)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = (nearest / distances) ** power
    return np.where(nearest == 0, distances == 0, weight)
