"""Two classes at a time: how near they come, and how steeply one gains on the other."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.spatial.distance import cdist

from unknot.data import Dataset
from unknot.measure._jacobians import NUMBERS, Seen, look
from unknot.nets import Viewed

PAIRS = 16_000_000  # pairs of points of different classes that are looked at
_CLOSE = 1e-6  # of the coordinates: nearer than this, a quotient of differences is rounding


@dataclass(frozen=True)
class Cross:
    """By depth the least ratio and distance of cross pairs; and the steepest score difference."""

    ratios: np.ndarray
    distances: np.ndarray
    slope: float


def _gained(scores: np.ndarray, i: int, j: int) -> np.ndarray:
    """Return by how much class j leads class i."""
    return (2 * (j > i) - 1) * scores[:, 0] if scores.shape[1] == 1 else scores[:, j] - scores[:, i]


def across(seen: Seen, points: np.ndarray, own: list[np.ndarray]) -> Cross:
    total = sum(len(a) * len(b) for a, b in combinations(own, 2))
    share = min(1.0, (PAIRS / max(total, 1)) ** 0.5)
    own = [evenly(some, share) for some in own]
    depths = len(seen.places)
    ratios, distances, slope = np.full(depths, np.inf), np.full(depths, np.inf), 0.0
    for i, j in combinations(range(len(own)), 2):
        gained = _gained(seen.scores, i, j)
        step = max(1, NUMBERS // max(1, len(own[j])))
        for start in range(0, len(own[i]) if own[j].size else 0, step):
            one, two = own[i][start : start + step], own[j]
            base = cdist(points[one], points[two])
            # Equal points of different classes have no ratio, only the distance 0.
            inverse = np.divide(1, base, out=np.full_like(base, np.nan), where=base > 0)
            for depth, places in enumerate(seen.places):
                apart = cdist(places[one], places[two])
                distances[depth] = min(distances[depth], apart.min())
                ratios[depth] = np.fmin.reduce(apart * inverse, axis=None, initial=ratios[depth])
            inverse[base <= _CLOSE * np.abs(points).max()] = np.nan
            rises = np.abs(gained[one][:, None] - gained[two]) * inverse
            slope = float(np.fmax.reduce(rises, axis=None, initial=slope))
    ratios[0] = 1.0 if np.isfinite(ratios[0]) else np.inf  # without its rounding
    return Cross(ratios, distances, slope)


def evenly(indices: np.ndarray, share: float) -> np.ndarray:
    count = min(len(indices), max(1, int(share * len(indices))))
    return indices[np.linspace(0, len(indices) - 1, count).astype(int)]


def between(
    network: Viewed, data: Dataset, seen: Seen, points: np.ndarray, own: list[np.ndarray]
) -> float:
    """Return the steepest score difference on segments between the worst points.

    These lead from the dense point of a class that is nearest to losing to another, to that of
    the other class and to the nearest data point of its own class: the steps of T9.2's proof.
    """
    steepest = 0.0
    part = np.linspace(0, 1, 33)[:, None]
    for i, j in combinations([k for k, some in enumerate(own) if some.size], 2):
        gained = _gained(seen.scores, i, j)
        low = points[own[j][np.argmin(gained[own[j]])]]
        high = points[own[i][np.argmax(gained[own[i]])]]
        ends = [(low, high)]
        for label, point in ((j, low), (i, high)):
            samples = data.of_class(label)
            if len(samples):
                ends.append((point, samples[np.argmin(cdist(point[None], samples)[0])]))
        line = np.concatenate([(1 - part) * a + part * b for a, b in ends])
        right, wrong = np.full(len(line), j), np.full(len(line), i)
        along = look(network, line, right, wrong)
        values = _gained(along.scores, i, j).reshape(len(ends), -1)
        rises = np.abs(values[:, -1] - values[:, 0])
        lengths = np.array([np.linalg.norm(b - a) for a, b in ends])
        apart = lengths > _CLOSE * np.abs(points).max()
        quotients = rises[apart] / lengths[apart]
        steepest = max(steepest, float(along.slopes.max()), *quotients.tolist())
    return steepest


def forced(
    sampled: np.ndarray, labels: np.ndarray, dense: tuple[float | None, ...]
) -> float | None:
    """Return the largest g/(2r) of T9.2 over pairs of classes."""
    found = []
    there = [k for k, r in enumerate(dense) if r is not None]
    for i, j in combinations(there, 2):
        gained = _gained(sampled, i, j)
        gap = float(gained[labels == j].min() - gained[labels == i].max())
        radius = max(dense[i] or 0.0, dense[j] or 0.0)
        if gap > 0 and radius > 0:
            found.append(gap / (2 * radius))
    return max(found, default=None)
