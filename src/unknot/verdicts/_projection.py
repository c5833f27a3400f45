"""Classes whose images in fewer dimensions a network classifies (THEORY T0.3): one is enough."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from scipy.spatial import KDTree

from unknot import checker
from unknot.errors import InputError
from unknot.exact import number, numbers, rows
from unknot.shapes import Union, read
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._near import Floats

_SAMPLES = 400
_MOST_AXES = 60  # choices of coordinates that are looked at
_RANDOM = 24
_BEST = 3  # of them, in which a theorem is tried
_LEAST = 0.01  # of the data's size: classes that come nearer are not looked at
_FINE = 2.0**20


def in_a_projection(
    classes: Classes, size: int, ask: Callable[[Classes], Certificate | None]
) -> Certificate | None:
    """Ask about images of the classes in R^size, those that stay apart best, and carry it back."""
    if classes.exact is None or not 1 <= size < classes.dimension:
        return None
    for frame in _frames(classes, size):
        found = _carried(classes, frame, ask)
        if found is not None:
            return found
    return None


def _carried(
    classes: Classes, frame: Floats, ask: Callable[[Classes], Certificate | None]
) -> Certificate | None:
    written = rows(frame.tolist())
    image = _images(classes, checker.read_projection(written, classes.dimension))
    if image is None or not _stay_apart(image):
        return None
    found = ask(image)
    if found is None or found.content is None:
        return None
    content = found.content
    return accepted(
        f"{found.reason} (This is seen in a projection to R^{len(frame)}, which the first layer "
        "takes in.)",
        facts=found.facts | {"projection": frame.tolist()},
        classes=classes.written(),
        claim=content["claim"],
        evidence=content["evidence"] | {"projection": written},
    )


def _stay_apart(image: Classes) -> bool:
    """Say whether images, which may be larger than those of samples, seem to be disjoint."""
    samples = [one.sample(_SAMPLES, 0) for one in image.sets]
    size = float(np.ptp(np.concatenate(samples), axis=0).max())
    return all(
        image.sets[i].distance(samples[j]).min() > _LEAST / 2 * size
        for i in range(len(samples))
        for j in range(len(samples))
        if i != j
    )


def _images(classes: Classes, frame: list[checker.Point]) -> Classes | None:
    """Return what the checker will see in a projection, in floats; None where it is no shape."""
    try:
        sets = [
            tuple(read(_content(checker.projected(frame, one))) for one in side)
            for side in classes.exact or ()
        ]
        shapes = tuple(side[0] if len(side) == 1 else Union(side) for side in sets)
        return replace(classes, sets=shapes)
    except (InputError, checker.Refused):
        return None


def _content(one: Any) -> dict[str, Any]:
    """Write one of the sets that projections are."""

    def places(values: Any) -> list[Any]:
        return rows([[float(v) for v in x] for x in values])

    def place(values: Any) -> list[Any]:
        return numbers([float(v) for v in values])

    def size(value: Any) -> Any:
        return number(float(value))

    match one:
        case checker.Thick(kind="points", starts=starts):
            return {"shape": "points", "points": places(starts.values)}
        case checker.Thick(starts=starts, stops=stops, radius=radius) if starts is stops:
            if radius == 0:
                return {"shape": "points", "points": places(starts.values)}
            points, radius = places(starts.values), size(radius)
            return {"shape": "balls", "points": points, "radius": radius}
        case checker.Thick(starts=starts, stops=stops, radius=radius):
            closed = stops.values[-1] == starts.values[0]
            ends = starts.values if closed else [*starts.values, stops.values[-1]]
            line = {"vertices": places(ends), "closed": closed}
            if radius == 0:
                return {"shape": "polyline"} | line
            return {"shape": "tube", "radius": size(radius)} | line
        case checker.Round(centre=centre, inner=inner, outer=outer):
            held = {"centre": place(centre), "inner": size(inner), "outer": size(outer)}
            return {"shape": "shell"} | held
        case checker.Box(lower=lower, upper=upper):
            return {"shape": "box", "lower": place(lower), "upper": place(upper)}
        case checker.Curve(coordinates=coordinates, start=start, stop=stop):
            terms = [
                [
                    {"coefficients": place(c), "function": name, "frequency": size(rate)}
                    for c, name, rate in one
                ]
                for one in coordinates
            ]
            return {"shape": "curve", "coordinates": terms, "from": size(start), "to": size(stop)}
    raise InputError(f"A projection is no {one.kind}.")


def _frames(classes: Classes, size: int) -> list[Floats]:
    """Return orthonormal rows (size, n) of projections that keep samples apart; the best first."""
    samples = [one.sample(_SAMPLES, 0) for one in classes.sets]
    largest = max(float(np.abs(x).max()) for x in samples) or 1.0
    samples = [x / largest for x in samples]  # only how far apart they are by it counts
    found = []
    for frame in _tried(samples, size):
        gap = _gap([x @ frame.T for x in samples])
        if gap > _LEAST:
            found.append((gap, frame))
    return [frame for _, frame in sorted(found, key=lambda f: -f[0])[:_BEST]]


def _tried(samples: Sequence[Floats], size: int) -> Iterator[Floats]:
    n, rng = samples[0].shape[1], np.random.default_rng(0)
    if comb(n, size) <= _MOST_AXES:
        for axes in combinations(range(n), size):
            yield np.eye(n)[list(axes)]
    every, means = np.concatenate(samples), np.array([x.mean(0) for x in samples])
    within = np.concatenate([x - m for x, m in zip(samples, means, strict=True)])
    least = 1e-6 * float(np.abs(every - every.mean(0)).max(initial=1e-300))
    values, axes = np.linalg.svd(within / len(within) ** 0.5, full_matrices=False)[1:]
    whitened = axes.T / (values + least)
    across = np.linalg.svd((means - means.mean(0)) @ whitened, full_matrices=True)[2]
    ways = [(whitened @ across[:size].T).T]
    for x in (every, within, *samples):
        main = np.linalg.eigh((x - x.mean(0)).T @ (x - x.mean(0)))[1].T
        ways += [main[:size], main[-size:]]
    ways += [rng.standard_normal((size, n)) for _ in range(_RANDOM)]
    for rough in ways:
        frame = np.linalg.qr(rough.T)[0].T
        frame = np.rint(frame * _FINE) / _FINE
        if frame.shape == (size, n) and frame.any(axis=1).all():
            yield frame


def _gap(images: Sequence[Floats]) -> float:
    """Return how near two classes come, by the size of all."""
    spread = np.concatenate(images)
    width = float((spread.max(0) - spread.min(0)).max())
    trees = [KDTree(x) for x in images]
    near = min(float(one.query(two.data)[0].min()) for one, two in combinations(trees, 2))
    return near / max(width, 1e-300)
