"""Dense points of classes, and the least margins near the worst of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from unknot.data import Dataset
from unknot.measure._jacobians import finite
from unknot.measure._values import Strand
from unknot.nets import Viewed, margins
from unknot.shapes import Shape

_REFINED = 8  # parts of a class in which the least margin is searched for

At = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Cloud:
    """The dense points of one class, its curves, and whether it consists of curves alone."""

    points: np.ndarray
    strands: tuple[Strand, ...] = ()
    curved: bool = False


def cloud_of(
    network: Viewed, data: Dataset, label: int, per_class: int, rng: np.random.Generator
) -> Cloud:
    """Take the points of a class, and those of least margin near the worst of them."""
    if data.shapes is None:
        own = data.of_class(label)
        chosen = rng.permutation(len(own))[:per_class]
        return Cloud(own[np.sort(chosen)])

    def won(points: np.ndarray) -> np.ndarray:
        return margins(finite(network.scores(points)).T, np.full(len(points), label))

    parts = [leaf for _, leaf in data.shapes[label].leaves()]
    counts = _shares(parts, per_class)
    drawn = [_draw(part, count, rng) for part, count in zip(parts, counts, strict=True)]
    scored = [won(points) for points in drawn]
    order = sorted(range(len(parts)), key=lambda k: float(scored[k].min()))
    refined = [
        _refined(parts[k], drawn[k], int(np.argmin(scored[k])), won, rng) for k in order[:_REFINED]
    ]
    strands, start = [], 0
    for part, points in zip(parts, drawn, strict=True):
        if part.trace is not None:
            strands.append(Strand(start, start + len(points), part.trace.closed))
        start += len(points)
    points = np.concatenate([*drawn, np.array(refined)])
    return Cloud(points, tuple(strands), len(strands) == len(parts))


def _shares(parts: list[Shape], total: int) -> list[int]:
    """Say how many points each part gets: by length or volume if all parts are of one kind."""
    weights = np.array([part.measure for part in parts])
    kinds = {part.trace is not None for part in parts}
    finite = any(part.isolated is not None for part in parts)
    if len(kinds) > 1 or not weights.sum() > 0 or finite:
        weights = np.ones(len(parts))
    return [max(2, round(share)) for share in (total * weights / weights.sum()).tolist()]


def _draw(shape: Shape, count: int, rng: np.random.Generator) -> np.ndarray:
    if shape.isolated is not None:
        return shape.isolated
    if shape.trace is None:
        return shape.sample(count, rng)
    return shape.trace.at(np.arange(count) / (count if shape.trace.closed else count - 1))


def _refined(
    shape: Shape, points: np.ndarray, index: int, won: At, rng: np.random.Generator
) -> np.ndarray:
    """Return a point of the shape near one of its points where the margin is no larger."""
    best = points[index]
    if shape.isolated is not None:
        return best
    if shape.trace is None:
        # A random search that narrows; a thin set holds none of the points that are tried.
        low, high = shape.bounds()
        reach, least = float((high - low).max()) / 4, won(best[None])[0]
        for _ in range(24):
            tried = best + reach * rng.normal(size=(64, len(best)))
            tried = tried[shape.contains(tried)]
            values = won(tried)
            if values.size and values.min() < least:
                best, least = tried[np.argmin(values)], values.min()
            reach *= 0.7
        return best
    at, closed = shape.trace.at, shape.trace.closed
    step = 1 / (len(points) if closed else len(points) - 1)
    middle = index * step
    for _ in range(10):
        tried = middle + step * np.linspace(-1, 1, 33)
        tried = tried % 1 if closed else np.clip(tried, 0, 1)
        middle, step = tried[np.argmin(won(at(tried)))], step / 8
    return at(np.array([middle]))[0]
