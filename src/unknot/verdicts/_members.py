"""Exact points of shapes, and cycles inside them: what proofs of impossibility are made of."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, lcm
from typing import Any

import numpy as np

from unknot.exact import number, numbers, rows
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
)
from unknot.verdicts._classes import Part
from unknot.verdicts._patches import Exact, exact_member

Member = tuple[Exact, dict[str, Any]]  # the place, and how a certificate writes it

_MOST = 400


def members(part: Part) -> list[Member]:
    """Return exact points of a part that show how far it reaches; at most a few hundred."""
    shape = part.shape
    if isinstance(shape, Curve):
        return list(_of_curve(part)) if isinstance(shape.function, Formula) else []
    found = dict.fromkeys(_of_solid(shape))
    return [(x, part.written() | {"point": numbers(x)}) for x in found]


def _of_solid(shape: Any) -> Iterator[Exact]:
    if isinstance(shape, Points | Balls):
        yield from map(_exact, _extreme(shape.points))
    elif isinstance(shape, Segment):
        yield from (_exact(shape.start), _exact(shape.end))
    elif isinstance(shape, Polyline | Polygon):
        yield from map(_exact, _extreme(shape.vertices))
    elif isinstance(shape, Tube):
        yield from map(_exact, _extreme(shape.core.vertices))
    elif isinstance(shape, Box):
        if shape.dimension <= 8:
            ends = zip(shape.lower, shape.upper, strict=True)
            yield from (_exact(corner) for corner in product(*ends))
        else:
            yield from (_exact(shape.lower), _exact(shape.upper))
    elif isinstance(shape, SolidTorus):
        yield from (_exact(p) for p in core_circle(shape, 32).tolist())
    elif isinstance(shape, Ball | Shell | Sphere):
        if isinstance(shape, Ball):
            yield _exact(shape.centre)
        outward = shape.radius if isinstance(shape, Ball | Sphere) else shape.outer
        for direction in _directions(shape.dimension):
            point = exact_member(shape, np.array(shape.centre) + outward * direction)
            if point is not None:
                yield point


def _directions(n: int) -> np.ndarray:
    """Return directions that leave no half of space out: the axes, and more in the plane."""
    if n == 2:
        angle = 2 * np.pi * np.arange(16) / 16
        return np.stack([np.cos(angle), np.sin(angle)], 1)
    return np.concatenate(
        [np.eye(n), -np.eye(n), np.full((1, n), n**-0.5), np.full((1, n), -(n**-0.5))]
    )


def _of_curve(part: Part) -> Iterator[Member]:
    """Give the points where every sine and cosine is 0 or ±1, and the ends if they are exact."""
    shape = part.shape
    assert isinstance(shape, Curve)
    assert isinstance(shape.function, Formula)
    terms = [t for c in shape.function.coordinates for t in c if t.function != "1"]
    rates = [2 * Fraction(t.frequency) for t in terms if t.frequency]
    first, last = map(Fraction, shape.domain)
    # t is a multiple of the least step s with s·2w whole for every w.
    step = _least_common([1 / abs(r) for r in rates]) if rates else (last - first) / 32
    count = min(int((last - first) / step) + 1, _MOST)
    low = ceil(first / step)
    for k in range(low, low + count):
        t = k * step
        if first <= t <= last:
            yield exact_on_curve(shape.function, t), part.written() | {"t": number(t)}


def exact_on_curve(formula: Formula, t: Fraction) -> Exact:
    """Return a formula's exact point where every w·t is a multiple of ½."""
    place = []
    for terms in formula.coordinates:
        total = Fraction(0)
        for term in terms:
            value = sum((Fraction(c) * t**k for k, c in enumerate(term.coefficients)), Fraction(0))
            if term.function != "1":
                quarters = Fraction(term.frequency) * t * 2
                assert quarters.denominator == 1
                turned = int(quarters) + (term.function == "sin") * 3
                value *= (1, 0, -1, 0)[turned % 4]
            total += value
        place.append(total)
    return tuple(place)


def _least_common(steps: Sequence[Fraction]) -> Fraction:
    """Return the least number that is a whole multiple of every one of these."""
    common = lcm(*(s.denominator for s in steps))
    return Fraction(lcm(*(int(s * common) for s in steps)), common)


def _extreme(points: Sequence[tuple[float, ...]]) -> Sequence[tuple[float, ...]]:
    """Of many points keep those that are extreme in some direction, and a few others."""
    if len(points) <= _MOST:
        return points
    near, rng = np.array(points), np.random.default_rng(0)
    axes = rng.standard_normal((_MOST, near.shape[1]))
    some = rng.choice(len(points), _MOST // 4, replace=False)
    kept = sorted({*np.argmax(near @ axes.T, axis=0).tolist(), *some.tolist()})
    return [points[i] for i in kept]


def core_circle(torus: SolidTorus, count: int) -> np.ndarray:
    """Return points (count, 3) in order on the core circle of a solid torus, in floats."""
    normal = np.array(torus.normal) / np.linalg.norm(torus.normal)
    across = np.eye(3)[np.argmin(np.abs(normal))]
    u = np.cross(normal, across)
    u /= np.linalg.norm(u)
    v = np.cross(normal, u)
    angle = 2 * np.pi * np.arange(count)[:, None] / count
    return np.array(torus.centre) + torus.major * (np.cos(angle) * u + np.sin(angle) * v)


def _exact(point: Sequence[float]) -> Exact:
    return tuple(map(Fraction, point))


# ---------------------------------------------------------------- closed polygons inside a part


def loops(part: Part) -> list[np.ndarray]:
    """Return closed polygons (k, n) that lie inside a part and go round what it goes round."""
    shape = part.shape
    if isinstance(shape, Polyline) and shape.closed:
        return [np.array(shape.vertices)]
    if isinstance(shape, Tube) and shape.core.closed:
        return [np.array(shape.core.vertices)]
    if isinstance(shape, SolidTorus):
        # Half an edge must be less than the tube's radius; a quarter leaves room.
        count = max(12, ceil(4 * np.pi * shape.major / shape.minor))
        return [core_circle(shape, count)] if count <= 20_000 else []
    return []


def loop_cycle(part: Part, loop: np.ndarray) -> dict[str, Any]:
    """Write a closed polygon inside a part as a cycle."""
    count = len(loop)
    return {
        "vertices": rows(loop.tolist()),
        "simplices": [{"at": [i, (i + 1) % count], "inside": part.written()} for i in range(count)],
    }
