"""Lengths and distances, in the data and at every depth."""

from collections.abc import Iterator

import numpy as np
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

from unknot.measure._jacobians import NUMBERS, Seen
from unknot.measure._pairs import Cross
from unknot.measure._values import Level, Quantiles, Strand
from unknot.nets import Viewed

_TREE = 16  # dimensions up to which a k-d tree is faster than all distances


def levels(
    network: Viewed,
    seen: Seen,
    cross: Cross,
    labels: np.ndarray,
    strands: list[Strand],
    curved: tuple[bool, ...],
) -> Iterator[Level]:
    before = [_length(seen.places[0], labels, strands, k) for k in range(len(curved))]
    for depth, units in enumerate(network.widths):
        largest, least, log = seen.whole[depth]
        places = seen.places[depth]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            condition = np.where(least > 0, largest / least, np.inf)
        ratio, distance = float(cross.ratios[depth]), float(cross.distances[depth])
        diameter = _diameter(places)
        yield Level(
            depth=depth,
            units=units,
            layer_largest=_known(seen.layers[depth][0]),
            layer_least=_known(seen.layers[depth][1]),
            largest=Quantiles.of(largest),
            least=Quantiles.of(least),
            condition=Quantiles.of(condition),
            log_determinant=_known(log),
            contraction=ratio if np.isfinite(ratio) else None,
            apart=distance / diameter if diameter > 0 and np.isfinite(distance) else None,
            growth=tuple(
                _length(places, labels, strands, k) / long if is_curve and long > 0 else None
                for k, (is_curve, long) in enumerate(zip(curved, before, strict=True))
            ),
        )


def _known(values: np.ndarray) -> Quantiles | None:
    return None if np.isnan(values).any() else Quantiles.of(values)


def _length(places: np.ndarray, labels: np.ndarray, strands: list[Strand], label: int) -> float:
    total = 0.0
    for strand in strands:
        if labels[strand.start] == label:
            line = places[strand.start : strand.stop]
            line = np.concatenate([line, line[:1]]) if strand.closed else line
            total += float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    return total


def _diameter(places: np.ndarray) -> float:
    """Return the largest distance of two of the points."""
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    far = np.linalg.norm(places - middle, axis=1)
    start = places[np.argmax(far)]
    known = float(np.linalg.norm(places - start, axis=1).max())
    # A pair farther apart than what is known has both ends at least that far out.
    outer = places[far >= (known - far.max()) * (1 - 1e-9)]
    # On a sphere these are nearly all of them: then of many points some thousands do.
    outer = outer[:: max(1, len(outer) // 4000)]
    step = max(1, NUMBERS // len(outer))
    return max(
        [
            known,
            *(float(cdist(outer[i : i + step], outer).max()) for i in range(0, len(outer), step)),
        ]
    )


def spacing_of(points: np.ndarray) -> float | None:
    """Return the largest distance of a point to its nearest neighbour."""
    if len(points) < 2:
        return None
    if points.shape[1] <= _TREE:
        return float(KDTree(points).query(points, k=2)[0][:, 1].max())
    return float(_nearest(points, points, same=True).max())


def density_of(points: np.ndarray, samples: np.ndarray) -> float | None:
    """Return the largest distance of a point to the nearest sample."""
    if not len(points) or not len(samples):
        return None
    if points.shape[1] <= _TREE:
        return float(KDTree(samples).query(points)[0].max())
    return float(_nearest(points, samples).max())


def _nearest(points: np.ndarray, others: np.ndarray, same: bool = False) -> np.ndarray:
    """Return the distances to the nearest of the others, by products of matrices."""
    squares = (others**2).sum(axis=1)
    step = max(1, NUMBERS // len(others))
    found = []
    for i in range(0, len(points), step):
        part = points[i : i + step]
        table = squares - 2 * part @ others.T
        if same:
            table[np.arange(len(part)), i + np.arange(len(part))] = np.inf
        found.append(np.linalg.norm(part - others[table.argmin(axis=1)], axis=1))
    return np.concatenate(found)
