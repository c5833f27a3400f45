"""How many dimensions a cloud seems to have, by estimators that err in different ways."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from unknot.topology._clouds import Floats, Whole, as_cloud, as_count
from unknot.topology._neighbours import nearest_neighbours

_NEIGHBOURS = 20
_FOLDS = 5
_MOST_QUERIES = 1000
_KEPT = 0.9  # of the ratios: the largest ones are bent by borders and strays
_BLOCK = 4_000_000  # numbers of neighbourhoods at once
_SHARE = 0.05  # of the largest variance, from which a direction counts


@dataclass(frozen=True)
class Estimate:
    """A number and how it spreads.

    Attributes
    ----------
    value
        The estimate of all points.
    spread
        The standard deviation of the estimates at five disjoint fifths of them.
    """

    value: float
    spread: float


@dataclass(frozen=True)
class Dimensions:
    """Estimates of one cloud's dimension.

    Attributes
    ----------
    two_nn
        From the ratios of the distances to the two nearest points; right where the density is even
        at that scale, and easily fooled by noise, which it sees first.
    mle
        From the distances to 20 nearest points; too small in many dimensions.
    pca
        The directions that have a twentieth of the largest variance among 20 nearest points; too
        large where the cloud is curved at that scale.
    """

    two_nn: Estimate
    mle: Estimate
    pca: Estimate

    @property
    def median(self) -> float:
        """The middle one of the three estimates."""
        return sorted(one.value for one in (self.two_nn, self.mle, self.pca))[1]

    def summary(self) -> str:
        """Say it in a clause."""
        each = (("TwoNN", self.two_nn), ("MLE", self.mle), ("local PCA", self.pca))
        return ", ".join(f"{name} {found.value:.1f} ± {found.spread:.1f}" for name, found in each)


def dimensions(points: ArrayLike, *, seed: int = 0) -> Dimensions:
    """Estimate the dimension of what a cloud was drawn from.

    Equal points are taken once; a cloud of fewer than 5 different points has dimension 0 by
    convention. No estimate is larger than d: points at even distances would have one without bound.
    Of more than 1,000 points the neighbourhoods of 1,000 are looked at, among all.

    Parameters
    ----------
    points
        The cloud (n, d).
    seed
        Of the choice of points.

    Raises
    ------
    InputError
        There are no points, or some value is not finite.

    References
    ----------
    E. Facco, M. d'Errico, A. Rodriguez, A. Laio, Scientific Reports 7, 2017 (TwoNN). E. Levina,
    P. Bickel, NIPS 2004, with D. MacKay's and Z. Ghahramani's mean of inverses (MLE).
    K. Fukunaga, D. Olsen, IEEE Trans. Computers, 1971 (local PCA).

    Examples
    --------
    >>> flat = np.random.default_rng(0).random((500, 2)) @ [[1, 0, 1], [0, 1, 1]]
    >>> found = dimensions(flat)
    >>> round(found.two_nn.value), round(found.mle.value), round(found.pca.value)
    (2, 2, 2)
    """
    cloud, distances, nearest = _neighbourhoods(as_cloud(points), seed)
    most = np.shape(points)[1]
    if not len(nearest):
        none = Estimate(0.0, 0.0)
        return Dimensions(none, none, none)
    return Dimensions(
        _folded(_two_nn, np.log(distances[:, 1] / distances[:, 0]), most),
        _folded(_mle, _log_ratios(distances), most),
        _folded(_mean, _directions(cloud, nearest), most),
    )


def likely_dimension(cloud: Floats) -> float:
    """Return the value of ``dimensions(cloud).mle`` alone."""
    _, distances, nearest = _neighbourhoods(cloud, 0)
    return min(_mle(_log_ratios(distances)), cloud.shape[1]) if len(nearest) else 0.0


def _neighbourhoods(cloud: Floats, seed: int) -> tuple[Floats, Floats, Whole]:
    """Return different points, and of some of them the distances and indices of the nearest."""
    rng = np.random.default_rng(as_count(seed, "seed", 0))
    cloud = np.unique(cloud, axis=0)
    if len(cloud) < 5:
        return cloud, np.empty((0, 0)), np.empty((0, 0), np.int64)
    if cloud.shape[1] > len(cloud):  # so many points lie in a flat: turn it into coordinates
        cloud = np.asarray(np.linalg.qr((cloud - cloud.mean(axis=0)).T, mode="r")).T
    queries = rng.permutation(len(cloud))[:_MOST_QUERIES]
    found, nearest = nearest_neighbours(cloud, cloud[queries], min(_NEIGHBOURS + 1, len(cloud)))
    return cloud, np.maximum(found[:, 1:], 1e-300), nearest


def _log_ratios(distances: Floats) -> Floats:
    return np.log(distances[:, -1:] / distances[:, :-1]).mean(axis=1)


def _folded(estimate: Callable[[Floats], float], each: Floats, most: int) -> Estimate:
    """Estimate from values at all points, and see how fifths of them differ."""
    parts = (each, *(each[k::_FOLDS] for k in range(_FOLDS)))
    value, *folds = (min(float(estimate(part)), most) for part in parts)
    return Estimate(value, float(np.std(folds)))


def _two_nn(logs: Floats) -> float:
    """Return the slope of −log(1 − F) over log(r₂/r₁), through the origin."""
    ratios = np.sort(logs)
    heights = -np.log1p(-np.arange(1, len(ratios) + 1) / (len(ratios) + 1))
    kept = max(1, int(_KEPT * len(ratios)))
    x, y = ratios[:kept], heights[:kept]
    return float((x @ y) / max(x @ x, 1e-300)) if x.any() else 0.0


def _mle(inverses: Floats) -> float:
    mean = float(inverses.mean())
    return 1 / mean if mean > 0 else 0.0


def _mean(values: Floats) -> float:
    return float(values.mean())


def _directions(cloud: Floats, nearest: Whole) -> Floats:
    """Return for every neighbourhood how many directions have a share of the largest variance."""
    block = max(1, _BLOCK // (nearest.shape[1] * cloud.shape[1]))
    counts = np.empty(len(nearest))
    for start in range(0, len(nearest), block):
        near = cloud[nearest[start : start + block]]
        near -= near.mean(axis=1, keepdims=True)
        turned = near.transpose(0, 2, 1)
        gram = near @ turned if near.shape[2] > near.shape[1] else turned @ near
        variances = np.linalg.eigvalsh(gram)
        counts[start : start + block] = (variances > _SHARE * variances[:, -1:]).sum(axis=1)
    return counts
