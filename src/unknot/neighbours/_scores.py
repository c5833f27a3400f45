"""The scores by which neighbours classify points: log weights of classes, in double precision."""

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial.distance import cdist
from scipy.special import logsumexp

from unknot.neighbours._rule import EPSILON, UNIT, NeighbourRule

_BLOCK = 2_000_000  # distances at a time


def neighbour_scores(
    points: Float[np.ndarray, "n width"],
    references: Float[np.ndarray, "m width"],
    labels: Int[np.ndarray, "m"],
    classes: int,
    rule: NeighbourRule,
    without: Int[np.ndarray, "n"] | None = None,
) -> Float[np.ndarray, "n classes"]:
    """Return the logarithm of the weight of each class's references near each point.

    Counted are those that the loss counts: of the k nearest, and always the nearest of each
    class; so no score is infinite where a class has references. −inf where it has none.

    Parameters
    ----------
    points, references, labels
        Rows, rows, and the classes of these.
    classes
        How many there are.
    rule
        How neighbours are weighed.
    without
        Of each point the reference that it is, and that does not count; −1 if it is none.

    Examples
    --------
    >>> import numpy as np
    >>> references, labels = np.array([[0.0], [2.0]]), np.array([0, 1])
    >>> neighbour_scores(np.array([[0.0]]), references, labels, 2, NeighbourRule()).tolist()
    [[0.0, -4.0]]
    """
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(classes + 1))
    points, sources = _prepared(points, rule), _prepared(references, rule)[order]
    scores = np.full((len(points), classes), -np.inf)
    place = np.argsort(order)
    block = max(1, _BLOCK // max(len(sources), 1))
    for start in range(0, len(points), block):
        rows = slice(start, min(start + block, len(points)))
        squared = cdist(points[rows], sources, "sqeuclidean")
        if without is not None:
            own = np.flatnonzero(without[rows] >= 0)
            squared[own, place[without[rows][own]]] = np.inf
        reach = np.inf
        if rule.k is not None and rule.k < len(sources):
            reach = np.partition(squared, rule.k - 1, axis=1)[:, rule.k - 1, None]
        for one in range(classes):
            own = squared[:, ends[one] : ends[one + 1]]
            if own.shape[1]:
                counted = own <= np.maximum(reach, own.min(axis=1, keepdims=True))
                logs = np.where(counted, _log_weights(own, rule), -np.inf)
                scores[rows, one] = logsumexp(logs, axis=1)
    return scores


def _prepared(points: np.ndarray, rule: NeighbourRule) -> np.ndarray:
    points = np.asarray(points, np.float64)
    if not rule.normalise:
        return points
    return points / np.sqrt(np.sum(points**2, axis=1, keepdims=True) + UNIT)


def _log_weights(squared: np.ndarray, rule: NeighbourRule) -> np.ndarray:
    if rule.kernel == "soft":
        return -squared / rule.temperature
    return -0.5 * rule.power * np.log(squared + EPSILON)
