"""First layers whose units, on samples, make classes easy to part: one unit, or several classes."""

from collections.abc import Iterator, Sequence

import numpy as np

from unknot.nets import Activation, Dense, activation
from unknot.verdicts._scores import affine_scores

_DIRECTIONS = 60
_MOST = 80  # samples of a class that are looked at
_SCALES = np.geomspace(0.25, 256, 21)
_SHIFTS = 20
_BEST = 6
_TINY = 1e-3  # a spread that is less is of a flat tail, where bounds are no better than it

Rows = Sequence[np.ndarray]  # points (m, d) of each class


def one_unit(samples: Rows, name: str) -> Iterator[Dense]:
    """Give layers of one unit, of an activation that may fold, that part two classes; best first.

    A function that is not monotone may bring the two ends of a line to one side.
    """
    sigma = activation(name)
    rows = [_some(x) for x in samples]
    every = np.concatenate(rows)
    found = []
    for direction in _directions(rows):
        heights = [x @ direction for x in rows]
        middle = 0.5 * (min(map(np.min, heights)) + max(map(np.max, heights)))
        size = max(float(np.abs(h - middle).max()) for h in heights)
        if size > 1e-12 * (1 + float(np.abs(every).max())):
            heights = [(h - middle) / size for h in heights]
            gap, scale, shift = _best(sigma, heights)
            found.append((gap, direction * scale / size, shift - middle * scale / size))
    for gap, weight, bias in sorted(found, key=lambda f: -f[0])[:_BEST]:
        if gap > 1e-9:
            yield Dense(weight[None], np.array([bias]), sigma)


def several(samples: Rows, hidden: Sequence[int], names: Sequence[str]) -> list[Dense] | None:
    """Return layers that carry the features of several classes on, nearly as they are.

    Narrow ones project to where the classes' means differ most.
    """
    layers: list[Dense] = []
    features = list(samples)
    for units, name in zip(hidden, names, strict=True):
        d = features[0].shape[1]
        every = np.concatenate(features)
        centre, sigma = every.mean(0), activation(name)
        means = np.array([x.mean(0) for x in features]) - centre
        axes = np.eye(d) if units >= d else np.linalg.svd(means)[2][:units]
        reach = max(float(np.abs((every - centre) @ axes.T).max()), 1e-300)
        weight = np.zeros((units, d))
        weight[: len(axes)] = axes / reach
        bias = sigma.rises - weight @ centre
        layers.append(Dense(weight, bias, sigma))
        features = [layers[-1](x.T).T for x in features]
    return layers if affine_scores(features) is not None else None


def _some(rows: np.ndarray) -> np.ndarray:
    return rows[np.linspace(0, len(rows) - 1, min(len(rows), _MOST)).astype(int)]


def _directions(rows: Rows) -> Iterator[np.ndarray]:
    """Give axes, sums and differences of two, what is constant on a class, and some at random."""
    d, rng = rows[0].shape[1], np.random.default_rng(0)
    if d == 1:
        yield np.ones(1)
        return
    axes = np.eye(d)
    yield from axes[:16]
    for i in range(min(d, 6)):
        for j in range(i):
            yield axes[i] + axes[j]
            yield axes[i] - axes[j]
    for x in rows:
        yield from np.linalg.svd(x - x.mean(0))[2][-4:]
    yield from rng.standard_normal((_DIRECTIONS, d))


def _best(sigma: Activation, heights: Rows) -> tuple[float, float, float]:
    """Return the widest gap between two classes' values, by their spread; its scale and shift."""
    share = np.linspace(-1, 1, 2 * _SHIFTS + 1)[:, None]
    best = -np.inf, 1.0, 0.0
    for scale in _SCALES:
        # Within the data, and within what is near 0 for the activation.
        shifts = np.concatenate([share, 4 * share / scale])
        with np.errstate(all="ignore"):
            values = [sigma(scale * (h[None] - shifts)) for h in heights]
            low, high = ([f(v, axis=1) for v in values] for f in (np.min, np.max))
            spread = np.maximum(np.maximum(*high) - np.minimum(*low), _TINY)
            gap = np.maximum(low[1] - high[0], low[0] - high[1]) / spread
        gap = np.where(np.isfinite(gap), gap, -np.inf)
        k = int(np.argmax(gap))
        if gap[k] > best[0]:
            best = float(gap[k]), float(scale), float(-scale * shifts[k, 0])
    return best
