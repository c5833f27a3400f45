"""How far classes reach along a direction: what thin margins of affine scores depend on."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
from scipy.optimize import nnls

from unknot import checker
from unknot.verdicts._classes import Classes
from unknot.verdicts._near import Floats
from unknot.verdicts._scores import affine_scores

_ROUNDS = 40
_MOST_CORNERS = 2000  # of a class
_HEAVY = 1e3

Hulls = list[tuple[Floats, Floats]]  # of each class centres (m, d) of balls, and their radii (m,)


def with_extremes(
    samples: tuple[Floats, ...], classes: Classes, keep: Sequence[int]
) -> tuple[Floats, ...]:
    """Add members where affine scores of samples are least, until they are right there, too.

    Of samples alone the best scores may miss a gap that is thinner than the samples are dense. The
    columns that are kept are those of the samples.
    """
    hulls = _hulls(classes)
    if hulls is None:
        return samples
    rows = list(samples)
    for _ in range(_ROUNDS):
        found = affine_scores(rows)
        if found is None:
            return samples
        worst = _wrong(hulls, *found, keep)
        if not worst:
            break
        for label, place in worst:
            rows[label] = np.concatenate([rows[label], place[None, keep]])
    return tuple(rows)


def parting_plane(classes: Classes, keep: Sequence[int]) -> tuple[Floats, float] | None:
    """Return w and c with w·x + c ≤ −1 on the first of two classes and ≥ 1 on the second.

    That across the shortest way between their hulls, where each is of balls of one radius.
    """
    hulls = _hulls(classes)
    if hulls is None:
        return None
    (a, r), (b, s) = ((centres[:, list(keep)], radii) for centres, radii in hulls)
    w = _across(a, b)
    high, low = float((a @ w + r).max()), float((b @ w - s).min())
    if not high < low:
        return None
    return w * (2 / (low - high)), -(low + high) / (low - high)


def parting_normal(classes: Classes) -> list[float] | None:
    """Return a direction along which the classes come one after the other, if one is seen."""
    return classes.once("parting normal", lambda: _parting_normal(classes))


def _parting_normal(classes: Classes) -> list[float] | None:
    hulls = _hulls(classes)
    if hulls is None:
        return None
    middles = np.array([centres.mean(0) for centres, _ in hulls])
    ways = [_across(one, other) for (one, _), (other, _) in combinations(hulls, 2)]
    if len(hulls) > 2:
        ways += [*np.linalg.svd(middles - middles.mean(0))[2][:1], *np.eye(classes.dimension)]
    for way in ways:
        size = float(np.linalg.norm(way))
        spans = sorted(((c @ way - r * size).min(), (c @ way + r * size).max()) for c, r in hulls)
        if all(one[1] < other[0] for one, other in pairwise(spans)):
            return way.tolist()
    return None


def _across(a: Floats, b: Floats) -> Floats:
    """Return the shortest way (n,) from one hull of points (m, n) to another, of length 1 or 0."""
    size = float(np.abs(np.concatenate([a, b])).max()) or 1.0
    sums = np.zeros((2, len(a) + len(b)))
    sums[0, : len(a)] = sums[1, len(a) :] = _HEAVY
    table = np.vstack([np.hstack([a.T / size, -b.T / size]), sums])
    shares = nnls(table, np.append(np.zeros(a.shape[1]), [_HEAVY, _HEAVY]))[0]
    w = -(table @ shares)[:-2]
    return w / (float(np.linalg.norm(w)) or 1.0)


def _hulls(classes: Classes) -> Hulls | None:
    return classes.once("hulls", lambda: _hulls_of(classes))


def _hulls_of(classes: Classes) -> Hulls | None:
    found: Hulls = []
    if classes.exact is None or classes.finite:
        return None
    for side in classes.exact:
        try:
            bodies = [b for one in side for b in checker.bodies(one)]
        except checker.Refused:
            return None
        if sum(len(b.corners) for b in bodies) > _MOST_CORNERS:
            return None
        corners = [[float(v) for v in x] for b in bodies for x in b.corners]
        radii = [float(b.radius) for b in bodies for _ in b.corners]
        found.append((np.array(corners), np.array(radii)))
    return found


def _wrong(
    hulls: Hulls, weight: Floats, bias: Floats, keep: Sequence[int]
) -> list[tuple[int, Floats]]:
    """Return members on which the right score wins by much less than it does on samples."""
    found = []
    for i, (centres, radii) in enumerate(hulls):
        for j in range(len(hulls)):
            if j != i:
                w = np.zeros(centres.shape[1])
                w[list(keep)] = weight[i] - weight[j]
                size = float(np.linalg.norm(w))
                margins = centres @ w + (bias[i] - bias[j]) - radii * size
                k = int(np.argmin(margins))
                if margins[k] < 0.5 and size:
                    found.append((i, centres[k] - radii[k] * w / size))
    return found
