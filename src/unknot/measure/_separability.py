"""How well the classes come apart at a layer: by a straight cut, and by neighbours."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.extmath import randomized_svd

from unknot.errors import InputError
from unknot.neighbours import k_nearest, votes

_DIRECTIONS = 256  # units from which a probe sees fewer, at most


@dataclass(frozen=True)
class Share:
    """A share of points that are right, and how far to trust it.

    Attributes
    ----------
    mean
        In [0, 1].
    error
        Its standard error.
    points
        Of how many.
    """

    mean: float
    error: float
    points: int


def linear_probe(
    places: Float[np.ndarray, "n width"],
    labels: Int[np.ndarray, "n"],
    *,
    folds: int = 5,
    most: int = 3000,
    seed: int = 0,
) -> Share:
    """Estimate how many points of a class a straight cut has right, trained on other points.

    Logistic regression (L2, C = 1, standardised units), cross-validated; of more than 256 units
    on the 256 directions in which the points vary most, whatever their labels. The error is that
    of a mean of independent points, so the true share of this estimator is within two of it; a
    better cut may exist (it is regularised).

    Parameters
    ----------
    places, labels
        A representation and the classes; those of one point are left out.
    folds
        How many; fewer if the smallest class has fewer points.
    most
        Points, chosen at random if there are more.
    seed
        Of the choice and the folds.

    Raises
    ------
    InputError
        Fewer than two classes have two points.

    References
    ----------
    G. Alain and Y. Bengio, "Understanding intermediate layers using linear classifier probes",
    2016.

    Examples
    --------
    >>> import numpy as np
    >>> places = np.linspace(-1, 1, 40)[:, None]
    >>> linear_probe(places, (places[:, 0] > 0).astype(int)).mean > 0.9
    True
    """
    places, labels = _usable(places, labels, most, seed)
    wide = min(places.shape) > _DIRECTIONS
    places = _directions(places, seed) if wide else places
    parts = min(folds, int(np.unique(labels, return_counts=True)[1].min()))
    right = np.zeros(len(labels), bool)
    cuts = StratifiedKFold(parts, shuffle=True, random_state=seed)
    for train, test in cuts.split(places, labels):
        cut = LogisticRegression(max_iter=200)
        probe = cut if wide else make_pipeline(StandardScaler(), cut)
        with warnings.catch_warnings():
            # A cut that is not quite the best is as good for this purpose.
            warnings.simplefilter("ignore", ConvergenceWarning)
            probe.fit(places[train], labels[train])
        right[test] = probe.predict(places[test]) == labels[test]
    return _share(right)


def _directions(places: np.ndarray, seed: int) -> np.ndarray:
    """Return standardised places in the directions in which they vary most.

    A penalty that sees lengths alone loses nothing but the directions left out.
    """
    units = StandardScaler().fit_transform(places)
    few: Any = 2  # passes: scikit-learn's stub has its default's type, "auto"
    left, sizes, _ = randomized_svd(units, _DIRECTIONS, n_iter=few, random_state=seed)
    return left * sizes


def neighbour_accuracy(
    places: Float[np.ndarray, "n width"],
    labels: Int[np.ndarray, "n"],
    *,
    k: int = 5,
    most: int = 10_000,
    seed: int = 0,
) -> Share:
    """Estimate how many points their k nearest others (Euclidean) vote for rightly.

    Leave-one-out, k votes that count alike. It says whether classes are apart, not whether a cut
    is straight. It depends on the units of the representation, and in many dimensions distances
    concentrate.

    Parameters
    ----------
    places, labels
        A representation and the classes; those of one point are left out.
    k
        Neighbours, at most n − 1.
    most, seed
        As for :func:`linear_probe`.

    Raises
    ------
    InputError
        Fewer than two classes have two points.

    Examples
    --------
    >>> import numpy as np
    >>> neighbour_accuracy(np.array([[0.0], [0.1], [5.0], [5.1]]), np.array([0, 0, 1, 1]), k=1).mean
    1.0
    """
    places, labels = _usable(places, labels, most, seed)
    k = min(k, len(labels) - 1)
    distances, near = k_nearest(places, places, k, exclude_self=True)
    voted = votes(distances, labels[near], int(labels.max()) + 1)
    return _share(voted.argmax(axis=1) == labels)


def _usable(
    places: np.ndarray, labels: np.ndarray, most: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    chosen = chosen_of(labels, most, seed)
    places, labels = np.asarray(places)[chosen], np.asarray(labels)[chosen]
    counts = np.bincount(labels)
    kept = counts[labels] > 1
    if (counts > 1).sum() < 2:
        raise InputError(
            "Two classes of two points or more are needed to say how they come apart, and there "
            f"{'is' if (counts > 1).sum() == 1 else 'are'} {int((counts > 1).sum())}."
        )
    return places[kept], labels[kept]


def chosen_of(labels: Int[np.ndarray, "n"], most: int, seed: int = 0) -> Int[np.ndarray, "m"]:
    """Return at most so many indices, random and increasing, each class with its share.

    A class keeps two points at least, if it has them.

    Examples
    --------
    >>> import numpy as np
    >>> labels = np.repeat([0, 1], [90, 10])
    >>> np.bincount(labels[chosen_of(labels, 20)]).tolist()
    [18, 2]
    """
    labels = np.asarray(labels)
    if len(labels) <= most:
        return np.arange(len(labels))
    rng = np.random.default_rng(seed)
    parts = []
    for kind in np.unique(labels):
        own = np.flatnonzero(labels == kind)
        count = max(min(2, len(own)), round(most * len(own) / len(labels)))
        parts.append(rng.permutation(own)[:count])
    return np.sort(np.concatenate(parts))


def _share(right: np.ndarray) -> Share:
    mean, n = float(right.mean()), len(right)
    # Agresti and Coull's estimate (1998): that of all right or all wrong is not without error.
    pulled = (mean * n + 2) / (n + 4)
    return Share(mean, float(np.sqrt(pulled * (1 - pulled) / (n + 4))), n)
