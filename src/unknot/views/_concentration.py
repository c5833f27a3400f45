"""The curse of dimensionality, measured on the data at hand."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial.distance import cdist

from unknot.data import Dataset
from unknot.errors import InputError

_POINTS = 600
_COUNTS = 14  # numbers of features, at most
_SUBSETS = 5


@dataclass(frozen=True)
class Concentration:
    """How far the nearest point is, as a share of the typical distance, by number of features.

    Near 1 the nearest point is hardly nearer than any other, and *nearest* says little.

    Attributes
    ----------
    name
        Of the data.
    features
        (m,): how many features were looked at.
    own
        (m,): the median over points of (distance to the nearest point) / (median distance).
    shuffled
        (m,): the same of points whose features were shuffled, each by itself: as wide and as
        uneven, but without any dependence.
    """

    name: str
    features: Int[np.ndarray, "m"]
    own: Float[np.ndarray, "m"]
    shuffled: Float[np.ndarray, "m"]


def concentration(data: Dataset, *, seed: int = 0) -> Concentration:
    """Measure how distances concentrate as features are added (Beyer et al. 1999).

    At most 600 of the points; the features are random ones, the mean of five choices. Features
    that do not vary are left out.

    Raises
    ------
    InputError
        There are fewer than three points, or no feature varies.

    Examples
    --------
    >>> from unknot.data import load
    >>> found = concentration(load("digits"))
    >>> bool(found.own[-1] < found.shuffled[-1] < 1)  # digits lie near few dimensions
    True
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(data))[:_POINTS]
    points = data.points[np.sort(rows)]
    points = points[:, np.ptp(points, axis=0) > 0]
    if len(points) < 3 or points.shape[1] == 0:
        raise InputError(
            f"Distances are compared between three points or more, of features that vary; there "
            f"are {len(points)} points, and {points.shape[1]} features vary."
        )
    points = points / np.abs(points).max()  # squares neither over- nor underflow
    mixed = rng.permuted(points, axis=0)
    width = points.shape[1]
    counts = np.unique(np.geomspace(1, width, _COUNTS).round().astype(int))
    own, shuffled = [], []
    for count in counts:
        subsets = [rng.permutation(width)[:count] for _ in range(1 if count == width else _SUBSETS)]
        own.append(np.mean([_nearness(points[:, chosen]) for chosen in subsets]))
        shuffled.append(np.mean([_nearness(mixed[:, chosen]) for chosen in subsets]))
    return Concentration(data.name, counts, np.array(own), np.array(shuffled))


def _nearness(points: np.ndarray) -> float:
    apart = cdist(points, points)
    typical = np.median(apart[~np.eye(len(points), dtype=bool)].reshape(len(points), -1), axis=1)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1)
    # A point that coincides with most others has no typical distance to compare with.
    ratios = np.divide(nearest, typical, out=np.zeros_like(nearest), where=typical > 0)
    return float(np.median(ratios))
