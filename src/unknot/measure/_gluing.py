"""Two points of different parts with one image: searched for where layers may merge them."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.spatial.distance import cdist

from unknot.shapes import Shape
from unknot.topology import Glued

Map = Callable[[np.ndarray], np.ndarray]
Part = Sequence[Shape]

_SEEDS = 3  # nearest pairs from which each two parts are drawn together
_ROUNDS = 30
_FRACTIONS = np.array([1.0, 0.5, 0.2, 0.05])  # of a Newton step that are tried
_STEP = 1e-6  # of the extent, for differences
_INSIDE = 1e-9


def glued_parts(
    image_of: Map,
    points: np.ndarray,
    images: np.ndarray,
    parts: np.ndarray,
    shapes: Sequence[Part],
    tolerance: float,
    skipped: set[int],
) -> list[Glued]:
    """Search for points of different parts that have one image, and give one pair for each two.

    From the nearest pairs of samples Newton's method makes |f(a) − f(b)| small, a and b staying in
    the shapes of their parts. What is found is a pair whose images differ by no more than rounding;
    what is not found proves nothing.

    Parameters
    ----------
    image_of
        The layers so far, on rows.
    points, images, parts
        A sample of the class, its images and parts.
    shapes
        The shapes of each part.
    tolerance
        The share of the largest coordinate that counts as rounding.
    skipped
        Parts that are known to be glued already: two of them are not tried again.
    """
    first, second = _seeds(images, parts, skipped)
    if not len(first):
        return []
    a, b = points[first], points[second]
    ends = parts[first], parts[second]
    scale = float(np.abs(images).max(initial=1e-300))
    extent = float(np.abs(points).max(initial=1e-300))
    gap = np.linalg.norm(images[first] - images[second], axis=1)
    for _ in range(_ROUNDS):
        open_ = gap > tolerance * scale
        if not open_.any():
            break
        step = _newton(image_of, a[open_], b[open_], _STEP * extent)
        step *= np.minimum(1, 0.2 * extent / np.maximum(np.abs(step).max(axis=1), 1e-300))[:, None]
        tried_a, tried_b, tried_gap = [a[open_]], [b[open_]], [gap[open_]]
        for share in _FRACTIONS:
            to_a = _held(a[open_] + share * step[:, : a.shape[1]], ends[0][open_], shapes)
            to_b = _held(b[open_] + share * step[:, a.shape[1] :], ends[1][open_], shapes)
            away = np.linalg.norm(image_of(to_a) - image_of(to_b), axis=1)
            tried_a.append(to_a)
            tried_b.append(to_b)
            tried_gap.append(np.where(np.isfinite(away), away, np.inf))
        best = np.argmin(np.stack(tried_gap), axis=0)
        which = np.arange(len(best))
        a[open_] = np.stack(tried_a)[best, which]
        b[open_] = np.stack(tried_b)[best, which]
        gap[open_] = np.stack(tried_gap)[best, which]
        if not (best > 0).any():
            break
    return _named(a, b, gap, ends, shapes, tolerance * scale, (scale, extent))


def _named(
    a: np.ndarray,
    b: np.ndarray,
    gap: np.ndarray,
    ends: tuple[np.ndarray, np.ndarray],
    shapes: Sequence[Part],
    most: float,
    sizes: tuple[float, float],
) -> list[Glued]:
    """Give the best pair of each two parts, of those that met inside their shapes."""
    scale, extent = sizes
    found: dict[tuple[int, int], Glued] = {}
    for k in np.argsort(gap, kind="stable").tolist():
        if gap[k] > most:
            break
        pair = (int(ends[0][k]), int(ends[1][k]))
        inside = _far(a[k], shapes[pair[0]]) + _far(b[k], shapes[pair[1]]) <= _INSIDE * extent
        if inside and pair not in found:
            places = tuple(a[k].tolist()), tuple(b[k].tolist())
            found[pair] = Glued(pair, *places, float(gap[k]), scale)
    return list(found.values())


def _seeds(
    images: np.ndarray, parts: np.ndarray, skipped: set[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest pairs of samples of each two parts."""
    first, second = [], []
    count = int(parts.max()) + 1
    rows = [np.flatnonzero(parts == k) for k in range(count)]
    for i in range(count):
        for j in range(i + 1, count):
            if i in skipped and j in skipped:
                continue
            away = cdist(images[rows[i]], images[rows[j]])
            few = np.argsort(away, axis=None)[: _SEEDS**2 : _SEEDS]
            at, to = np.unravel_index(few, away.shape)
            first.append(rows[i][at])
            second.append(rows[j][to])
    if not first:
        none = np.empty(0, np.int64)
        return none, none
    return np.concatenate(first), np.concatenate(second)


def _newton(image_of: Map, a: np.ndarray, b: np.ndarray, h: float) -> np.ndarray:
    """Return the shortest steps (m, 2d) after which linear maps would agree at a and b."""
    gap = image_of(a) - image_of(b)
    matrix = np.concatenate([_jacobian(image_of, a, h), -_jacobian(image_of, b, h)], axis=2)
    return -np.einsum("mij,mj->mi", np.linalg.pinv(matrix, rcond=1e-8), gap)


def _jacobian(image_of: Map, points: np.ndarray, h: float) -> np.ndarray:
    count, size = points.shape
    moves = h * np.eye(size)
    both = np.concatenate([points[:, None] + moves, points[:, None] - moves], axis=1)
    values = image_of(both.reshape(-1, size)).reshape(count, 2 * size, -1)
    return np.swapaxes((values[:, :size] - values[:, size:]) / (2 * h), 1, 2)


def _held(points: np.ndarray, ends: np.ndarray, shapes: Sequence[Part]) -> np.ndarray:
    """Move points back into the nearest shape of their part."""
    held = points.copy()
    for part in np.unique(ends).tolist():
        own = np.flatnonzero(ends == part)
        held[own] = into(points[own], shapes[part])
    return held


def into(points: np.ndarray, part: Part) -> np.ndarray:
    """Move points into the shapes of a part, each into the nearest."""
    if len(part) == 1:
        return part[0].nearest(points)
    nearest = np.argmin(np.stack([shape.distance(points) for shape in part]), axis=0)
    moved = points.copy()
    for k, shape in enumerate(part):
        moved[nearest == k] = shape.nearest(points[nearest == k])
    return moved


def _far(point: np.ndarray, part: Part) -> float:
    return min(float(shape.distance(point[None])[0]) for shape in part)
