"""Well-known data sets that come with scikit-learn."""

import numpy as np

from unknot.data._arrays import Floats, Integers
from unknot.data._dataset import Dataset
from unknot.data._names import axis_names, class_letters, pixel_names
from unknot.data._source import Parameter
from unknot.errors import InputError


def blobs(
    source: str, *, classes: int, dimension: int, spread: float, points: int, seed: int
) -> Dataset:
    """Make Gaussian clouds about random centres in [−10, 10]^n."""
    from sklearn.datasets import make_blobs

    rng = np.random.default_rng(seed)
    centres = rng.uniform(-10, 10, (classes, dimension))
    rows, labels, *_ = make_blobs(
        n_samples=_enough(points, classes),
        centers=centres,
        cluster_std=spread,
        shuffle=False,
        random_state=int(rng.integers(2**32)),
    )
    names = class_letters(classes), axis_names(dimension)
    return Dataset(np.asarray(rows), np.asarray(labels, np.int64), *names, "blobs", source)


def iris(source: str, *, points: int, seed: int) -> Dataset:
    """Give Fisher's 150 irises of three kinds, four lengths each, in centimetres."""
    from sklearn.datasets import load_iris

    rows, labels = map(np.asarray, load_iris(return_X_y=True))
    kinds = ("setosa", "versicolor", "virginica")
    features = tuple(
        f"{part} {way} (cm)" for part in ("sepal", "petal") for way in ("length", "width")
    )
    chosen = chosen_rows(labels, points, seed)
    return Dataset(rows[chosen], labels[chosen], kinds, features, "iris", source)


def digits(source: str, *, points: int, seed: int) -> Dataset:
    """Give 1797 handwritten digits of 8 × 8 pixels, scaled to [0, 1]."""
    from sklearn.datasets import load_digits

    rows, labels = map(np.asarray, load_digits(return_X_y=True))
    chosen = chosen_rows(labels, points, seed)
    kinds = tuple(map(str, range(10)))
    return Dataset(rows[chosen] / 16, labels[chosen], kinds, pixel_names(8, 8), "digits", source)


def all_or(most: int) -> Parameter:
    """Make the parameter for the number of points of a finite data set."""
    return Parameter("points", "number of points drawn, 0 for all", 0, 0, most)


def chosen_rows(labels: Integers, points: int, seed: int) -> Integers:
    """Draw some rows at random, evenly from the classes as far as they last; 0 keeps all.

    Rows keep their order.
    """
    if points == 0:
        return np.arange(len(labels))
    classes = np.unique(labels)
    _enough(points, len(classes))
    if points > len(labels):
        raise InputError(
            f"The parameter points is {points:,}; there are {len(labels):,} points. Ask for at "
            "most so many, or for points=0, which is all."
        )
    rng = np.random.default_rng(seed)
    rank: Floats = np.zeros(len(labels))
    for label in classes:
        members = np.flatnonzero(labels == label)
        rank[members] = rng.permutation(len(members))
    # Lowest ranks first takes equally many of each class until a class runs out.
    return np.sort(np.lexsort((labels, rank))[:points])


def _enough(points: int, classes: int) -> int:
    if points < classes:
        raise InputError(
            f"The parameter points is {points}; with {classes} classes it must be "
            f"{classes} or more."
        )
    return points
